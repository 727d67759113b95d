"""Shapes of the answers, as the OpenAPI description names them."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel

from tts.server.encoders import ENCODINGS


class ErrorDetail(BaseModel):
    """What was wrong, as OpenAI's clients read it."""

    message: str
    type: str
    param: str | None
    code: str | None


class ErrorBody(BaseModel):
    """The answer to a request that is refused."""

    error: ErrorDetail


class ModelRow(BaseModel):
    """A name that a request may give as its model."""

    id: str
    object: Literal["model"]
    created: int
    owned_by: str


class ModelList(BaseModel):
    """The names of `GET /v1/models`."""

    object: Literal["list"]
    data: list[ModelRow]


class VoiceRow(BaseModel):
    """An installed voice."""

    id: str
    name: str
    language: str
    description: str
    default: bool


class VoiceList(BaseModel):
    """Installed voices, and ours for OpenAI's names."""

    voices: list[VoiceRow]
    openai: dict[str, str]


class TimedText(BaseModel):
    """A word, a phoneme or a mark, with the seconds at which it begins and ends."""

    text: str
    start: float
    end: float


class TimedSpeech(BaseModel):
    """A whole sound in base64, and the times of what is in it."""

    audio: str
    format: str
    sample_rate: int
    seconds: float
    words: list[TimedText]
    phonemes: list[TimedText]
    marks: list[TimedText]


class Health(BaseModel):
    """Whether the server works, and how busy it is."""

    status: Literal["ok"]
    version: str
    running: int
    waiting: int


Responses = dict[int | str, dict[str, Any]]
REFUSALS: Responses = {
    400: {"model": ErrorBody, "description": "The request is wrong, or its text cannot be spoken"},
    401: {"model": ErrorBody, "description": "The bearer token is missing or wrong"},
    404: {"model": ErrorBody, "description": "There is no such voice or model"},
    408: {"model": ErrorBody, "description": "The synthesis took too long"},
    429: {"model": ErrorBody, "description": "Too many requests wait; Retry-After says how long"},
}
GUARDED: Responses = {401: REFUSALS[401]}


def sound_responses() -> Responses:
    """The answers of the speech route: sound in one of our formats, or events."""
    kinds = {encoding.media_type.partition(";")[0] for encoding in ENCODINGS.values()}
    sound = {"schema": {"type": "string", "format": "binary"}}
    content: dict[str, Any] = dict.fromkeys(sorted(kinds), sound)
    content["text/event-stream"] = {"schema": {"type": "string"}}
    return {200: {"content": content, "description": "The speech"}, **REFUSALS}
