"""Routes of the page: speech as it is made, files to download, scripts and styles."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import FileResponse, JSONResponse, StreamingResponse
from fastapi.routing import APIRoute
from starlette.background import BackgroundTask
from starlette.staticfiles import StaticFiles

from tts.errors import PlainSpeechError, SpeechError
from tts.page import files
from tts.page.request import PageRequest
from tts.page.speech import events, load_for
from tts.server.jobs import in_thread

ASSETS = Path(__file__).parent / "assets"
MAX_SPEECHES = 32  # that may be under way at the same time, heard or made
CLIENT_GONE = 499  # nobody reads it
MAX_STREAM_SECONDS = 6 * 3600.0  # that one of them may take; a visitor may pause it


class PageError(SpeechError):
    """A request that the page can't answer now."""


class Speeches:
    """How many speeches are under way; the next one over the limit is refused."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.running = 0

    @asynccontextmanager
    async def place(self) -> AsyncIterator[None]:
        """A place, held while the context lasts. PageError if there is none."""
        if self.running >= self.limit:
            raise PageError(f"{self.running} speeches are under way. Try again in a moment.")
        self.running += 1
        try:
            yield
        finally:
            self.running -= 1


class PlainErrors(APIRoute):
    """A route whose errors are one message that the page shows."""

    def get_route_handler(self) -> Callable[[Request], Any]:
        """The handler, with its errors caught."""
        handler = super().get_route_handler()

        async def handle(request: Request) -> Response:
            try:
                return await handler(request)
            except RequestValidationError as error:
                return refused(validation_message(error))
            except PlainSpeechError as error:
                return refused(str(error))

        return handle


def refused(message: str, status: int = 400) -> JSONResponse:
    """An error as the page reads it."""
    return JSONResponse({"error": {"message": message}}, status)


def validation_message(error: RequestValidationError) -> str:
    """What is wrong with the body of a request."""
    first = error.errors()[0]
    place = ".".join(str(part) for part in first["loc"] if part != "body")
    return f"{place or 'the request'}: {first['msg']}."


def add_routes(
    app: FastAPI, max_speeches: int = MAX_SPEECHES, folder: files.DownloadFolder | None = None
) -> None:
    """Add the routes of the page to an application.

    folder   for files that are being sent; None for that of the process
    """
    router = APIRouter(prefix="/page", route_class=PlainErrors, include_in_schema=False)
    speeches = Speeches(max_speeches)
    folder = folder or files.downloads()
    app.state.page_folder = folder

    @router.post("/speak")
    async def speak(request: PageRequest) -> Response:
        """Lines of JSON: the events of `tts.page.speech.events`, or one of type "error"."""
        lines = event_lines(request, speeches)
        return StreamingResponse(lines, media_type="application/x-ndjson")

    @router.post("/file/{name}")
    async def download(name: str, body: PageRequest, request: Request) -> Response:
        """A file of the speech, in one of the formats of `tts.page.files.DOWNLOADS`."""
        return await speech_file(name, body, request, speeches, folder)

    app.include_router(router)
    app.mount("/page/assets", StaticFiles(directory=ASSETS))


async def speech_file(
    name: str,
    body: PageRequest,
    request: Request,
    speeches: Speeches,
    folder: files.DownloadFolder,
) -> Response:
    """The file of a speech, which is removed from the folder when it was sent."""
    if name not in files.DOWNLOADS:
        return refused(f"there is no format {name!r}. Use {', '.join(files.DOWNLOADS)}.", 404)
    file = folder.new_file(files.FORMAT_EXTENSIONS.get(name, name))
    try:
        async with speeches.place():
            async for _ in in_thread(files.steps(body, name, file), MAX_STREAM_SECONDS):
                if await request.is_disconnected():
                    folder.remove(file)
                    return Response(status_code=CLIENT_GONE)
    except BaseException:
        folder.remove(file)
        raise
    return FileResponse(
        file,
        media_type=files.download_type(name),
        filename=file.name,
        background=BackgroundTask(folder.remove, file),
    )


async def event_lines(request: PageRequest, speeches: Speeches) -> AsyncIterator[bytes]:
    """The events of a speech as lines of JSON; an error is the last of them."""
    try:
        async with speeches.place():
            async for event in in_thread(page_events(request), MAX_STREAM_SECONDS):
                yield line(event)
    except PlainSpeechError as error:
        yield line({"type": "error", "message": str(error)})
    except asyncio.CancelledError:
        raise
    except Exception:
        yield line({"type": "error", "message": "the server failed; its log says more."})
        raise


def page_events(request: PageRequest) -> Any:
    """The events of a request; its voice is loaded first."""
    yield from events(load_for(request), request)


def line(event: dict[str, Any]) -> bytes:
    """An event as a line of JSON."""
    return json.dumps(event, ensure_ascii=False).encode("utf-8") + b"\n"
