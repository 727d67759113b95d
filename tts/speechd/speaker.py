"""A thread that computes a message and sends it, and that a STOP takes the word from at once."""

from __future__ import annotations

import logging
import queue
import threading
from dataclasses import dataclass

from tts.speechd.protocol import (
    BEGIN,
    EVENT_END,
    EVENT_PAUSE,
    STOP,
    ServerPipe,
    audio_block,
    audio_blocks,
    index_mark,
)
from tts.speechd.speech import Message, MessageSpeech, Piece

PAUSE_MARK = "__spd_"  # marks that the server sets itself: it can go on from one of them

log = logging.getLogger(__name__)


@dataclass(eq=False)
class Turn:
    """A message on its way out.

    begun     whether the server knows that it begins
    pausing   whether it ends at the next mark of the server's
    """

    message: Message
    begun: bool = False
    pausing: bool = False


class Speaker:
    """Speaks one message at a time, in a thread of its own.

    The turn that has the word is `_turn`; it changes only while the output is locked. So nothing of
    a message is written after its STOP, although its computing may last a few milliseconds longer.
    """

    def __init__(self, output: ServerPipe, speech: MessageSpeech) -> None:
        self.output = output
        self.speech = speech
        self._turn: Turn | None = None
        self._waiting: queue.SimpleQueue[Turn | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, daemon=True, name="speaker")
        self._thread.start()

    @property
    def speaking(self) -> bool:
        """Whether a message has the word."""
        return self._turn is not None

    def start(self, message: Message) -> None:
        """Speak a message."""
        turn = Turn(message)
        with self.output.lock:
            self._turn = turn
        self._waiting.put(turn)

    def stop(self) -> None:
        """Take the word from the message that is spoken, if there is one."""
        with self.output.lock:
            if self._turn is not None:
                self._finish(self._turn, STOP)

    def pause(self) -> None:
        """Let the message that is spoken end where the server can go on with it."""
        with self.output.lock:
            if self._turn is not None:
                self._turn.pausing = True

    def close(self) -> None:
        """End the thread."""
        self.stop()
        self._waiting.put(None)

    def _run(self) -> None:
        while (turn := self._waiting.get()) is not None:
            try:
                self._speak(turn)
            except OSError:
                return  # the server is gone
            except Exception:
                log.exception("a message could not be spoken: %r", turn.message)
                self._end(turn, STOP)

    def _speak(self, turn: Turn) -> None:
        for piece in self.speech.pieces(turn.message):
            if not self._send_piece(turn, piece):
                return
        self._end(turn, EVENT_END)

    def _send_piece(self, turn: Turn, piece: Piece) -> bool:
        """Send sound or a mark; False if the message has lost the word."""
        if isinstance(piece, str):
            if not self._send(turn, index_mark(piece)):
                return False
            if turn.pausing and piece.startswith(PAUSE_MARK):
                self._end(turn, EVENT_PAUSE)
                return False
            return True
        rate = self.speech.sample_rate
        return all(
            self._send(turn, audio_block(block, rate)) for block in audio_blocks(piece, rate)
        )

    def _send(self, turn: Turn, event: bytes) -> bool:
        """Write an event when there is room for it; False if the message has lost the word."""
        while self._turn is turn:
            if not self.output.wait():
                continue
            with self.output.lock:
                if self._turn is not turn:
                    return False
                if not turn.begun:
                    turn.begun = True
                    event = BEGIN + event
                self.output.write(event)
                return True
        return False

    def _end(self, turn: Turn, event: bytes) -> None:
        """Tell how a message ended, unless a STOP has told it."""
        with self.output.lock:
            if self._turn is turn:
                self._finish(turn, event)

    def _finish(self, turn: Turn, event: bytes) -> None:
        self._turn = None
        self.output.write(event if turn.begun else BEGIN + event)
