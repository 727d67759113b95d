"""The mel: against librosa, on tones, its framing, its inverse, its refusals."""

import dataclasses
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vocoders import mel as mels
from vocoders.errors import SpecMismatchError, VocoderError
from vocoders.mel import mel_centres, mel_filters, mel_spectrogram
from vocoders.mel_config import MelConfig, check_mel
from vocoders.stft import istft, stft

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


def heard(spec):
    """Noise (the legacy generator, whose numbers never change) and a tone."""
    return 0.1 * np.random.RandomState(0).standard_normal(9000) + tone(300, spec, 1.0)[:9000]


@pytest.mark.parametrize("name", SPECS)
def test_agrees_with_librosa(name):
    spec = SPECS[name]
    golden = np.load(GOLDEN)
    np.testing.assert_allclose(mel_filters(spec), golden[f"{name} filters"], atol=1e-6)
    np.testing.assert_allclose(mel_spectrogram(heard(spec), spec), golden[f"{name} mel"], atol=1e-4)


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
        padded = np.pad(heard(spec), (spec.n_fft - spec.hop_length) // 2, mode="reflect")
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


def test_frames_are_centred_on_the_middle_of_their_hop():
    for frame in (2, 7):
        samples = np.zeros(10 * SPEC.hop_length)
        samples[frame * SPEC.hop_length + SPEC.hop_length // 2] = 1.0  # sample (i + 1/2) hop
        energy = np.abs(stft(samples, SPEC)).sum(0)
        assert energy.argmax() == frame
        assert energy[frame - 1] == pytest.approx(
            energy[frame + 1], rel=1e-3
        )  # as far from the one before as from the one after


@given(st.integers(SPEC.hop_length, 4000))
@settings(max_examples=25, deadline=None)
def test_there_are_samples_over_hop_frames(count):
    spectrum = mel_spectrogram(noise(count), SPEC)
    assert spectrum.shape == (100, count // SPEC.hop_length) and spectrum.dtype == np.float32


def test_louder_is_the_logarithm_of_the_gain_and_silence_is_the_floor():
    samples = noise(4096)
    np.testing.assert_allclose(
        mel_spectrogram(2 * samples, SPEC) - mel_spectrogram(samples, SPEC), math.log(2), atol=1e-4
    )
    np.testing.assert_allclose(mel_spectrogram(np.zeros(4096), SPEC), math.log(1e-5), atol=1e-5)


@pytest.mark.parametrize("frames", [1, 2, 3, 4, 21])
def test_the_inverse_transform_gives_the_samples_back(frames):
    samples = noise(frames * SPEC.hop_length)
    np.testing.assert_allclose(istft(stft(samples, SPEC), SPEC), samples, atol=1e-5)


def test_bins_that_are_missing_above_count_as_nothing():
    spectrum = stft(noise(9 * SPEC.hop_length), SPEC)
    spectrum[300:] = 0
    np.testing.assert_allclose(istft(spectrum[:300], SPEC), istft(spectrum, SPEC), atol=1e-6)


def test_specs_that_differ_are_told_by_field():
    SPEC.check(MelConfig())
    with pytest.raises(
        SpecMismatchError,
        match=r"the voice works on mels with sample_rate 24000, n_mels 100, f_max 12000.0, "
        "but the vocoder has sample",
    ):
        SPEC.check(PUBLISHED, "the voice", "the vocoder")
    assert MelConfig(**PUBLISHED.to_dict()) == PUBLISHED


@given(st.sampled_from([field.name for field in dataclasses.fields(MelConfig)]))
def test_no_field_may_differ(name):
    with pytest.raises(SpecMismatchError, match=name):
        SPEC.check(dataclasses.replace(SPEC, **{name: getattr(SPEC, name) + 2}))


@pytest.mark.parametrize("shape", [(80, 5), (100,), (100, 0), (1, 100, 5)])
def test_an_array_that_is_no_mel_is_told(shape):
    with pytest.raises(VocoderError, match="100 mels"):
        check_mel(np.zeros(shape, np.float32), SPEC)


def test_values_that_are_not_finite_are_told():
    bad = np.zeros((100, 4), np.float32)
    bad[3, 2] = np.nan
    with pytest.raises(VocoderError, match="not finite"):
        check_mel(bad, SPEC)


@pytest.mark.parametrize("samples", [np.zeros(255), np.zeros((2, 4096))])
def test_what_is_no_recording_is_told(samples):
    with pytest.raises(VocoderError, match="one channel of at least 256"):
        mel_spectrogram(samples, SPEC)


if __name__ == "__main__":
    write_golden()
