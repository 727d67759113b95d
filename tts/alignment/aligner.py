"""Sound and phonemes -> an alignment: how long each phoneme lasts, and how well it fits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from frontend import Frontend, Phoneme, Utterance, Word
from frontend.phonemes import BOUNDARY, PAUSES, SILENCE, format_phonemes
from tts.alignment.classifier import PhoneClassifier, packaged_classifier
from tts.alignment.paths import viterbi
from tts.alignment.states import SILENT, states_of, with_room
from tts.alignment.substitutes import is_foreign, with_substitutes
from tts.errors import SpeechError
from tts.spans import Span
from vocoders.mel import mel_spectrogram
from vocoders.mel_config import Array, MelConfig

MIN_PAUSE_S = 0.12  # silence between two words that counts as a pause; shorter ones are closures
HEARD_PAUSE = ","
MIN_PHONEME_FRAMES = 3  # where there is room, as three states a phone take in HTK


@dataclass(frozen=True, eq=False)
class Alignment:
    """An aligned sound. It can be written as subtitles are: TextGrid, JSON, SRT, ...

    text         as written
    symbols      phonemes with silence at both ends
    durations    (phonemes,) frames; their sum is the number of frames, and all but boundaries
                 between words last one at least
    scores       (phonemes,) mean of ln p(phone) - ln p(likeliest phone) over its frames, 0 at best
    source_words as the front end has them
    mel_config   of the frames
    """

    text: str
    symbols: tuple[Phoneme, ...]
    durations: NDArray[np.int64]
    scores: NDArray[np.float64]
    source_words: tuple[Word, ...]
    mel_config: MelConfig

    @property
    def frame_s(self) -> float:
        """Seconds of a frame."""
        return self.mel_config.hop_length / self.mel_config.sample_rate

    @property
    def seconds(self) -> float:
        """Length of the sound."""
        return float(self.durations.sum() * self.frame_s)

    @property
    def score(self) -> float:
        """Mean score of the phonemes that sound, by their frames: 0 at best."""
        sounding = np.array([is_sounding(each) for each in self.symbols])
        frames = self.durations * sounding
        return float((self.scores * frames).sum() / max(1, frames.sum()))

    @property
    def times(self) -> list[tuple[float, float]]:
        """Start and end of each phoneme, in seconds."""
        ends = np.cumsum(self.durations) * self.frame_s
        return list(
            zip((ends - self.durations * self.frame_s).tolist(), ends.tolist(), strict=True)
        )

    @property
    def phonemes(self) -> list[Span]:
        """The phonemes that sound, with their times."""
        rows = zip(self.symbols, self.times, strict=True)
        return [
            Span(format_phonemes([phoneme]), *times)
            for phoneme, times in rows
            if is_sounding(phoneme)
        ]

    @property
    def words(self) -> list[Span]:
        """The words with their times; those without a sound are left out."""
        ends: dict[int, list[float]] = {}
        for phoneme, (start, end) in zip(self.symbols, self.times, strict=True):
            if phoneme.word is not None and is_sounding(phoneme):
                first = ends.setdefault(phoneme.word, [start, end])
                first[1] = end
        return [Span(self.source_words[word].text, *times) for word, times in ends.items()]

    @property
    def marks(self) -> list[Span]:
        """None; part of what subtitles need."""
        return []

    def row(self, clip_id: str) -> dict[str, Any]:
        """A line of alignment.jsonl (`tts.training.alignment`): a silence between two words is a
        pause if it is long, else a part of the phoneme before it.
        """
        least = round(MIN_PAUSE_S / self.frame_s)
        symbols: list[Phoneme] = []
        frames: list[int] = []
        for phoneme, duration in zip(self.symbols, self.durations.tolist(), strict=True):
            if phoneme.symbol == BOUNDARY and duration >= least:
                symbols.append(Phoneme(HEARD_PAUSE))
                frames.append(duration)
            elif phoneme.symbol == BOUNDARY and duration:
                frames[-1] += duration
            is_boundary = phoneme.symbol == BOUNDARY
            symbols.append(phoneme)
            frames.append(0 if is_boundary else duration)
        return {
            "id": clip_id,
            "phonemes": format_phonemes(symbols),
            "frames": frames,
            "score": round(self.score, 3),
        }


def is_sounding(phoneme: Phoneme) -> bool:
    """Whether a phoneme is neither silence nor a boundary."""
    return phoneme.symbol not in (*SILENT, BOUNDARY)


class Aligner:
    """Lays phonemes on sounds.

    classifier   mel -> log probabilities of phones; the packaged one if None
    """

    def __init__(self, classifier: PhoneClassifier | None = None) -> None:
        self.classifier = classifier or packaged_classifier()
        self.mel_config = self.classifier.mel_config
        self.least_frames = MIN_PHONEME_FRAMES

    @classmethod
    def load(cls, path: Path | None = None) -> Aligner:
        """The packaged aligner, or one with the weights in a file."""
        return cls(PhoneClassifier.load(path) if path else None)

    def __call__(self, mel: Array, text: str, utterances: Iterable[Utterance]) -> Alignment:
        """An alignment of a mel (mels, frames) with the utterances of its text. AlignmentError if
        the text is too long for the sound.
        """
        symbols, words = joined(list(utterances))
        states = states_of(symbols)
        log_probs = self.classifier(mel)
        if is_foreign(symbols) and not self.classifier.knows_foreign:
            log_probs = with_substitutes(log_probs)
        states = with_room(states, self.least_frames, len(log_probs))
        path = viterbi(log_probs, states)
        count = len(symbols)
        of_frame = states.phonemes[path]
        durations = np.bincount(of_frame, minlength=count)
        taken = log_probs[np.arange(len(path)), states.phones[path]] - log_probs.max(1)
        scores = np.bincount(of_frame, taken, count) / np.maximum(1, durations)
        return Alignment(text, tuple(symbols), durations, scores, tuple(words), self.mel_config)

    def align(self, samples: NDArray[np.floating], text: str, frontend: Frontend) -> Alignment:
        """An alignment of samples (at the rate of `mel_config`) with what a front end reads in the
        text. SpeechError if there is no sound.
        """
        return self(self.mel(samples), text, frontend(text))

    def mel(self, samples: NDArray[np.floating]) -> Array:
        """The mel of samples, (mels, frames), without the last samples that fill no frame.
        SpeechError if there is no sound.
        """
        hop = self.mel_config.hop_length
        if len(samples) < hop:
            raise SpeechError("the sound is empty: there is nothing to align.")
        return mel_spectrogram(samples[: len(samples) // hop * hop], self.mel_config)


def joined(utterances: Sequence[Utterance]) -> tuple[list[Phoneme], list[Word]]:
    """The phonemes and words of several utterances in one: silence only at the ends, a boundary
    between two utterances.
    """
    symbols = [Phoneme(SILENCE)]
    words: list[Word] = []
    for number, utterance in enumerate(utterances):
        if number:
            symbols.append(Phoneme(BOUNDARY))
        for phoneme in utterance.phonemes:
            if phoneme.symbol != SILENCE:
                word = None if phoneme.word is None else phoneme.word + len(words)
                symbols.append(phoneme._replace(word=word))
        words += utterance.words
    return [*symbols, Phoneme(SILENCE)], words


def pauses_of(alignment: Alignment) -> list[float]:
    """Seconds of the silences inside of a sound, heard or written."""
    inner = zip(alignment.symbols[1:-1], alignment.durations[1:-1].tolist(), strict=True)
    silent = (*PAUSES, BOUNDARY)
    return [frames * alignment.frame_s for each, frames in inner if each.symbol in silent]
