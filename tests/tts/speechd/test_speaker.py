import os
import threading

import numpy as np
import pytest

from tts.speechd.protocol import ServerPipe
from tts.speechd.settings import SpeechSettings
from tts.speechd.speaker import Speaker
from tts.speechd.speech import Message

SOUND = np.full(480, 0.1, np.float32)


class Script:
    """Speech that is what a test says; it waits where a piece is an event."""

    sample_rate = 24000

    def __init__(self, *pieces):
        self.script = pieces
        self.reached = threading.Event()
        self.closed = threading.Event()

    def pieces(self, message):
        try:
            for piece in self.script:
                if isinstance(piece, threading.Event):
                    self.reached.set()
                    piece.wait(10)
                elif isinstance(piece, Exception):
                    raise piece
                else:
                    yield piece
        finally:
            self.closed.set()


@pytest.fixture
def pipe():
    reading, writing = os.pipe()
    yield os.fdopen(reading, "rb"), ServerPipe(writing)
    os.close(writing)


def codes(file, last):
    """Codes of the events up to one of these."""
    found = []
    while True:
        line = file.readline()
        if line[3:4] == b" ":
            found.append(int(line[:3]))
            if found[-1] == last:
                return found


def message():
    return Message("SPEAK", "<speak>x</speak>", SpeechSettings())


def test_a_message_is_spoken_in_order(pipe):
    file, output = pipe
    Speaker(output, Script(SOUND, "mark", SOUND)).start(message())
    assert codes(file, 702) == [701, 705, 700, 705, 702]


def test_stop_is_answered_while_the_next_sound_is_computed(pipe):
    file, output = pipe
    computing = threading.Event()
    script = Script(SOUND, computing, SOUND, "mark")
    speaker = Speaker(output, script)
    speaker.start(message())
    assert script.reached.wait(10)
    speaker.stop()
    assert codes(file, 703) == [701, 705, 703]  # the sound is still being computed
    assert not speaker.speaking
    computing.set()
    assert script.closed.wait(10)
    output.line("210 END")
    assert file.readline() == b"210 END\n"  # nothing of the message came after its stop


def test_stop_is_answered_while_the_server_plays(pipe):
    file, output = pipe
    speaker = Speaker(output, Script(np.zeros(240000, np.float32)))
    speaker.start(message())
    while output.wait():  # until the pipe is full
        pass
    threading.Thread(target=speaker.stop).start()
    found = codes(file, 703)
    assert len(found) < 30  # of 500 blocks


def test_stop_before_the_first_sound_says_that_it_began(pipe):
    file, output = pipe
    computing = threading.Event()
    speaker = Speaker(output, Script(computing, SOUND))
    speaker.start(message())
    speaker.stop()
    assert codes(file, 703) == [701, 703]
    speaker.stop()  # nothing is spoken: no event
    computing.set()
    output.line("210 END")
    assert file.readline() == b"210 END\n"


def test_pause_ends_after_the_next_mark_of_the_server(pipe):
    file, output = pipe
    computing = threading.Event()
    script = Script(SOUND, computing, "mine", SOUND, "__spd_1", SOUND, "__spd_2")
    speaker = Speaker(output, script)
    speaker.start(message())
    assert script.reached.wait(10)
    speaker.pause()
    computing.set()
    assert codes(file, 704) == [701, 705, 700, 705, 700, 704]


def test_a_failure_ends_its_message_alone(pipe, caplog):
    file, output = pipe
    script = Script(SOUND, ZeroDivisionError("no"))
    speaker = Speaker(output, script)
    speaker.start(message())
    assert codes(file, 703) == [701, 705, 703]
    script.script = (SOUND,)
    speaker.start(message())
    assert codes(file, 702) == [701, 705, 702]
    assert "could not be spoken" in caplog.text


def test_the_thread_ends_when_the_server_is_gone(pipe):
    file, output = pipe
    speaker = Speaker(output, Script(*[SOUND] * 100))
    file.close()
    speaker.start(message())
    speaker._thread.join(10)
    assert not speaker._thread.is_alive()
