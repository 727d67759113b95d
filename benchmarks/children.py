"""Work done in child processes that are watched: what they answer, their time and memory."""

from __future__ import annotations

import os
import pickle
import select
import signal
import time
from collections.abc import Callable
from typing import NamedTuple

from tts.errors import PlainSpeechError

MEGABYTE = 1 << 20
MAX_LINE = 1200  # characters of an error's message


class Answer(NamedTuple):
    """What became of a child.

    kind      "done", "refused" (one of our errors, or of the system's, in one line), or what was
              wrong: the name of another error, "long message", "killed", "died"
    message   of the error
    seconds   of the processor, without what came before the fork
    memory    its peak in MB, with what it has from its parent
    """

    kind: str
    message: str
    seconds: float
    memory: float

    @property
    def is_good(self) -> bool:
        """Whether the child ended as it should."""
        return self.kind in ("done", "refused")


def attempt(work: Callable[[], object]) -> tuple[str, str]:
    """Kind and message of what a function does."""
    try:
        work()
    except (PlainSpeechError, OSError) as error:
        message = str(error)
        is_line = "\n" not in message and len(message) <= MAX_LINE
        return "refused" if is_line else "long message", message[:MAX_LINE]
    except BaseException as error:
        return type(error).__name__, str(error)[:MAX_LINE]
    return "done", ""


def in_child(work: Callable[[], object], limit_s: float) -> Answer:
    """Do something in a forked process, which is killed after some seconds of the clock."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        os.nice(5)
        with os.fdopen(writer, "wb") as pipe:
            pickle.dump(attempt(work), pipe)
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as pipe:
        ready = select.select([pipe], [], [], limit_s)[0]
        if not ready:
            os.kill(child, signal.SIGKILL)
        content = pipe.read()
    _, _, usage = os.wait4(child, 0)
    kind, message = pickle.loads(content) if content else ("died" if ready else "killed", "")
    seconds = usage.ru_utime + usage.ru_stime
    return Answer(kind, message, seconds, usage.ru_maxrss * 1024 / MEGABYTE)


def clock() -> str:
    """The time of day, for long runs."""
    return time.strftime("%H:%M:%S")
