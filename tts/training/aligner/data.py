"""Clips with true durations -> mels and the phone of each frame, in one file; random changes of the
mels, so that the classifier learns from many voices, microphones and rooms.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from frontend.phonemes import SILENCE, Phoneme
from tts.alignment.classifier import normalized_mel
from tts.alignment.phones import PHONE_ID, PhoneToken, UnknownPhoneError, tokenize
from tts.files import read_sound
from tts.training.alignment import token_frame_ends
from tts.training.corpus import Recording, read_speaker
from vocoders.mel import LOG_FLOOR, mel_spectrogram
from vocoders.mel_config import Array, MelConfig
from vocoders.training.batching import step_rng

MAX_EQ_DB = 8.0  # of a random curve over the bands, at its knots
EQ_KNOTS = 6
NOISE_DB = (-70.0, -25.0)  # a noise floor, below the loudest frame
MAX_BAND_SHIFT = 4.0  # bands up or down: shorter and longer vocal tracts
STRETCH = (0.94, 1.06)  # of the bands
DB = np.log(10) / 20  # natural log of a magnitude, per dB


class LabelledClip(NamedTuple):
    """A clip of the aligner's training.

    id       of the clip
    speaker  name
    split    train, val or test
    mel      (mels, frames) float16
    phones   (frames,) number of the phone that sounds
    """

    id: str
    speaker: str
    split: str
    mel: NDArray[np.float16]
    phones: NDArray[np.uint8]


def labelled_clip(recording: Recording, mel_config: MelConfig) -> LabelledClip:
    """Mel and phones of an aligned recording; UnknownPhoneError for foreign symbols."""
    assert recording.alignment is not None
    hop = mel_config.hop_length
    samples = read_sound(recording.audio, mel_config.sample_rate)
    mel = mel_spectrogram(samples[: len(samples) // hop * hop], mel_config)
    tokens = tokenize(recording.alignment["tokens"])
    symbols = [SILENCE, *map(symbol_of, tokens), SILENCE]
    phonemes = [Phoneme(symbol) for symbol in symbols]
    widths = [1, *(token.width for token in tokens), 1]
    ends = token_frame_ends(recording.alignment, widths, phonemes, mel, mel_config)
    numbers = [PHONE_ID.get(symbol, 0) for symbol in symbols]
    phones = np.repeat(np.array(numbers, np.uint8), np.diff(ends, prepend=0))
    return LabelledClip(*recording.clip, mel.astype(np.float16), phones)


def symbol_of(token: PhoneToken) -> str:
    """The symbol of a token, one for all punctuation."""
    return "," if token.is_pause else token.symbol


def labelled_clips(
    folders: Iterable[Path], mel_config: MelConfig, most: int = 10**9
) -> list[LabelledClip]:
    """Aligned training clips of several speakers' folders, at most so many of each; those with
    foreign symbols are left out.
    """
    clips = []
    for folder in folders:
        aligned = [each for each in read_speaker(folder) if each.alignment is not None]
        used = [each for each in aligned if each.clip.split == "train"]
        for recording in used[:: max(1, len(used) // most)][:most]:
            try:
                clips.append(labelled_clip(recording, mel_config))
            except UnknownPhoneError:
                continue
    return clips


class AlignerBatches:
    """Random segments of clips, with random changes: (batch, frames, mels), (batch, frames). Each
    speaker is drawn as often as any other, however many clips he has.
    """

    def __init__(
        self, clips: Sequence[LabelledClip], batch_size: int, frames: int, seed: int
    ) -> None:
        self.batch_size = batch_size
        self.frames = frames
        self.seed = seed
        self.by_speaker: dict[str, list[LabelledClip]] = {}
        for clip in clips:
            self.by_speaker.setdefault(clip.speaker, []).append(clip)

    def __call__(self, step: int) -> tuple[Array, NDArray[np.int64]]:
        """The batch of a step, always the same for the same seed."""
        rng = step_rng(self.seed, step)
        speakers = sorted(self.by_speaker)
        sizes = np.sqrt([len(self.by_speaker[name]) for name in speakers])
        rows, labels = [], []
        for number in rng.choice(len(speakers), self.batch_size, p=sizes / sizes.sum()):
            clips = self.by_speaker[speakers[number]]
            row, phones = self.segment(clips[rng.integers(len(clips))], rng)
            rows.append(row)
            labels.append(phones)
        mels = np.stack(rows)
        return mels, np.stack(labels).astype(np.int64)

    def segment(
        self, clip: LabelledClip, rng: np.random.Generator
    ) -> tuple[Array, NDArray[np.uint8]]:
        """Part of a clip, (frames, mels), and its phones; short clips get silence after them."""
        room = max(0, len(clip.phones) - self.frames)
        first = int(rng.integers(room + 1))
        part = slice(first, first + self.frames)
        frames = normalized_mel(augmented(clip.mel[:, part].astype(np.float32), rng))
        missing = self.frames - len(frames)
        frames = np.pad(frames, ((0, missing), (0, 0)), "edge")
        return frames, np.pad(clip.phones[part], (0, missing))


def augmented(mel: Array, rng: np.random.Generator) -> Array:
    """A mel (mels, frames) with its bands shifted, filtered, and over a noise floor."""
    mels = len(mel)
    bands = np.arange(mels)
    source = (bands - mels / 2) * rng.uniform(*STRETCH) + mels / 2
    source = np.clip(source + rng.uniform(-MAX_BAND_SHIFT, MAX_BAND_SHIFT), 0, mels - 1)
    low = np.floor(source).astype(int)
    high = np.minimum(low + 1, mels - 1)
    share = (source - low)[:, None]
    moved = mel[low] * (1 - share) + mel[high] * share
    moved = moved + random_curve(mels, MAX_EQ_DB, rng)
    floor = moved.max() + DB * rng.uniform(*NOISE_DB) + random_curve(mels, MAX_EQ_DB, rng)
    jitter = rng.normal(0, 0.3, moved.shape)
    noisy = np.logaddexp(2 * moved, 2 * (floor + jitter)) / 2
    return np.maximum(noisy, np.log(LOG_FLOOR)).astype(np.float32)


def random_curve(mels: int, max_db: float, rng: np.random.Generator) -> NDArray[np.float64]:
    """A smooth curve over the bands in natural logs, (mels, 1)."""
    knots = rng.uniform(-max_db, max_db, EQ_KNOTS) * DB
    curve = np.interp(np.linspace(0, EQ_KNOTS - 1, mels), np.arange(EQ_KNOTS), knots)
    return curve[:, None]
