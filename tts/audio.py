"""Sound with the times of its words and phonemes."""

from __future__ import annotations

import base64
import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tts.errors import SpeechError
from tts.files import AudioFile

Samples = NDArray[np.float32]


class Span(NamedTuple):
    """A word or phoneme and when it sounds, in seconds from the start of its Audio."""

    text: str
    start: float
    end: float


@dataclass(frozen=True, eq=False, repr=False)
class Audio:
    """Speech: samples and what is said when.

    samples       (samples,) float32, -1 to 1, one channel
    sample_rate   samples a second
    words         as they stand in the source text, in order of time
    phonemes      symbols with their stress mark; the silence of pauses lies between them
    place         first and last character (exclusive) in the source text
    pause         seconds of silence that belong before it, when it follows another
    marks         the marks of an SSML document; each begins and ends at its moment
    continues     whether it goes on where the one before it was cut: then a span belongs to the one
                  in which it begins, and may end in a later one
    """

    samples: Samples
    sample_rate: int
    words: tuple[Span, ...] = ()
    phonemes: tuple[Span, ...] = ()
    place: tuple[int, int] = (0, 0)
    pause: float = 0.0
    marks: tuple[Span, ...] = ()
    continues: bool = False

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return len(self.samples) / self.sample_rate

    def save(
        self, path: str | Path, sample_rate: int | None = None, bits: int | str | None = None
    ) -> Path:
        """Write a WAV, FLAC, Ogg (Vorbis) or MP3 file, by the extension; whole, or not at all.

        path          the file to make or to replace
        sample_rate   resampled to this, in Hz
        bits          16, 24 or "float" for WAV; 16 or 24 for FLAC
        returns       the path

        UnknownFormat if the format cannot hold that, OSError if the place cannot be written.
        """
        with AudioFile(path, self.sample_rate, sample_rate, bits) as file:
            file.write(self.samples)
        return Path(path)

    def resample(self, sample_rate: int) -> Audio:
        """The same speech at another sample rate, in Hz."""
        import soxr

        samples = soxr.resample(self.samples, self.sample_rate, sample_rate)
        return replace(self, samples=samples.astype(np.float32), sample_rate=sample_rate)

    def wav(self) -> bytes:
        """A 16-bit WAV file in memory."""
        import soundfile

        memory = io.BytesIO()
        soundfile.write(memory, self.samples, self.sample_rate, "PCM_16", format="WAV")
        return memory.getvalue()

    @staticmethod
    def join(parts: Sequence[Audio]) -> Audio:
        """One after the other, each with its pause before it; SpeechError if there are none or
        their sample rates differ.
        """
        rates = sorted({part.sample_rate for part in parts})
        if len(rates) != 1:
            raise SpeechError(
                f"only sound of one sample rate can be joined, not {rates or 'nothing'}. Use `resample` first."
            )
        pieces = list[Samples]()
        placed = list[Audio]()
        length = 0
        for number, part in enumerate(parts):
            piece = part.after_pause() if number else part.samples
            placed.append(part.later((length + len(piece) - len(part.samples)) / rates[0], piece))
            pieces.append(piece)
            length += len(piece)
        placed = [part.before(end) for part, end in zip(placed, ends(parts, pieces), strict=True)]
        words, phonemes, marks = (
            tuple(chain.from_iterable(spans))
            for spans in zip(
                *((part.words, part.phonemes, part.marks) for part in placed), strict=True
            )
        )
        return Audio(
            np.concatenate(pieces),
            rates[0],
            words,
            phonemes,
            (parts[0].place[0], parts[-1].place[1]),
            parts[0].pause,
            marks,
            parts[0].continues,
        )

    def later(self, seconds: float, samples: Samples) -> Audio:
        """Other samples, in which the same is said so many seconds later."""
        spans = (
            tuple(shifted(spans, seconds)) for spans in (self.words, self.phonemes, self.marks)
        )
        words, phonemes, marks = spans
        return replace(self, samples=samples, words=words, phonemes=phonemes, marks=marks)

    def before(self, seconds: float) -> Audio:
        """The same, in which no span is later."""
        if all(span.end <= seconds for span in chain(self.words, self.phonemes, self.marks)):
            return self
        words, phonemes, marks = (
            tuple(
                Span(span.text, min(span.start, seconds), min(span.end, seconds)) for span in spans
            )
            for spans in (self.words, self.phonemes, self.marks)
        )
        return replace(self, words=words, phonemes=phonemes, marks=marks)

    def after_pause(self) -> Samples:
        """The samples with the pause before them, (samples,)."""
        return np.concatenate(
            [np.zeros(round(self.pause * self.sample_rate), np.float32), self.samples]
        )

    def __repr__(self) -> str:
        return f"Audio({self.seconds:.2f} s at {self.sample_rate} Hz, {len(self.words)} words)"

    def _repr_html_(self) -> str:
        """A player, for notebooks."""
        data = base64.b64encode(self.wav()).decode("ascii")
        return f'<audio controls preload="auto" src="data:audio/wav;base64,{data}"></audio>'


def ends(parts: Sequence[Audio], pieces: Sequence[Samples]) -> list[float]:
    """For each part, the second at which the last one that continues it ends, where the samples
    `pieces` of all follow each other.
    """
    until = np.cumsum([len(piece) for piece in pieces]) / parts[0].sample_rate
    for number in range(len(parts) - 2, -1, -1):
        if parts[number + 1].continues:
            until[number] = until[number + 1]
    return [float(seconds) for seconds in until]


def shifted(spans: Sequence[Span], seconds: float) -> list[Span]:
    """The same spans, so many seconds later."""
    return [Span(span.text, span.start + seconds, span.end + seconds) for span in spans]
