"""Sound with the times of its words and phonemes."""

from __future__ import annotations

import base64
import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain
from operator import attrgetter
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tts.errors import SpeechError
from tts.files import AudioFile
from tts.spans import Span, clip_spans, shift_spans

Samples = NDArray[np.float32]


@dataclass(frozen=True, eq=False, repr=False)
class Audio:
    """Speech: samples, and the times of its words and phonemes.

    samples       (samples,) float32, -1 to 1, one channel
    sample_rate   samples a second
    words         as they stand in the source text, in order of time
    phonemes      symbols with their stress mark; the silence of pauses lies between them
    text_span     first and last character (exclusive) in the source text
    pause         seconds of silence before it, when it follows another; not in the samples
    marks         the marks of an SSML document; each begins and ends at its moment
    continues     whether it continues a sentence that was cut; a word or phoneme belongs to the
                  part in which it begins, and may end in a later part
    text          of each sentence as written, a line a sentence, with the tags of SSML; empty if it
                  continues a sentence
    """

    samples: Samples
    sample_rate: int
    words: tuple[Span, ...] = ()
    phonemes: tuple[Span, ...] = ()
    text_span: tuple[int, int] = (0, 0)
    pause: float = 0.0
    marks: tuple[Span, ...] = ()
    continues: bool = False
    text: str = ""

    @property
    def seconds(self) -> float:
        """Duration."""
        return len(self.samples) / self.sample_rate

    def save(
        self, path: str | Path, sample_rate: int | None = None, bits: int | str | None = None
    ) -> Path:
        """Write a WAV, FLAC, Ogg (Vorbis) or MP3 file, by the extension; whole, or not at all.

        path          the file to make or to replace
        sample_rate   resampled to this, in Hz
        bits          16, 24 or "float" for WAV; 16 or 24 for FLAC
        returns       the path

        UnknownFormatError if the format cannot hold that, OSError if the place cannot be written.
        """
        with AudioFile(path, self.sample_rate, sample_rate, bits) as file:
            file.write(self.samples)
        return Path(path)

    def subtitles(self, format: str = "srt", word_cues: bool = False) -> str:
        """Subtitles or timestamps of the words.

        format      "srt", "vtt", "lrc", "textgrid", "audacity" or "json"
        word_cues   in WebVTT, also the time of each word within its cue

        UnknownSubtitlesError for another format.
        """
        from tts.subtitles import subtitles

        return subtitles(self, format, word_cues)

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
        """One Audio of several in a row, each with its pause before it; SpeechError if there are
        none or their sample rates differ.
        """
        rates = sorted({part.sample_rate for part in parts})
        if len(rates) != 1:
            raise SpeechError(
                f"only sound of one sample rate can be joined, not {rates or 'nothing'}. "
                f"Use `resample` first."
            )
        first = parts[0]
        if len(parts) == 1:
            return first
        pieces = [first.samples, *(part.after_pause() for part in parts[1:])]
        placed = place_parts(parts, [len(piece) for piece in pieces])
        texts = (part.text for part in parts)
        return Audio(
            np.concatenate(pieces),
            first.sample_rate,
            words=tuple(chain.from_iterable(map(attrgetter("words"), placed))),
            phonemes=tuple(chain.from_iterable(map(attrgetter("phonemes"), placed))),
            text_span=(first.text_span[0], parts[-1].text_span[1]),
            pause=first.pause,
            marks=tuple(chain.from_iterable(map(attrgetter("marks"), placed))),
            continues=first.continues,
            text="\n".join(filter(None, texts)),
        )

    def _shifted(self, seconds: float) -> Audio:
        """The same samples with all spans so many seconds later."""
        return replace(
            self,
            words=shift_spans(self.words, seconds),
            phonemes=shift_spans(self.phonemes, seconds),
            marks=shift_spans(self.marks, seconds),
        )

    def _clipped(self, seconds: float) -> Audio:
        """The same samples with no span later than this."""
        return replace(
            self,
            words=clip_spans(self.words, seconds),
            phonemes=clip_spans(self.phonemes, seconds),
            marks=clip_spans(self.marks, seconds),
        )

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


def place_parts(parts: Sequence[Audio], lengths: Sequence[int]) -> list[Audio]:
    """Parts whose spans are at their place in the joined sound. A span may end in a later part that
    continues its own, but not after that.

    lengths    (parts,) samples of each part with its pause
    """
    rate = parts[0].sample_rate
    until = np.cumsum(lengths)  # samples
    starts = (until - [len(part.samples) for part in parts]) / rate
    limits = continuation_ends(parts, until / rate)
    return [
        part._shifted(float(start))._clipped(limit)
        for part, start, limit in zip(parts, starts, limits, strict=True)
    ]


def continuation_ends(parts: Sequence[Audio], ends: NDArray[np.float64]) -> list[float]:
    """For each part the second at which the last part that continues it ends.

    ends    (parts,) seconds at which each part ends in the joined sound
    """
    last = [float(end) for end in ends]
    for index in range(len(parts) - 2, -1, -1):
        if parts[index + 1].continues:
            last[index] = last[index + 1]
    return last
