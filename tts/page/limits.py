"""What the page lets in: its own origin, requests of a bounded size, and nothing from outside."""

from __future__ import annotations

import json
import re
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MAX_BODY = 32 << 20  # bytes of a request
# Gradio compiles templates in the browser, so scripts may be evaluated; all come from this server.
CONTENT_SECURITY_POLICY = "; ".join(
    [
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "media-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self' data: blob:",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    ]
)
SECURITY_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


class PageLimits:
    """ASGI middleware: refuses requests from pages of other origins and those that are too large,
    and tells the browser to load nothing from elsewhere.

    max_body   bytes of a request
    """

    def __init__(self, app: ASGIApp, max_body: int = MAX_BODY) -> None:
        self.app = app
        self.max_body = max_body

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        server = (scope.get("server") or ("", 0))[0]
        refusal = self.refusal(headers, server)
        if refusal is None:
            await self.app(scope, self.limited(receive), with_headers(send))
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            await send_error(send, *refusal)

    def refusal(self, headers: Headers, server: str) -> tuple[int, str] | None:
        """Status and message if a request is refused by its headers.

        server   address to which it came
        """
        origin = headers.get("origin")
        if not is_same_origin(origin, headers.get("host")) or is_rebound(origin, server):
            return 403, "requests from other sites are refused. Open this server's own address."
        length = headers.get("content-length", "0")
        if length.isdecimal() and int(length) > self.max_body:
            megabytes = self.max_body / 1e6
            return 413, f"the request is larger than {megabytes:.0f} MB. Send less at a time."
        return None

    def limited(self, receive: Receive) -> Receive:
        """A body that ends as if the client had gone when it is longer than allowed."""
        received = 0

        async def receive_limited() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > self.max_body:
                return {"type": "http.disconnect"}
            return message

        return receive_limited


def is_same_origin(origin: str | None, host: str | None) -> bool:
    """Whether a request comes from a page of this server, or from no page at all.

    >>> is_same_origin("http://localhost:7860", "localhost:7860"), is_same_origin(None, "x")
    (True, True)
    >>> is_same_origin("https://example.org", "localhost:7860"), is_same_origin("null", "x")
    (False, False)
    """
    return origin is None or (host is not None and urlsplit(origin).netloc == host)


def is_rebound(origin: str | None, server: str) -> bool:
    """Whether a page of another site has given its name the address of this computer (DNS
    rebinding). A proxy with TLS before this server has a name of its own, and https.

    >>> is_rebound("http://example.org:7860", "127.0.0.1"), is_rebound("http://x", "192.168.1.5")
    (True, False)
    >>> is_rebound("http://localhost:7860", "127.0.0.1"), is_rebound("https://x.org", "127.0.0.1")
    (False, False)
    """
    if origin is None or not is_loopback(server):
        return False
    site = urlsplit(origin)
    return site.scheme == "http" and not is_loopback(site.hostname or "")


def is_loopback(host: str) -> bool:
    """Whether a host is this computer, as a name or an address."""
    name = host.lower()
    is_name = name == "localhost" or name.endswith(".localhost")
    return is_name or name == "::1" or re.fullmatch(r"127(\.\d{1,3}){3}", name) is not None


def with_headers(send: Send) -> Send:
    """Responses with SECURITY_HEADERS."""

    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in SECURITY_HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return send_with_headers


async def send_error(send: Send, status: int, message: str) -> None:
    """A refusal, in the form that the page and OpenAI's clients read."""
    body = json.dumps({"error": {"message": message, "type": "invalid_request_error"}}).encode()
    headers = [(b"content-type", b"application/json")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
