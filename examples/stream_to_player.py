"""A stream into a player's buffer. The player takes blocks of 20 ms while speech is still made.

A real player (sounddevice, PyAudio, a phone line) calls `Buffer.take` from its own thread, in its
callback. Here the main thread is the player, and writes what it plays to a file.

    python examples/stream_to_player.py
"""

import threading

import numpy as np
import soundfile
from numpy.typing import NDArray

from tts import TTS

TEXT = "You hear the first word of this text at once. The rest is made while you listen to it."
BLOCK_SECONDS = 0.02


class Buffer:
    """Samples between a thread that writes and a thread that reads."""

    def __init__(self) -> None:
        self.samples = np.zeros(0, np.float32)
        self.complete = False
        self.changed = threading.Condition()

    def put(self, samples: NDArray[np.float32]) -> None:
        """Append samples."""
        with self.changed:
            self.samples = np.concatenate([self.samples, samples])
            self.changed.notify()

    def close(self) -> None:
        """No more samples will come."""
        with self.changed:
            self.complete = True
            self.changed.notify()

    def take(self, count: int) -> NDArray[np.float32]:
        """The next samples: as many as asked for, fewer at the end, none after it."""
        with self.changed:
            self.changed.wait_for(lambda: len(self.samples) >= count or self.complete)
            taken = self.samples[:count]
            self.samples = self.samples[count:]
            return taken


def speak(tts: TTS, text: str, buffer: Buffer) -> None:
    """Fills the buffer, chunk by chunk."""
    try:
        for number, chunk in enumerate(tts.stream(text)):
            buffer.put(chunk.after_pause() if number else chunk.samples)
    finally:
        buffer.close()


def main() -> None:
    """Plays the text into played.wav."""
    tts = TTS.load("heart")
    buffer = Buffer()
    threading.Thread(target=speak, args=(tts, TEXT, buffer)).start()
    block = round(BLOCK_SECONDS * tts.sample_rate)
    with soundfile.SoundFile("played.wav", "w", tts.sample_rate, channels=1) as player:
        while len(samples := buffer.take(block)):
            player.write(samples)


if __name__ == "__main__":
    main()
