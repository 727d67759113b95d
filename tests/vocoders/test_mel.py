"""The mel: against librosa, on tones, its levels, its refusals."""

import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vocoders import mel as mels
from vocoders.errors import VocoderError
from vocoders.mel import mel_centres, mel_filters, mel_spectrogram
from vocoders.mel_config import MelConfig

SPEC = MelConfig()
PUBLISHED = MelConfig(sample_rate=22050, n_mels=80, f_max=8000.0)
SPECS = {
    "ours": SPEC,
    "published": PUBLISHED,
    "other": MelConfig(hop_length=128, win_length=800, n_mels=40, f_min=60.0, f_max=7000.0),
}
GOLDEN = Path(__file__).with_name("librosa_golden.npz")


def tone(hertz, spec=SPEC, seconds=0.5, level=0.5):
    return level * np.sin(
        2 * np.pi * hertz * np.arange(int(seconds * spec.sample_rate)) / spec.sample_rate
    )


def noise(count, seed=0):
    return 0.1 * np.random.default_rng(seed).standard_normal(count)


def golden_input(spec):
    """Noise (the legacy generator, whose numbers never change) and a tone."""
    return 0.1 * np.random.RandomState(0).standard_normal(9000) + tone(300, spec, 1.0)[:9000]


@pytest.mark.parametrize("name", SPECS)
def test_agrees_with_librosa(name):
    spec = SPECS[name]
    golden = np.load(GOLDEN)
    np.testing.assert_allclose(mel_filters(spec), golden[f"{name} filters"], atol=1e-6)
    np.testing.assert_allclose(
        mel_spectrogram(golden_input(spec), spec), golden[f"{name} mel"], atol=1e-4
    )


def write_golden():
    """What librosa makes of the same: `python tests/vocoders/test_mel.py` writes it anew. Importing
    librosa takes too long for every run.
    """
    import librosa

    arrays = {"made by": np.array(f"librosa {librosa.__version__}")}
    for name, spec in SPECS.items():
        filters = librosa.filters.mel(
            sr=spec.sample_rate,
            n_fft=spec.n_fft,
            n_mels=spec.n_mels,
            fmin=spec.f_min,
            fmax=spec.f_max,
        )
        padded = np.pad(golden_input(spec), (spec.n_fft - spec.hop_length) // 2, mode="reflect")
        spectrum = librosa.stft(
            padded,
            n_fft=spec.n_fft,
            hop_length=spec.hop_length,
            win_length=spec.win_length,
            center=False,
        )[:, : 9000 // spec.hop_length]
        arrays |= {
            f"{name} filters": filters,
            f"{name} mel": np.log(np.maximum(filters @ np.abs(spectrum), 1e-5)).astype(np.float32),
        }
    np.savez_compressed(GOLDEN, **arrays)


@pytest.mark.parametrize("hertz", [440.0, 150.0, 1000.0, 3520.0, 9000.0])
def test_a_tone_peaks_in_its_band(hertz):
    loudest = mel_spectrogram(tone(hertz), SPEC)[:, 5:-5].mean(1).argmax()
    assert loudest == np.abs(np.log(mel_centres(SPEC) / hertz)).argmin()


def test_the_scale_is_slaneys():
    assert mels.hz_to_mel(np.array(1000.0)) == pytest.approx(15)
    assert mels.hz_to_mel(np.array(6400.0)) == pytest.approx(15 + 27)
    hertz = np.geomspace(20, 12000, 50)
    np.testing.assert_allclose(mels.mel_to_hz(mels.hz_to_mel(hertz)), hertz)


@given(st.integers(SPEC.hop_length, 4000))
@settings(max_examples=25)
def test_there_are_samples_over_hop_frames(count):
    spectrum = mel_spectrogram(noise(count), SPEC)
    assert spectrum.shape == (100, count // SPEC.hop_length) and spectrum.dtype == np.float32


def test_louder_is_the_logarithm_of_the_gain_and_silence_is_the_floor():
    samples = noise(4096)
    np.testing.assert_allclose(
        mel_spectrogram(2 * samples, SPEC) - mel_spectrogram(samples, SPEC), math.log(2), atol=1e-4
    )
    np.testing.assert_allclose(mel_spectrogram(np.zeros(4096), SPEC), math.log(1e-5), atol=1e-5)


@pytest.mark.parametrize("samples", [np.zeros(255), np.zeros((2, 4096))])
def test_what_is_no_recording_is_told(samples):
    with pytest.raises(VocoderError, match="one channel of at least 256"):
        mel_spectrogram(samples, SPEC)


if __name__ == "__main__":
    write_golden()
