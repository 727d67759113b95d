"""The Wyoming protocol, by which Home Assistant asks for speech (package `wyoming`).

A request is one event `synthesize`, or a stream: `synthesize-start`, `synthesize-chunk` as often as
text comes, `synthesize-stop`. Home Assistant also sends the whole text as `synthesize` within a
stream, for servers that cannot stream; it is ignored here. The answer to both is `audio-start`,
`audio-chunk` and `audio-stop`; a stream ends with `synthesize-stopped`.
"""

from __future__ import annotations

import asyncio
import queue
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, nullcontext, suppress

from wyoming.audio import AudioChunk, AudioStart, AudioStop
from wyoming.error import Error
from wyoming.event import Event
from wyoming.info import Attribution, Describe, Info, TtsProgram, TtsVoice
from wyoming.ping import Ping, Pong
from wyoming.server import AsyncEventHandler, AsyncServer
from wyoming.tts import (
    Synthesize,
    SynthesizeChunk,
    SynthesizeStart,
    SynthesizeStop,
    SynthesizeStopped,
    SynthesizeTextFormat,
    SynthesizeVoice,
)

from tts import __version__
from tts.audio import Audio
from tts.cli.wav_stream import pcm_bytes
from tts.errors import PlainSpeechError
from tts.pipeline import TTS
from tts.server.discovery import announced
from tts.server.errors import ApiError
from tts.server.jobs import NO_MORE_TEXT, JobQueue, Pieces, in_thread, pieces_of_text
from tts.server.settings import ServerSettings
from tts.server.speech import SERVER_CHUNKS
from tts.server.voices import LoadedVoices

PCM_WIDTH = 2  # bytes a sample
MAKERS = Attribution(name="PlainSpeech", url="https://pypi.org/project/plainspeech/")


def describe_voices(voices: LoadedVoices) -> Info:
    """The answer to `describe`: every voice, installed, with its language."""
    rows = [
        TtsVoice(
            name=name,
            attribution=MAKERS,
            installed=True,
            description=f"{name}: {voice.description}",
            version=__version__,
            languages=[home_assistant_locale(voice.locale)],
        )
        for name, voice in sorted(voices.names().items())
    ]
    program = TtsProgram(
        name="plainspeech",
        attribution=MAKERS,
        installed=True,
        description="Text to speech on this computer",
        version=__version__,
        voices=rows,
        supports_synthesize_streaming=True,
    )
    return Info(tts=[program])


def home_assistant_locale(locale: str) -> str:
    """A locale as Home Assistant writes it.

    >>> home_assistant_locale("en-gb")
    'en-GB'
    """
    language, _, region = locale.partition("-")
    return f"{language}-{region.upper()}" if region else language


class WyomingSpeech:
    """State that all connections share."""

    def __init__(self, settings: ServerSettings) -> None:
        self.settings = settings
        self.voices = LoadedVoices()
        self.jobs = JobQueue(settings.max_jobs, settings.max_waiting)

    def choose(self, voice: SynthesizeVoice | None) -> TTS:
        """The voice of a request: by its name, else by its language, else the default."""
        if voice is not None and voice.name:
            return self.voices.load(voice.name)
        default = self.settings.voice
        if voice is not None and voice.language:
            wanted = voice.language.lower().replace("_", "-")
            known = {name: each.locale for name, each in self.voices.names().items()}
            if known.get(default) != wanted:
                fitting = sorted(name for name, locale in known.items() if locale == wanted)
                default = fitting[0] if fitting else default
        return self.voices.load(default)


class WyomingHandler(AsyncEventHandler):
    """One connection. It may send requests one after the other; each is answered in turn."""

    def __init__(
        self, speech: WyomingSpeech, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        super().__init__(reader, writer)
        self.speech = speech
        self.pieces: Pieces | None = None
        self.characters = 0
        self.tasks: set[asyncio.Task[None]] = set()
        self.order = asyncio.Lock()

    async def handle_event(self, event: Event) -> bool:
        """Answer an event; True keeps the connection."""
        if Describe.is_type(event.type):
            await self.write_event(describe_voices(self.speech.voices).event())
        elif Ping.is_type(event.type):
            await self.write_event(Pong(text=Ping.from_event(event).text).event())
        elif SynthesizeStart.is_type(event.type):
            self._start(SynthesizeStart.from_event(event))
        elif SynthesizeChunk.is_type(event.type):
            self._add(SynthesizeChunk.from_event(event).text)
        elif SynthesizeStop.is_type(event.type):
            self._stop()
        elif Synthesize.is_type(event.type) and self.pieces is None:
            request = Synthesize.from_event(event)
            pieces: Pieces = queue.Queue()
            pieces.put(request.text)
            pieces.put(NO_MORE_TEXT)
            self.characters = len(request.text)
            self._begin(pieces, request.voice, request.text_format, streamed=False)
        return True

    def _start(self, request: SynthesizeStart) -> None:
        self._stop()
        self.pieces = queue.Queue()
        self.characters = 0
        self._begin(self.pieces, request.voice, request.text_format, streamed=True)

    def _add(self, text: str) -> None:
        if self.pieces is None:
            return
        self.characters += len(text)
        if self.characters <= self.speech.settings.max_characters:
            self.pieces.put(text)

    def _stop(self) -> None:
        if self.pieces is not None:
            self.pieces.put(NO_MORE_TEXT)
            self.pieces = None

    def _begin(
        self,
        pieces: Pieces,
        voice: SynthesizeVoice | None,
        text_format: str | SynthesizeTextFormat | None,
        streamed: bool,
    ) -> None:
        ssml = text_format == SynthesizeTextFormat.SSML
        task = asyncio.create_task(self._answer(pieces, voice, ssml, streamed))
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    async def _answer(
        self, pieces: Pieces, voice: SynthesizeVoice | None, ssml: bool, streamed: bool
    ) -> None:
        async with self.order:
            try:
                await self._speak(pieces, voice, ssml)
            except PlainSpeechError as error:
                code = error.code if isinstance(error, ApiError) else "invalid_input"
                await self.write_event(Error(text=str(error), code=code).event())
            except ConnectionError:
                return
            if streamed:
                await self.write_event(SynthesizeStopped().event())

    async def _speak(self, pieces: Pieces, voice: SynthesizeVoice | None, ssml: bool) -> None:
        tts = self.speech.choose(voice)
        if self.characters > self.speech.settings.max_characters:
            raise ApiError(400, f"the text has {self.characters} characters: too many.")
        started = False
        try:
            async with self.speech.jobs.place():
                async for audio in self._chunks(tts, pieces, ssml):
                    if not started:
                        start = AudioStart(rate=audio.sample_rate, width=PCM_WIDTH, channels=1)
                        await self.write_event(start.event())
                    await self._send(audio, started)
                    started = True
        finally:
            if started:
                with suppress(ConnectionError):
                    await self.write_event(AudioStop().event())

    def _chunks(self, tts: TTS, pieces: Pieces, ssml: bool) -> AsyncIterator[Audio]:
        """Speech in chunks; a document of SSML is spoken when it is complete."""
        timeout = self.speech.settings.timeout
        chunks = tts.stream(pieces_of_text(pieces, timeout), ssml=ssml, chunks=SERVER_CHUNKS)
        return in_thread(chunks, timeout)

    async def _send(self, audio: Audio, started: bool) -> None:
        samples = audio.after_pause() if started else audio.samples
        chunk = AudioChunk(
            rate=audio.sample_rate,
            width=PCM_WIDTH,
            channels=1,
            audio=pcm_bytes(samples, "16"),
        )
        await self.write_event(chunk.event())

    async def disconnect(self) -> None:
        """Stop computing for a client that is gone."""
        self._stop()
        for task in list(self.tasks):
            task.cancel()


async def serve_wyoming(settings: ServerSettings) -> None:
    """Answer on TCP until the task is cancelled. Signals are left to whoever runs the loop."""
    speech = WyomingSpeech(settings)
    server = AsyncServer.from_uri(f"tcp://{settings.host}:{settings.port}")

    def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> WyomingHandler:
        return WyomingHandler(speech, reader, writer)

    await server.start(handler)
    announcement: AbstractAsyncContextManager[object] = nullcontext()
    if settings.announce:
        announcement = announced(settings.host, settings.port)
    try:
        async with announcement:
            await asyncio.Event().wait()
    finally:
        await server.stop()
