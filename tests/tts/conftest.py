"""A voice whose every phoneme lasts ten frames, a sine of its pitch: what the pipeline makes of
durations can be read off.
"""

from __future__ import annotations

import numpy as np
import pytest

from frontend.phonemes import BOUNDARY, PAUSES, SILENCE, SYMBOL_ID
from tts.acoustic.mel_decoder import AcousticFeatures
from tts.acoustic.model import AcousticModel
from tts.acoustic.prosody import PredictedProsody, frame_counts, hz_to_log2_f0
from vocoders.mel import LOG_FLOOR

SILENT = [SYMBOL_ID[symbol] for symbol in (SILENCE, BOUNDARY, *PAUSES)]


class Metronome(AcousticModel):
    """An acoustic model of ten frames a phoneme; the mel says only whether it sounds, and how
    loud. Its hidden vectors are 1 where a phoneme sounds.

    encoder_runs, f0_runs, decoder_runs   how often its networks were run
    """

    pitch_means = (120.0, 240.0)
    pitch_std_scale = (1.0, 1.0)
    num_speakers = 2
    reduction_factor = 1
    receptive_radius = 0

    def __init__(self, spec):
        self.spec = spec
        self.encoder_runs = 0
        self.f0_runs = 0
        self.decoder_runs = 0

    def encode(self, ids, weights):
        self.encoder_runs += 1
        sounding = ~np.isin(ids[:, 0], SILENT)
        energies = np.where(sounding, 10 * np.log10(self.spec.n_mels), -80.0)
        return sounding[:, None].astype(np.float32), energies

    def predict_prosody(self, ids, mixture):
        assert ids.dtype == np.int64
        assert ids.shape == (len(ids), 2)
        sounding, energies = self.encode(ids, mixture.weights)
        mean = mixture.pitch_mean
        log_f0 = np.full(len(ids), hz_to_log2_f0(np.array(mean)))
        return PredictedProsody(sounding, np.full(len(ids), 10.0), log_f0, energies, mean, 1.0)

    def predict_f0(self, frame_hidden, frame_features):
        self.f0_runs += 1
        return np.zeros(len(frame_hidden), np.float32), 2 * frame_hidden[:, 0] - 1

    def expand(self, prosody, max_compression=None):
        durations = frame_counts(prosody.durations)
        sounding = np.repeat(prosody.hidden, durations, 0)  # (frames, 1)
        _, logit = self.predict_f0(sounding, None)
        f0 = np.repeat(prosody.pitches, durations) * (logit > 0)
        gain = np.float32(prosody.gain_db * np.log(10) / 20)
        energies = prosody.energies + prosody.gain_db
        return AcousticFeatures(
            durations, energies, f0, sounding, sounding, f0, sounding[:, 0], gain, durations
        )

    def decode(self, frame_hidden, frame_features, f0_norm, voiced):
        self.decoder_runs += 1
        return np.tile(np.log(np.maximum(voiced, LOG_FLOOR)), (self.spec.n_mels, 1))


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
