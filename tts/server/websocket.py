"""The WebSocket `/v1/stream`: text pieces in, sound and the times of words out.

The client sends JSON texts:

    {"type": "start", "voice": "heart", "speed": 1.0}     settings, at most once and first
    {"type": "text", "text": "It is la"}                  a piece of the text, cut anywhere
    {"type": "end"}                                       no more text
    {"type": "cancel"}                                    stop speaking at once (barge-in)

The server answers with binary messages (24 kHz s16le) and JSON texts:

    {"type": "words", "words": [...], "seconds": 0.4}     before the sound they belong to
    {"type": "done"} or {"type": "cancelled"}             then a new "start" may follow
    {"type": "error", "error": {...}}
"""

from __future__ import annotations

import asyncio
import queue
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from fastapi import FastAPI, WebSocket, WebSocketDisconnect
from pydantic import ValidationError

from tts.audio import Audio
from tts.cli.wav_stream import pcm_bytes
from tts.errors import PlainSpeechError
from tts.server.errors import ApiError
from tts.server.jobs import NO_MORE_TEXT, Pieces, in_thread, pieces_of_text
from tts.server.server import Server
from tts.server.speech import SERVER_CHUNKS, SpeechRequest

POLICY_VIOLATION = 1008


def add_websocket(app: FastAPI, server: Server) -> None:
    """The route of this module."""

    @app.websocket("/v1/stream")
    async def stream(socket: WebSocket) -> None:
        if not server.authorized(socket.headers.get("authorization")):
            await socket.close(POLICY_VIOLATION, "the bearer token is missing or wrong")
            return
        await socket.accept()
        with suppress(WebSocketDisconnect, RuntimeError):
            while True:
                await Conversation(socket, server).turn()


class Conversation:
    """One turn of a client: its text as it comes, spoken until the end or a cancel."""

    def __init__(self, socket: WebSocket, server: Server) -> None:
        self.socket = socket
        self.server = server
        self.pieces: Pieces = queue.Queue()
        self.characters = 0

    async def turn(self) -> None:
        """Speak one text."""
        request, first = await self._settings()
        if request is None:
            return
        speaking = asyncio.create_task(self._speak(request))
        try:
            cancelled = not await self._take(first, speaking)
        except (WebSocketDisconnect, RuntimeError):
            await self._stop(speaking)
            raise
        if cancelled:
            await self._stop(speaking)
            await self.socket.send_json({"type": "cancelled"})
            return
        if await speaking:
            await self.socket.send_json({"type": "done"})

    async def _settings(self) -> tuple[SpeechRequest | None, dict[str, Any] | None]:
        """Settings of the turn, and a first message that was no start."""
        message = await self._receive()
        if message is None:
            return None, None
        if message.get("type") != "start":
            return SpeechRequest.model_validate({"input": ""}), message
        fields = {key: value for key, value in message.items() if key != "type"}
        try:
            return SpeechRequest.model_validate({**fields, "input": ""}), None
        except ValidationError as error:
            first = error.errors()[0]
            await self._error(f"{'.'.join(map(str, first['loc']))}: {first['msg']}")
            return None, None

    async def _receive(self) -> dict[str, Any] | None:
        """The next message; None after an answer that says what is wrong with it."""
        try:
            message = await self.socket.receive_json()
        except (ValueError, KeyError):
            message = None
        if isinstance(message, dict) and message.get("type") in ("start", "text", "end", "cancel"):
            return message
        await self._error('a message is a JSON object with type "start", "text", "end" or "cancel"')
        return None

    async def _take(self, first: dict[str, Any] | None, speaking: asyncio.Task[bool]) -> bool:
        """Take messages until the text ends; False if the client cancelled."""
        message = first
        while not speaking.done():
            if message is not None:
                kind = message["type"]
                if kind == "cancel":
                    return False
                if kind == "end":
                    self.pieces.put(NO_MORE_TEXT)
                    return await self._until_spoken(speaking)
                if kind == "text":
                    self._add(str(message.get("text", "")))
            message = await self._receive()
        return True

    def _add(self, text: str) -> None:
        self.characters += len(text)
        if self.characters > self.server.settings.max_characters:
            self.pieces.put(NO_MORE_TEXT)
        else:
            self.pieces.put(text)

    async def _until_spoken(self, speaking: asyncio.Task[bool]) -> bool:
        """Wait for the end of the speech or for a cancel; False for the latter."""
        receiving = asyncio.create_task(self._receive())
        await asyncio.wait([speaking, receiving], return_when=asyncio.FIRST_COMPLETED)
        if speaking.done():
            receiving.cancel()
            return True
        message = receiving.result()
        return not (message is not None and message["type"] == "cancel")

    async def _stop(self, speaking: asyncio.Task[bool]) -> None:
        self.pieces.put(NO_MORE_TEXT)
        speaking.cancel()
        with suppress(asyncio.CancelledError):
            await speaking

    async def _speak(self, request: SpeechRequest) -> bool:
        """Send sound until the text ends; False after an error."""
        try:
            async with self.server.jobs.place():
                chunks = in_thread(self._chunks(request), self.server.settings.timeout)
                begun = False
                async for audio in chunks:
                    await self._send(audio, begun)
                    begun = True
        except PlainSpeechError as error:
            code = error.code if isinstance(error, ApiError) else "invalid_input"
            await self._error(str(error), code)
            return False
        return True

    async def _send(self, audio: Audio, begun: bool) -> None:
        words = [{"text": word.text, "start": word.start, "end": word.end} for word in audio.words]
        samples = audio.after_pause() if begun else audio.samples
        seconds = len(samples) / audio.sample_rate
        await self.socket.send_json({"type": "words", "words": words, "seconds": seconds})
        await self.socket.send_bytes(pcm_bytes(samples, "16"))

    def _chunks(self, request: SpeechRequest) -> Iterator[Audio]:
        tts = self.server.load(request)
        settings = {key: value for key, value in request.settings().items() if key != "ssml"}
        pieces = pieces_of_text(self.pieces, self.server.settings.timeout)
        yield from tts.stream(pieces, **settings, chunks=SERVER_CHUNKS)

    async def _error(self, message: str, code: str | None = "invalid_request") -> None:
        await self.socket.send_json(
            {"type": "error", "error": ApiError(400, message, code).body["error"]}
        )
