"""The server's side of the protocol, on pipes of this process."""

import os
import threading

import numpy as np
import pytest

from tts.speechd.module import Module
from tts.speechd.protocol import Input, ServerPipe


class Wire:
    """A module that runs in a thread, and the two pipes to it."""

    def __init__(self, voice="heart"):
        command_read, self.commands = os.pipe()
        event_read, event_write = os.pipe()
        self.module = Module(Input(command_read), ServerPipe(event_write), voice)
        self.events = os.fdopen(event_read, "rb")
        self.thread = threading.Thread(target=self.module.run, daemon=True)
        self.thread.start()

    def send(self, text):
        os.write(self.commands, f"{text}\n".encode())

    def line(self):
        return self.events.readline().rstrip(b"\n")

    def ask(self, command, *body):
        """Send a command and its body; gives the last line of the answer."""
        self.send(command)
        if body:
            self.until_code()
            self.send("\n".join([*body, "."]))
        return self.until_code()

    def until_code(self):
        """The next line that ends a reply or an event."""
        while (line := self.line())[3:4] == b"-":
            pass
        return line.decode()

    def spoken(self):
        """What comes until a message ends: event codes, names of marks and arrays of samples."""
        found = []
        while True:
            line = self.line()
            if line.startswith(b"705-AUDIO\0"):
                found.append(decode(line.removeprefix(b"705-AUDIO\0")))
            elif line.startswith(b"700-"):
                found.append(line.removeprefix(b"700-").decode())
            elif line[:3] in (b"701", b"702", b"703", b"704"):
                found.append(int(line[:3]))
                if found[-1] != 701:
                    return found

    def say(self, kind, *lines):
        """Speak a message to its end."""
        assert self.ask(kind, *lines) == "200 OK SPEAKING"
        return self.spoken()

    @staticmethod
    def samples(found):
        """All samples of what was spoken."""
        return np.concatenate([each for each in found if isinstance(each, np.ndarray)])

    @staticmethod
    def marks(found):
        """The marks of what was spoken."""
        return [each for each in found if isinstance(each, str)]


def decode(data):
    """The samples of a block."""
    pieces = data.split(b"\x7d")
    rest = (bytes([piece[0] ^ 0x20]) + piece[1:] for piece in pieces[1:])
    return np.frombuffer(pieces[0] + b"".join(rest), "<i2")


@pytest.fixture
def wire(tiny_heart):
    wire = Wire()
    assert wire.ask("INIT") == "299 OK LOADED SUCCESSFULLY"
    yield wire
    os.close(wire.commands)
    wire.thread.join(10)
    wire.events.close()
