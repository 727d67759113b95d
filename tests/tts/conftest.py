"""A voice whose every phoneme lasts ten frames, a sine of its pitch: what the pipeline makes of
durations can be read off.
"""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from frontend.phonemes import BOUNDARY, PAUSES, SILENCE, SYMBOL_ID
from vocoders.mel import LOG_FLOOR

SILENT = [SYMBOL_ID[symbol] for symbol in (SILENCE, BOUNDARY, *PAUSES)]


class Metronome:
    """An acoustic model of ten frames a phoneme; the mel says only whether it sounds, and how loud."""

    pitch_means = (120.0, 240.0)
    pitch_spreads = (1.0, 1.0)

    def __init__(self, spec):
        self.spec = spec

    def plan(
        self,
        ids,
        speaker,
        *,
        speed=1.0,
        pitch=0.0,
        energy=0.0,
        pitch_range=1.0,
        durations=None,
        pitches=None,
        energies=None,
    ):
        assert ids.dtype == np.int64
        assert ids.shape == (len(ids), 2)
        lasting = (
            np.full(len(ids), round(10 / speed))
            if durations is None
            else np.asarray(durations, np.int64)
        )
        sounding = np.repeat(~np.isin(ids[:, 0], SILENT), lasting).astype(np.float32)  # (frames,)
        hertz = (
            np.full(len(ids), self.pitch_means[speaker] * 2 ** (pitch / 12))
            if pitches is None
            else pitches
        )
        mel = np.tile(
            np.log(np.maximum(sounding * 10 ** (energy / 20), LOG_FLOOR)), (self.spec.n_mels, 1)
        ).astype(np.float32)
        return SimpleNamespace(
            mel=lambda first, last: mel[:, first:last],
            pitch=sounding * np.repeat(hertz, lasting),
            durations=lasting,
            pitches=hertz,
            energies=np.where(np.isin(ids[:, 0], SILENT), -80.0, 10 * np.log10(self.spec.n_mels))
            + energy,
        )


class Sine:
    """A vocoder: a sine of the pitch wherever it is voiced."""

    name = "sine"
    needs_pitch = True

    def __init__(self, spec):
        self.spec = spec

    def __call__(self, mel, pitch=None, seed=0):
        hertz = np.repeat(pitch, self.spec.hop_length)
        phase = 2 * np.pi * (np.cumsum(hertz / self.spec.sample_rate) + seed / 7)
        return (0.2 * np.repeat(np.exp(mel[0]), self.spec.hop_length) * np.sin(phase)).astype(
            np.float32
        )


@pytest.fixture(scope="session")
def metronome():
    """A TTS of those two."""
    from pathlib import Path

    from tts import TTS, Voice
    from vocoders.mel_config import MelConfig

    spec = MelConfig()
    return TTS(
        Voice("metronome", "en-us", 0, "", Path("a"), Path("v"), Path("f")),
        Metronome(spec),
        Sine(spec),
    )
