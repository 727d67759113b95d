"""The synthesis loop of the command `say`, and its sinks: a file or standard output."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, NamedTuple, Protocol

from tts.errors import SpeechError

if TYPE_CHECKING:
    from tts.audio import Audio, Samples

STANDARD_OUTPUT = "-"


class Sink(Protocol):
    """A destination of samples."""

    def write(self, samples: Samples) -> None:
        """Append (samples,)."""


class SynthesisReport(NamedTuple):
    """Duration and cost of what was spoken.

    audio_seconds       duration of the sound, pauses included
    synthesis_seconds   time that its synthesis took; without the time that sinks took
    """

    audio_seconds: float
    synthesis_seconds: float

    @property
    def speed(self) -> float:
        """Seconds of sound a second of synthesis: 2 is twice as fast as real time."""
        return self.audio_seconds / self.synthesis_seconds

    def __str__(self) -> str:
        return (
            f"{self.audio_seconds:.2f} s of speech in {self.synthesis_seconds:.2f} s, "
            f"{self.speed:.1f} times real time"
        )


def synthesize_to(
    sinks: Sequence[Sink],
    chunks: Iterable[Audio],
    show_position: Callable[[int], None] = lambda position: None,
    clock: Callable[[], float] = time.perf_counter,
) -> SynthesisReport:
    """Write each chunk of speech to all sinks as soon as it is synthesized.

    chunks          as `TTS.stream` gives them; each pause but the first is written as well
    show_position   called with the number of characters of the text that are spoken
    clock           seconds
    """
    audio_seconds = 0.0
    synthesis_seconds = 0.0
    for index, (audio, seconds) in enumerate(timed(chunks, clock)):
        samples = audio.after_pause() if index else audio.samples
        for sink in sinks:
            sink.write(samples)
        audio_seconds += len(samples) / audio.sample_rate
        synthesis_seconds += seconds
        show_position(audio.text_span[1])
    return SynthesisReport(audio_seconds, synthesis_seconds)


def timed(chunks: Iterable[Audio], clock: Callable[[], float]) -> Iterator[tuple[Audio, float]]:
    """Each chunk with the seconds that its synthesis took. The time in which the consumer handles
    it does not count.
    """
    started = clock()
    for audio in chunks:
        yield audio, clock() - started
        started = clock()


def open_sink(output: str, rate: int, args: argparse.Namespace) -> AbstractContextManager[Sink]:
    """A sink for a file, or for standard output if `output` is "-".

    rate    sample rate of what will be written, in Hz
    args    --rate and --bits of the file
    """
    if output != STANDARD_OUTPUT:
        from tts.files import AudioFile

        return AudioFile(output, rate, args.rate, args.bits)
    if sys.stdout is None:
        raise SpeechError("standard output is closed. Name a file with -o.")
    from tts.cli.wav_stream import WavStreamWriter

    return WavStreamWriter(sys.stdout.buffer, rate, args.rate, args.bits)
