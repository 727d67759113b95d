"""A voice for Pipecat (package `pipecat-ai`), with the times of its words.

    from tts.integrations.pipecat import PlainSpeechTTSService

    pipeline = Pipeline([..., llm, PlainSpeechTTSService(voice="heart"), transport.output()])

Speech is computed in this process, sentence by sentence; an interruption ends the computing within
some milliseconds.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from typing import Any

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

require("pipecat", "the voice for Pipecat")

from pipecat.frames.frames import ErrorFrame, Frame
from pipecat.services.settings import TTSSettings
from pipecat.services.tts_service import TTSService


class PlainSpeechTTSService(TTSService):
    """A voice of PlainSpeech.

    voice      name or folder of a voice, or a TTS that is loaded
    delivery   speed, pitch and other settings
    options    of TTSService, such as `sample_rate`

    A TTSUpdateSettingsFrame may name another voice. VoiceNotFoundError and the other errors of
    `TTS.load`.
    """

    def __init__(
        self,
        voice: str | TTS = "heart",
        *,
        delivery: Delivery = DEFAULT_DELIVERY,
        **options: Any,
    ) -> None:
        self.speaker = voice if isinstance(voice, TTS) else TTS.load(voice)
        self.delivery = delivery
        self._spoken: dict[str, float] = {}
        name = self.speaker.voice.name
        super().__init__(
            push_start_frame=True,
            push_stop_frames=True,
            push_text_frames=False,
            settings=TTSSettings(model="plainspeech", voice=name, language=None),
            **options,
        )

    def can_generate_metrics(self) -> bool:
        """Whether times are measured: yes."""
        return True

    async def run_tts(self, text: str, context_id: str) -> AsyncGenerator[Frame | None, None]:
        """Frames of sound of a sentence. What cannot be spoken is an ErrorFrame; a text with
        nothing in it to say is silent.
        """
        try:
            await self.start_tts_usage_metrics(text)
            async for frame in self._stream_audio_frames_from_iterator(
                self._pcm(text, context_id),
                in_sample_rate=self.speaker.sample_rate,
                context_id=context_id,
            ):
                await self.stop_ttfb_metrics()
                yield frame
        except NothingToSayError:
            return
        except PlainSpeechError as error:
            yield ErrorFrame(error=str(error))
        finally:
            await self.stop_ttfb_metrics()

    async def _pcm(self, text: str, context_id: str) -> AsyncIterator[bytes]:
        """Sound in chunks, each after its words. Sentences of one context follow each other with a
        pause.
        """
        transcript = Transcript(text)
        rate = self.speaker.sample_rate
        begin = self._spoken.get(context_id)
        if begin is not None:
            pause = round(self.delivery.pause / self.delivery.speed * rate)
            yield bytes(2 * pause)
            begin += pause / rate
        async for audio in in_background(speech_chunks(self.speaker, text, self.delivery)):
            samples = audio.samples if begin is None else audio.after_pause()
            offset = (begin or 0.0) + (len(samples) - len(audio.samples)) / rate
            await self.add_word_timestamps(word_starts(audio, offset, transcript), context_id)
            yield pcm_bytes(samples, "16")
            begin = (begin or 0.0) + len(samples) / rate
            self._spoken[context_id] = begin

    async def on_audio_context_interrupted(self, context_id: str) -> None:
        """Forget the times of a context that is over."""
        self._spoken.pop(context_id, None)
        await super().on_audio_context_interrupted(context_id)

    async def on_audio_context_completed(self, context_id: str) -> None:
        """Forget the times of a context that is over."""
        self._spoken.pop(context_id, None)
        await super().on_audio_context_completed(context_id)

    async def _update_settings(self, delta: TTSSettings) -> dict[str, Any]:
        """Take new settings; another voice is loaded."""
        changed: dict[str, Any] = await super()._update_settings(delta)
        if "voice" in changed:
            self.speaker = await asyncio.to_thread(TTS.load, str(self._settings.voice))
        return changed


def word_starts(audio: Audio, offset: float, transcript: Transcript) -> list[tuple[str, float]]:
    """The words of a chunk, and the second at which each begins.

    offset   seconds at which the chunk's samples begin
    """
    return [(transcript.take(word.text).strip(), offset + word.start) for word in audio.words]
