"""A voice for LiveKit Agents (package `livekit-agents`), with the times of its words.

    from livekit.agents import AgentSession
    from tts.integrations.livekit import PlainSpeechTTS

    session = AgentSession(tts=PlainSpeechTTS(voice="heart"), ...)

Speech is computed in this process. Text is spoken while the language model is still writing it; an
interruption ends the computing within some milliseconds.
"""

from __future__ import annotations

import asyncio
import queue
from collections.abc import Iterable
from contextlib import suppress

import numpy as np

from frontend import NothingToSayError
from tts.audio import Audio
from tts.background import in_background
from tts.cli.wav_stream import pcm_bytes
from tts.delivery import Delivery
from tts.errors import PlainSpeechError
from tts.integrations.chunks import speech_chunks
from tts.integrations.transcript import Transcript
from tts.pipeline import DEFAULT_DELIVERY, TTS
from vocoders.optional_dependencies import require

require("livekit", "the voice for LiveKit Agents")

from livekit.agents import (
    DEFAULT_API_CONNECT_OPTIONS,
    APIConnectOptions,
    APIError,
    tts,
    utils,
)
from livekit.agents.types import TimedString

SILENCE_S = 0.1  # for a turn with nothing in it to say
END_OF_TEXT = None


class PlainSpeechTTS(tts.TTS):
    """A voice of PlainSpeech.

    voice      name or folder of a voice, or a TTS that is loaded
    delivery   speed, pitch and other settings

    VoiceNotFoundError and the other errors of `TTS.load`.
    """

    def __init__(
        self, voice: str | TTS = "heart", *, delivery: Delivery = DEFAULT_DELIVERY
    ) -> None:
        self.speaker = voice if isinstance(voice, TTS) else TTS.load(voice)
        self.delivery = delivery
        super().__init__(
            capabilities=tts.TTSCapabilities(streaming=True, aligned_transcript=True),
            sample_rate=self.speaker.sample_rate,
            num_channels=1,
        )

    @property
    def model(self) -> str:
        """The voice's name."""
        return self.speaker.voice.name

    @property
    def provider(self) -> str:
        """Who makes the speech."""
        return "PlainSpeech"

    def prewarm(self) -> None:
        """Say something to nobody, so that the first answer is as fast as the later ones."""
        self.speaker.say("Warm up.")

    def synthesize(
        self, text: str, *, conn_options: APIConnectOptions = DEFAULT_API_CONNECT_OPTIONS
    ) -> WholeText:
        """Speech of a whole text."""
        return WholeText(tts=self, input_text=text, conn_options=conn_options)

    def stream(
        self, *, conn_options: APIConnectOptions = DEFAULT_API_CONNECT_OPTIONS
    ) -> GrowingText:
        """Speech of a text that comes in pieces."""
        return GrowingText(tts=self, conn_options=conn_options)

    def initialize(self, emitter: tts.AudioEmitter, stream: bool) -> None:
        """Tell an emitter what sound it gets."""
        emitter.initialize(
            request_id=utils.shortuuid(),
            sample_rate=self.sample_rate,
            num_channels=1,
            mime_type="audio/pcm",
            stream=stream,
        )

    async def speak(
        self, text: str | Iterable[str], transcript: Transcript, emitter: tts.AudioEmitter
    ) -> None:
        """Push the sound of a text and its words, as they are computed. APIError for what cannot be
        spoken; it would fail again, so that it is not tried again.
        """
        begin = 0.0
        try:
            async for audio in in_background(speech_chunks(self.speaker, text, self.delivery)):
                samples = audio.after_pause() if begin else audio.samples
                offset = begin + (len(samples) - len(audio.samples)) / audio.sample_rate
                emitter.push_timed_transcript(timed_words(audio, offset, transcript))
                emitter.push(pcm_bytes(samples, "16"))
                begin += len(samples) / audio.sample_rate
        except NothingToSayError:
            silence = np.zeros(round(SILENCE_S * self.sample_rate), np.float32)
            emitter.push(pcm_bytes(silence, "16"))
        except PlainSpeechError as error:
            raise APIError(str(error), retryable=False) from error


class WholeText(tts.ChunkedStream):
    """Speech of a whole text."""

    _tts: PlainSpeechTTS

    async def _run(self, output_emitter: tts.AudioEmitter) -> None:
        self._tts.initialize(output_emitter, stream=False)
        await self._tts.speak(self.input_text, Transcript(self.input_text), output_emitter)
        output_emitter.flush()


class GrowingText(tts.SynthesizeStream):
    """Speech of a text that comes in pieces; each flush ends a segment."""

    _tts: PlainSpeechTTS

    async def _run(self, output_emitter: tts.AudioEmitter) -> None:
        self._tts.initialize(output_emitter, stream=True)
        async for data in self._input_ch:
            if isinstance(data, str):
                self._mark_started()
                output_emitter.start_segment(segment_id=utils.shortuuid())
                await self._segment(data, output_emitter)
                output_emitter.end_segment()

    async def _segment(self, first: str, emitter: tts.AudioEmitter) -> None:
        """Speak a segment while its text is still coming."""
        pieces: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        pieces.put(first)
        transcript = Transcript(first)
        feeding = asyncio.create_task(self._feed(pieces, transcript))
        speaking = asyncio.create_task(
            self._tts.speak(iter(pieces.get, END_OF_TEXT), transcript, emitter)
        )
        try:
            await asyncio.shield(speaking)
            await feeding
        finally:
            pieces.put(END_OF_TEXT)  # the thread may be waiting for more
            feeding.cancel()
            speaking.cancel()
            with suppress(asyncio.CancelledError, APIError):
                await speaking

    async def _feed(self, pieces: queue.SimpleQueue[str | None], transcript: Transcript) -> None:
        """Hand on the pieces of a segment, up to its end."""
        async for data in self._input_ch:
            if not isinstance(data, str):
                break
            transcript.add(data)
            pieces.put(data)
        pieces.put(END_OF_TEXT)


def timed_words(audio: Audio, offset: float, transcript: Transcript) -> list[TimedString]:
    """The words of a chunk with their times in the segment.

    offset   seconds at which the chunk's samples begin
    """
    return [
        TimedString(
            transcript.take(word.text),
            start_time=offset + word.start,
            end_time=offset + word.end,
        )
        for word in audio.words
    ]
