"""State that the routes of a server share: settings, loaded voices, the queue and the counters."""

from __future__ import annotations

import base64
import hmac
import time
from collections.abc import AsyncIterator, Iterator

from tts.audio import Audio
from tts.pipeline import TTS
from tts.server.errors import ApiError
from tts.server.jobs import JobQueue, in_thread
from tts.server.metrics import Metrics
from tts.server.settings import ServerSettings
from tts.server.speech import SpeechRequest, speak_request
from tts.server.voices import MODELS, LoadedVoices


class Server:
    """State that the routes share: settings, loaded voices, the queue and the counters."""

    def __init__(self, settings: ServerSettings) -> None:
        self.settings = settings
        self.voices = LoadedVoices()
        self.jobs = JobQueue(settings.max_jobs, settings.max_waiting)
        self.metrics = Metrics()

    def authorized(self, header: str | None) -> bool:
        """Whether a header Authorization holds the token, as a bearer token or as a password;
        compared in constant time.
        """
        if self.settings.token is None:
            return True
        return hmac.compare_digest(given_token(header or ""), self.settings.token.encode("utf-8"))

    def check(self, request: SpeechRequest) -> None:
        """ApiError if the server cannot or may not do what is asked."""
        if request.model not in MODELS:
            raise ApiError(
                404,
                f"there is no model {request.model[:100]!r}. Use one of {', '.join(MODELS)}.",
                "model_not_found",
                "model",
            )
        if len(request.input) > self.settings.max_characters:
            raise ApiError(
                400,
                f"the input has {len(request.input)} characters; this server takes "
                f"{self.settings.max_characters}. Send it in parts.",
                "string_above_max_length",
                "input",
            )
        if request.response_format == "aac":
            raise ApiError(
                400,
                "aac cannot be written here. Use mp3, opus, flac, wav or pcm.",
                "unsupported_format",
                "response_format",
            )

    def load(self, request: SpeechRequest) -> TTS:
        """The voice of a request."""
        return self.voices.load(request.voice or self.settings.voice)

    async def stream(self, request: SpeechRequest) -> AsyncIterator[Audio]:
        """Speech of a request in chunks, once a place is free."""
        began = time.perf_counter()
        async with self.jobs.place():
            self.metrics.characters.inc(len(request.input))
            chunks = in_thread(self._chunks(request), self.settings.timeout)
            first = True
            async for audio in chunks:
                if first:
                    self.metrics.first_chunk.observe(time.perf_counter() - began)
                    first = False
                self.metrics.speech_seconds.inc(audio.seconds)
                yield audio

    def _chunks(self, request: SpeechRequest) -> Iterator[Audio]:
        tts = self.load(request)
        yield from speak_request(tts, request)


def given_token(header: str) -> bytes:
    """The token in a header Authorization: after "Bearer", or the password of "Basic" (RFC 7617),
    which browsers send.

    >>> given_token("Bearer secret"), given_token("Basic OnNlY3JldA==")
    (b'secret', b'secret')
    """
    scheme, _, value = header.partition(" ")
    if scheme.lower() == "basic":
        try:
            return base64.b64decode(value, validate=True).partition(b":")[2]
        except ValueError:
            return b""
    return header.removeprefix("Bearer ").encode("utf-8")
