"""Requests for speech: what they may hold, and the chunks of sound that answer them."""

from __future__ import annotations

import base64
import json
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from frontend.ssml import is_ssml
from tts.audio import Audio
from tts.delivery import RANGES, Delivery
from tts.pipeline import TTS

# seconds: the first is out at once, the last is computed (and so cancelled) within 50 ms; shorter
# ones would cost more, by the context that is computed beside each
SERVER_CHUNKS = (0.1, 0.4, 1.6)
TOKENS_A_SECOND = 20
Format = Literal["mp3", "opus", "flac", "wav", "pcm", "aac"]


def limited(name: str) -> Any:
    """A field with the default and the limits of a Delivery's."""
    low, high, _ = RANGES[name]
    return Field(getattr(Delivery, name), ge=low, le=high)


class SpeechRequest(BaseModel):
    """The body of `POST /v1/audio/speech`, as OpenAI's clients send it, and some fields of ours.

    input            text, or an SSML document
    voice            a name of ours or of OpenAI's, or an object with an `id`
    model            any of `GET /v1/models`
    response_format  mp3, opus, flac, wav or pcm (24 kHz, 16 bit, without header)
    speed            0.25 to 4
    stream_format    "audio": the bytes of the file; "sse": events with base64
    instructions     ignored; the response says so in a header
    pitch, energy, pitch_range, pause, seed, loudness   as in `TTS.say`
    """

    model_config = ConfigDict(strict=True)

    input: str = Field(json_schema_extra={"minLength": 1})
    voice: str = ""
    model: str = "plainspeech"
    response_format: Format = "mp3"
    speed: float = Field(1.0, ge=0.25, le=4.0)
    stream_format: Literal["audio", "sse"] = "audio"
    instructions: str | None = None
    pitch: float = limited("pitch")
    energy: float = limited("energy")
    pitch_range: float = limited("pitch_range")
    pause: float = limited("pause")
    seed: int = Field(0, ge=0, lt=2**63)
    loudness: float | None = limited("loudness")
    lead: float = limited("lead")

    @field_validator("voice", mode="before")
    @classmethod
    def _voice_id(cls, value: Any) -> Any:
        """OpenAI's custom voices come as `{"id": ...}`."""
        return value["id"] if isinstance(value, dict) and "id" in value else value

    def settings(self) -> dict[str, Any]:
        """Keywords of `TTS.stream`."""
        names = ("speed", "pitch", "energy", "pitch_range", "pause", "seed", "loudness", "lead")
        chosen = {name: getattr(self, name) for name in names}
        return {**chosen, "ssml": is_ssml(self.input)}


def speak_request(tts: TTS, request: SpeechRequest) -> Iterator[Audio]:
    """The speech of a request in chunks."""
    return tts.stream(request.input, **request.settings(), chunks=SERVER_CHUNKS)


@dataclass
class SpeechBudget:
    """Seconds of speech that were sent in one response so far."""

    seconds: float = 0.0


async def server_sent_events(
    content: AsyncIterator[bytes], characters: int, speech: SpeechBudget
) -> AsyncIterator[bytes]:
    """Chunks of a file as OpenAI's events: `speech.audio.delta`, then `speech.audio.done`.

    characters  of the input, which stand for its tokens in the usage
    speech      counted while `content` is read; a second stands for 20 tokens
    """
    async for part in content:
        audio = base64.b64encode(part).decode("ascii")
        yield event({"type": "speech.audio.delta", "audio": audio})
    tokens = round(speech.seconds * TOKENS_A_SECOND)
    usage = {
        "input_tokens": characters,
        "output_tokens": tokens,
        "total_tokens": characters + tokens,
    }
    yield event({"type": "speech.audio.done", "usage": usage})


def event(data: dict[str, Any]) -> bytes:
    """One server-sent event."""
    return b"data: " + json.dumps(data).encode("utf-8") + b"\n\n"
