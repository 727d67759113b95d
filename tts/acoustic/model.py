"""What an acoustic model does beside its networks, in numpy: the length regulator, what a frame is
told, what a listener may turn (FastSpeech 2, Ren et al. 2020, arXiv 2006.04558, sections 2.2 and
2.3).

`AcousticModel` speaks by three networks that it doesn't look into: `tts.acoustic.fastspeech2` has them in
torch, `tts.acoustic.fastspeech2_onnx` in ONNX Runtime.
"""

from __future__ import annotations

import os
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from frontend.phonemes import BOUNDARY, SYMBOL_ID, SYMBOLS
from vocoders.errors import BadWeights
from vocoders.mel import LOG_FLOOR
from vocoders.mel_config import MelConfig
from vocoders.pitch import LOG2_F0_UNITS, hz_to_log2_f0, log2_f0_to_hz

Floats = NDArray[np.float32]
Frames = NDArray[np.int64]
Given = NDArray[np.floating] | None
LEVEL = 0.0
DECIBELS = 10.0
STRESSES = 3
LONGEST = 60_000  # frames of an utterance


class BadPhonemes(ValueError):
    """Ids, durations, pitches or energies that the model can't take."""


@dataclass(frozen=True)
class Spoken:
    """What the model says and how: everything by frame or by phoneme."""

    mel: Floats  # (mels, frames), natural log
    pitch: Floats  # (frames,) Hz, 0 where unvoiced
    durations: NDArray[np.int64]  # (phonemes,) frames
    pitches: Floats  # (phonemes,) Hz
    energies: Floats  # (phonemes,) dB


@dataclass(frozen=True)
class Plan:
    """What the model will say, all but the mel, which is made when it is asked for, frame by frame
    the same whichever are asked for.

    durations    (phonemes,) frames
    pitches      (phonemes,) Hz
    energies     (phonemes,) dB
    pitch        (frames,) Hz, 0 where unvoiced
    model        that says it
    told         what its decoder is told: held vectors, places, pitch, voicing, (frames, ...) each
    louder       is added to the mel
    begun        the beginning of the mel, if it was asked for: it is looked at before it is spoken,
                 and is not made twice
    """

    durations: NDArray[np.int64]
    pitches: Floats
    energies: Floats
    pitch: Floats
    model: AcousticModel
    told: tuple[Floats, Floats, Floats, Floats]
    louder: np.float32
    begun: list[Floats] = field(default_factory=list)

    def mel(self, first: int, last: int) -> Floats:
        """Frames first to last (exclusive), (mels, last - first), natural log."""
        known = self.begun[-1] if self.begun else np.zeros((self.model.spec.n_mels, 0), np.float32)
        there = known.shape[1]
        found = known[:, first:last]
        if last > there:
            found = np.concatenate([found, self.made(max(first, there), last)], 1)
        if first == 0 and last > there:
            self.begun.append(found)
        return found

    def made(self, first: int, last: int) -> Floats:
        """The same, by the decoder."""
        together = self.model.together
        count = len(self.pitch)
        begin = max(first // together - self.model.reach, 0) * together
        end = min(-(-last // together) + self.model.reach, -(-count // together)) * together
        parts = [part[begin:end] for part in self.told]
        if end > count:
            parts = [
                np.pad(part, [(0, end - count)] + [(0, 0)] * (part.ndim - 1), "edge")
                for part in parts
            ]
        hidden, place, pitch, voiced = parts
        mel = self.model.decode(hidden, place, pitch, voiced)[:, first - begin : last - begin]
        return np.maximum(mel + self.louder, np.float32(np.log(LOG_FLOOR)))

    def mels(self, lengths: Iterable[int]) -> Iterator[Floats]:
        """Pieces of so many frames, one after the other."""
        first = 0
        for length in lengths:
            yield self.mel(first, first + length)
            first += length


class AcousticModel(ABC):
    """Phonemes -> mel and pitch, by networks that take and give arrays.

    spec           the mel it gives
    pitch_means    Hz, each speaker's own
    pitch_spreads  what a speaker's pitch is to be stretched by around that, because what is
                   predicted by least squares varies less than what is said
    symbols        the phonemes that it knows, in the order of their numbers
    together       frames that the decoder makes at a time
    config         what shapes the networks, with `decoder_blocks` and `decoder_kernel`
    """

    spec: MelConfig
    pitch_means: list[float]
    pitch_spreads: list[float]
    symbols: list[str]
    together: int
    config: Any

    @property
    def reach(self) -> int:
        """How many times `together` frames before and after its own the decoder looks at: a
        convolution in each block.
        """
        return int(self.config.decoder_blocks) * (int(self.config.decoder_kernel) // 2)

    @abstractmethod
    def encode(self, ids: Frames, speaker: int) -> tuple[Floats, Floats, Floats, Floats]:
        """Ids (phonemes, 2) -> hidden (phonemes, width); log frames, pitch and energy on the
        model's scales, (phonemes,).
        """

    @abstractmethod
    def intone(self, hidden: Floats, place: Floats) -> tuple[Floats, Floats]:
        """Held vectors (frames, width), `places` (frames, 6) -> deviation of the pitch from the
        phonemes' line, log odds of voicing, (frames,).
        """

    @abstractmethod
    def decode(self, hidden: Floats, place: Floats, pitch: Floats, voiced: Floats) -> Floats:
        """Held vectors, places, pitch on the model's scale, voicing (0 or 1) -> mel (mels, frames);
        frames are a multiple of `together`.
        """

    def speak(
        self,
        ids: Frames,
        speaker: int,
        *,
        speed: float = 1.0,
        pitch: float = 0.0,
        energy: float = 0.0,
        pitch_range: float = 1.0,
        durations: Given = None,
        pitches: Given = None,
        energies: Given = None,
    ) -> Spoken:
        """Say phonemes.

        ids          (phonemes, 2): symbol and stress, silence at both ends
        speaker      its number
        speed        2 lasts half as long; pitch in semitones, energy in dB, pitch_range times the
                     speaker's own
        durations    (phonemes,) frames; pitches (phonemes,) Hz; energies (phonemes,) dB: instead of
                     the predicted ones, where not NaN
        returns      Spoken, whose arrays may be changed and given again
        """
        plan = self.plan(
            ids,
            speaker,
            speed=speed,
            pitch=pitch,
            energy=energy,
            pitch_range=pitch_range,
            durations=durations,
            pitches=pitches,
            energies=energies,
        )
        return Spoken(
            plan.mel(0, len(plan.pitch)), plan.pitch, plan.durations, plan.pitches, plan.energies
        )

    def plan(
        self,
        ids: Frames,
        speaker: int,
        *,
        speed: float = 1.0,
        pitch: float = 0.0,
        energy: float = 0.0,
        pitch_range: float = 1.0,
        durations: Given = None,
        pitches: Given = None,
        energies: Given = None,
    ) -> Plan:
        """All but the mel, which can then be made piece by piece; arguments as in `speak`."""
        ids = self.check(ids, speaker)
        hidden, lasting, tones, levels = self.encode(ids, speaker)
        lengths = frames_of(ids, lasting, speed, durations)
        own = hz_to_log2_f0(np.array(self.pitch_means[speaker]))
        pitch_range = pitch_range * self.pitch_spreads[speaker]
        moved = own + (tones - own) * pitch_range + LOG2_F0_UNITS * pitch / 12
        sung = chosen(pitches, log2_f0_to_hz(moved), "pitches")
        loud = chosen(energies, LEVEL + DECIBELS * levels, "energies")
        held = np.repeat(hidden, lengths, 0)
        place = places(lengths, hz_to_log2_f0(sung), ((loud - LEVEL) / DECIBELS).astype(np.float32))
        deviation, odds = self.intone(held, place)
        tone = place[:, 5] + deviation * np.float32(pitch_range)
        hertz = np.where(odds > 0, log2_f0_to_hz(tone), 0).astype(np.float32)
        return Plan(
            lengths,
            sung.astype(np.float32),
            (loud + energy).astype(np.float32),
            hertz,
            self,
            (held, place, tone, (odds > 0).astype(np.float32)),
            np.float32(energy * np.log(10) / 20),
        )

    def check(self, ids: NDArray[np.int64], speaker: int) -> NDArray[np.int64]:
        """The ids as they should be; BadPhonemes if they can't be."""
        ids = np.asarray(ids, np.int64)
        if ids.ndim != 2 or ids.shape[1] != 2 or not len(ids):
            raise BadPhonemes(f"ids must be (phonemes, 2), symbol and stress, not {ids.shape}.")
        if (
            (ids < 0).any()
            or (ids[:, 0] >= len(self.symbols)).any()
            or (ids[:, 1] >= STRESSES).any()
        ):
            strange = ids[((ids < 0) | (ids >= [len(self.symbols), STRESSES])).any(1)].tolist()
            raise BadPhonemes(
                f"ids must be under {len(self.symbols)} (symbol) and {STRESSES} (stress): {strange}"
            )
        if not 0 <= speaker < len(self.pitch_means):
            raise BadPhonemes(
                f"there is no speaker {speaker}: this model has 0 to {len(self.pitch_means) - 1}."
            )
        return ids


def frames_of(ids: Frames, lasting: Floats, speed: float, durations: Given) -> Frames:
    """Log frames as predicted, or as given -> whole frames, (phonemes,); a boundary between words
    has none of its own.

    BadPhonemes if there are none or too many.
    """
    own = np.where(ids[:, 0] == SYMBOL_ID[BOUNDARY], 0, np.exp(lasting)) / speed
    lengths = whole_frames(chosen(durations, own, "durations"))
    if not 0 < (count := int(lengths.sum())) <= LONGEST:
        raise BadPhonemes(
            f"the durations come to {count} frames: an utterance must have 1 to {LONGEST}. Split the text, or set a higher speed."
        )
    return lengths


def chosen(
    given: NDArray[np.floating] | None, predicted: NDArray[np.floating], name: str
) -> NDArray[np.float64]:
    """What was given, or predicted where nothing (NaN) was, (phonemes,); BadPhonemes if the lengths
    differ or a number is negative.
    """
    own = np.asarray(predicted, np.float64)
    if given is None:
        return own
    numbers = np.asarray(given, np.float64)
    if numbers.shape != own.shape:
        raise BadPhonemes(f"{name} must be one number a phoneme, {own.shape}, not {numbers.shape}.")
    if (numbers < 0).any() and name != "energies":
        raise BadPhonemes(f"{name} must not be negative.")
    return np.where(np.isnan(numbers), own, numbers)


def contour_of(durations: NDArray[np.int64], pitches: Floats) -> Floats:
    """Lines from the middle of each phoneme that lasts to the next: (phonemes,) -> (frames,)."""
    lasting = durations > 0
    ends = np.cumsum(durations)
    middles = (ends - durations / 2)[lasting]
    return np.interp(np.arange(ends[-1]) + 0.5, middles, pitches[lasting]).astype(np.float32)


def places(durations: NDArray[np.int64], pitches: Floats, energies: Floats) -> Floats:
    """What each frame knows of its place: how far into its phoneme, how far from the end (in 0..1),
    the phoneme's log length, its pitch and energy, and the pitch on the line between phonemes:
    (frames, 6).
    """
    held = np.repeat(durations, durations).astype(np.float32)
    into = np.arange(len(held)) - np.repeat(np.cumsum(durations) - durations, durations) + 0.5
    parts = [
        into / held,
        np.minimum(into, held - into) / 4,
        np.log(held) - 2,
        np.repeat(pitches, durations),
        np.repeat(energies, durations),
        contour_of(durations, pitches),
    ]
    return np.stack(parts, -1).astype(np.float32)


def whole_frames(frames: NDArray[np.floating]) -> NDArray[np.int64]:
    """Round the ends of phonemes, not their lengths, so that no time is lost: each that lasts at
    all lasts a frame at least.
    """
    least = np.where(frames > 0, np.maximum(frames, 1.0), 0)
    return np.diff(np.round(np.cumsum(least)).astype(np.int64), prepend=0).astype(np.int64)


def known_symbols(meta: Mapping[str, Any], path: str | os.PathLike[str]) -> list[str]:
    """The phonemes that a file's weights were trained with; BadWeights if they are not those of the
    inventory.
    """
    symbols = meta.get("symbols")
    if not isinstance(symbols, list) or symbols != list(SYMBOLS[: len(symbols)]):
        raise BadWeights(
            f"{path} was trained with other phonemes than this version's inventory: install the version that made it, or train again."
        )
    return symbols
