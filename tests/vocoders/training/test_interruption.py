import os
import signal
import threading

import pytest

from vocoders.training.interruption import deferred_signals


@pytest.fixture(autouse=True)
def heard():
    """Ctrl+C is heard, even where the tests run in the background of a shell."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.skipif(os.name == "nt", reason="signals cannot be sent there")
@pytest.mark.parametrize(
    ("name", "expected"), [("SIGINT", KeyboardInterrupt), ("SIGTERM", SystemExit)]
)
def test_a_signal_ends_the_block_when_it_is_done(name, expected):
    done = []
    with pytest.raises(expected), deferred_signals() as interruption:
        os.kill(os.getpid(), getattr(signal, name))
        assert interruption.is_asked
        done.append("step")
    assert done == ["step"]


@pytest.mark.skipif(os.name == "nt", reason="signals cannot be sent there")
def test_the_second_signal_ends_it_at_once():
    reached = []
    with pytest.raises(KeyboardInterrupt), deferred_signals():
        os.kill(os.getpid(), signal.SIGINT)
        os.kill(os.getpid(), signal.SIGINT)
        reached.append("after")
    assert not reached


def test_the_handlers_are_put_back():
    before = signal.getsignal(signal.SIGINT)
    with deferred_signals() as interruption:
        assert not interruption.is_asked
    assert signal.getsignal(signal.SIGINT) is before


def test_other_threads_are_left_alone():
    found = []

    def work():
        with deferred_signals() as interruption:
            found.append(interruption.is_asked)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert found == [False]
