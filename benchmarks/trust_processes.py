"""What the process itself does: sockets that it opens, memory that it keeps."""

from __future__ import annotations

import argparse
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from frontend.english.pronunciation.notation import espeak

ROOT = Path(__file__).parents[1]
PORT = 7895
PATIENCE_S = 120.0
AFTER_S = 15.0  # that a server is watched when it has answered
CALL = re.compile(r"\b(connect|sendto|sendmsg|sendmmsg|bind)\((.*)")
RESOLVER = re.compile(r'openat\([^"]*"(/etc/resolv.conf|/etc/hosts|/etc/nsswitch.conf)"')
ADDRESS = re.compile(r"sa_family=AF_INET")
LOCAL = re.compile(r"127\.0\.0\.1|::1")
REQUESTS = (
    ("/page/speak", b'{"text": "Hello there.", "voice": "heart"}'),
    ("/v1/audio/speech", b'{"input": "Hello.", "voice": "heart", "model": "tts-1"}'),
)


def sockets(args: argparse.Namespace) -> Iterator[tuple[str, str]]:
    """Each command and its fault: what it did on the network, seen from outside by strace, in all
    of its threads.
    """
    if shutil.which("strace") is None:
        yield "strace", "is not installed (Debian: apt install strace)"
        return
    with tempfile.TemporaryDirectory() as folder:
        say = ["say", "Hello there.", "-o", str(Path(folder) / "a.wav")]
        yield "say", traced(say, Path(folder))
        for number, command in enumerate(("page", "serve")):
            more = ["--no-open"] if command == "page" else []
            port = PORT + number
            yield command, traced([command, "--port", str(port), *more], Path(folder), port)


def traced(arguments: list[str], folder: Path, port: int | None = None) -> str:
    """What a command does on the network beside its own port, and what it leaves at home."""
    home = Path(tempfile.mkdtemp(dir=folder))
    environment = {**os.environ, "HOME": str(home)}
    environment.pop("ORT_DISABLE_TELEMETRY", None)
    log = folder / f"{arguments[0]}.trace"
    tracer = ["strace", "-f", "-qq", "-e", "trace=network,openat", "-o", str(log)]
    process = subprocess.Popen(
        [*tracer, sys.executable, "-m", "tts", *arguments],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    if port is not None:
        use(port)
        os.killpg(process.pid, signal.SIGTERM)
    process.wait()
    files = [str(file.relative_to(home)) for file in home.rglob("*") if file.is_file()]
    found = [*network_calls(log.read_text(errors="replace")), *files]
    return "; ".join(dict.fromkeys(found))[:400]


def use(port: int) -> None:
    """Ask a server for all that makes it load and speak."""
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=PATIENCE_S).read()
            break
        except urllib.error.HTTPError:
            break
        except OSError:
            time.sleep(0.5)
    for path, body in REQUESTS:
        request = urllib.request.Request(
            f"http://127.0.0.1:{port}{path}", body, {"Content-Type": "application/json"}
        )
        try:
            urllib.request.urlopen(request, timeout=PATIENCE_S).read()
        except urllib.error.HTTPError:  # the other server has that route
            continue
    time.sleep(AFTER_S)


def network_calls(trace: str) -> Iterator[str]:
    """The calls of a trace that reach out of this machine, and files that resolve names."""
    for line in trace.splitlines():
        if match := RESOLVER.search(line):
            yield f"reads {match[1]}"
        match = CALL.search(line)
        if match and ADDRESS.search(match[2]) and not LOCAL.search(match[2]):
            yield f"{match[1]} {match[2][:120]}"


def threads(args: argparse.Namespace) -> Iterator[tuple[str, str]]:
    """The memory after 2,000 threads that ask espeak-ng, and its fault."""
    ask = espeak("en-us")

    def memory_after(count: int) -> int:
        for _ in range(count):
            thread = threading.Thread(target=ask, args=(["blorfax"],))
            thread.start()
            thread.join()
        return int(Path("/proc/self/statm").read_text().split()[1])

    early = memory_after(20)
    ratio = memory_after(1980) / early
    yield (
        f"memory after 2,000 threads over after 20: {ratio:.3f}",
        "" if ratio <= 1.1 else "over 1.1",
    )
    print(f"ratio {ratio:.3f}")
