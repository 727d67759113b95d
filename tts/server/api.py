"""The HTTP interface: OpenAI's speech route, voices, timestamps, health, metrics, a WebSocket."""

from __future__ import annotations

import base64
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, PlainTextResponse, StreamingResponse
from fastapi_offline import FastAPIOffline
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.exceptions import HTTPException
from starlette.middleware.trustedhost import TrustedHostMiddleware

from tts import __version__
from tts.audio import Audio
from tts.errors import PlainSpeechError
from tts.server.encoders import StreamEncoder, encode, media_type
from tts.server.errors import ApiError
from tts.server.schemas import (
    GUARDED,
    REFUSALS,
    Health,
    ModelList,
    TimedSpeech,
    VoiceList,
    sound_responses,
)
from tts.server.server import Server
from tts.server.settings import LOOPBACK, ServerSettings
from tts.server.speech import SpeechBudget, SpeechRequest, server_sent_events
from tts.server.voices import MODELS, OPENAI_VOICES
from tts.server.websocket import add_websocket

OPEN_PATHS = ("/health",)
STARTED = 1700000000  # a time for fields that OpenAI's clients expect to be a date


def create_app(settings: ServerSettings | None = None) -> FastAPI:
    """The application, ready for uvicorn."""
    server = Server(settings or ServerSettings())
    app = FastAPIOffline(  # its page of the routes loads nothing from elsewhere
        title="PlainSpeech",
        version=__version__,
        description="Text to speech on this computer.",
        redoc_url=None,
    )
    app.state.server = server
    add_errors(app)
    add_guard(app, server)
    add_speech(app, server)
    add_timestamps(app, server)
    add_lists(app, server)
    add_status(app, server)
    add_websocket(app, server)
    describe_refusals(app)
    if server.settings.local:
        app.add_middleware(TrustedHostMiddleware, allowed_hosts=[*LOOPBACK, "[::1]", "testserver"])
    return app


def describe_refusals(app: FastAPI) -> None:
    """Leave FastAPI's own form of a refusal out of the description: ours have status 400."""
    describe = app.openapi

    def openapi() -> dict[str, Any]:
        description = describe()
        for path in description["paths"].values():
            for operation in path.values():
                operation["responses"].pop("422", None)
        for name in ("HTTPValidationError", "ValidationError"):
            description["components"]["schemas"].pop(name, None)
        return description

    app.openapi = openapi  # type: ignore[method-assign]


def add_guard(app: FastAPI, server: Server) -> None:
    """Ask each request for the token, and count its status."""

    @app.middleware("http")
    async def guard(
        request: Request, call_next: Callable[[Request], Awaitable[Response]]
    ) -> Response:
        if request.url.path not in OPEN_PATHS and not server.authorized(
            request.headers.get("authorization")
        ):
            error = ApiError(401, "the bearer token is missing or wrong.", "invalid_api_key")
            response: Response = JSONResponse(
                error.body, error.status, {"WWW-Authenticate": challenge(request)}
            )
        else:
            response = await call_next(request)
        server.metrics.requests.labels(str(response.status_code)).inc()
        return response


def challenge(request: Request) -> str:
    """How to give the token: a browser that opens a page asks for it as a password."""
    wants_page = "text/html" in request.headers.get("accept", "")
    return 'Basic realm="PlainSpeech", charset="UTF-8"' if wants_page else "Bearer"


def add_errors(app: FastAPI) -> None:
    """Give every error the form that OpenAI's clients read."""

    def answer(error: ApiError) -> JSONResponse:
        return JSONResponse(error.body, error.status, error.headers)

    @app.exception_handler(ApiError)
    async def refused(request: Request, error: ApiError) -> JSONResponse:
        return answer(error)

    @app.exception_handler(PlainSpeechError)
    async def cannot(request: Request, error: PlainSpeechError) -> JSONResponse:
        return answer(ApiError(400, str(error), "invalid_input", "input"))

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, error: RequestValidationError) -> JSONResponse:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"] if part != "body")
        return answer(
            ApiError(400, f"{place or 'the body'}: {first['msg']}", "invalid_request", place)
        )

    @app.exception_handler(HTTPException)
    async def http(request: Request, error: HTTPException) -> JSONResponse:
        headers: Any = error.headers
        return answer(ApiError(error.status_code, str(error.detail), headers=headers))

    @app.exception_handler(Exception)
    async def failed(request: Request, error: Exception) -> JSONResponse:
        return answer(ApiError(500, "the server failed; its log says more.", "server_error"))


def add_speech(app: FastAPI, server: Server) -> None:
    """OpenAI's route: speech of a text."""

    @app.post("/v1/audio/speech", response_class=Response, responses=sound_responses())
    async def speech(request: SpeechRequest) -> Response:
        """Speech of a text, streamed from its first chunk on."""
        server.check(request)
        tts = server.load(request)
        counted = SpeechBudget()
        chunks = server.stream(request)
        first = await anext(chunks, None)  # an error comes before the headers are sent
        content = encoded(request.response_format, first, chunks, tts.sample_rate, counted)
        headers = {"X-PlainSpeech-Voice": tts.voice.name}
        if request.instructions:
            headers["X-PlainSpeech-Ignored"] = "instructions"
        if request.stream_format == "sse":
            events = server_sent_events(content, len(request.input), counted)
            return StreamingResponse(events, media_type="text/event-stream", headers=headers)
        kind = media_type(request.response_format, tts.sample_rate)
        return StreamingResponse(content, media_type=kind, headers=headers)


def add_timestamps(app: FastAPI, server: Server) -> None:
    """The route that gives a whole sound with its times."""

    @app.post("/v1/timestamps", response_model=TimedSpeech, responses=REFUSALS)
    async def timestamps(request: SpeechRequest) -> dict[str, Any]:
        """A whole sound in base64, with the times of its words, phonemes and marks."""
        server.check(request)
        parts = [audio async for audio in server.stream(request)]
        audio = Audio.join(parts)
        data = encode(request.response_format, audio.samples, audio.sample_rate)
        spans = {
            name: [
                {"text": span.text, "start": span.start, "end": span.end}
                for span in getattr(audio, name)
            ]
            for name in ("words", "phonemes", "marks")
        }
        return {
            "audio": base64.b64encode(data).decode("ascii"),
            "format": request.response_format,
            "sample_rate": audio.sample_rate,
            "seconds": audio.seconds,
            **spans,
        }


async def encoded(
    name: str,
    first: Audio | None,
    rest: AsyncIterator[Audio],
    sample_rate: int,
    speech: SpeechBudget,
) -> AsyncIterator[bytes]:
    """The bytes of a file from chunks of speech, whose seconds are counted in `speech`."""
    encoder = StreamEncoder(name, sample_rate)
    try:
        audio = first
        while audio is not None:
            part = encoder.push(audio.after_pause() if speech.seconds else audio.samples)
            speech.seconds += audio.seconds
            if part:
                yield part
            audio = await anext(rest, None)
        if part := encoder.finish():
            yield part
    finally:
        await rest.aclose()  # type: ignore[attr-defined]


def add_lists(app: FastAPI, server: Server) -> None:
    """The routes that tell what can be asked for."""

    @app.get("/v1/models", response_model=ModelList, responses=GUARDED)
    async def models() -> dict[str, Any]:
        """Names that a request may give as its model; all mean the same."""
        rows = [
            {"id": name, "object": "model", "created": STARTED, "owned_by": "plainspeech"}
            for name in MODELS
        ]
        return {"object": "list", "data": rows}

    @app.get("/v1/voices", response_model=VoiceList, responses=GUARDED)
    @app.get("/v1/audio/voices", include_in_schema=False)
    async def voices() -> dict[str, Any]:
        """Installed voices, and what OpenAI's names for voices mean here."""
        rows = [
            {
                "id": name,
                "name": name,
                "language": voice.locale,
                "description": voice.description,
                "default": name == server.settings.voice,
            }
            for name, voice in sorted(server.voices.names().items())
        ]
        return {"voices": rows, "openai": OPENAI_VOICES}


def add_status(app: FastAPI, server: Server) -> None:
    """The routes for operators."""

    @app.get("/health", response_model=Health)
    async def health() -> dict[str, Any]:
        """Whether the server works, and how busy it is."""
        jobs = server.jobs
        return {
            "status": "ok",
            "version": __version__,
            "running": jobs.running,
            "waiting": jobs.waiting,
        }

    @app.get("/metrics", response_class=PlainTextResponse, responses=GUARDED)
    async def metrics() -> Response:
        """Counters in Prometheus' format."""
        server.metrics.running.set(server.jobs.running)
        return Response(generate_latest(server.metrics.registry), media_type=CONTENT_TYPE_LATEST)
