"""Griffin-Lim: magnitudes and phases from a mel, without weights."""

import numpy as np
import pytest

from vocoders.errors import VocoderError
from vocoders.griffin_lim import GriffinLim, griffin_lim, mel_inverse
from vocoders.mel import mel_filters, mel_spectrogram
from vocoders.mel_config import MelConfig
from vocoders.stft import stft

SPEC = MelConfig()


def vowel(pitch=140.0, seconds=0.5):
    """A buzz of falling harmonics with a little noise: something like a voice."""
    at = np.arange(int(seconds * SPEC.sample_rate)) / SPEC.sample_rate
    tones = sum(np.cos(2 * np.pi * pitch * k * at + k * k) / k for k in range(1, 40))
    return (0.1 * tones + 0.003 * np.random.default_rng(0).normal(size=len(at))).astype(np.float32)


def distance(samples, mel):
    return float(np.abs(mel_spectrogram(samples, SPEC) - mel).mean())


def test_inverse_has_the_mel_it_came_from_and_no_negative_magnitude():
    mel = mel_spectrogram(vowel(), SPEC)
    magnitude = mel_inverse(mel, SPEC)
    assert magnitude.shape == (513, mel.shape[1]) and magnitude.min() >= 0
    again = np.log(np.maximum(mel_filters(SPEC) @ magnitude, 1e-5))
    assert np.abs(again - mel).mean() < 0.05  # of the natural log; speech comes to 0.001


def test_inverse_comes_nearer_with_every_round_of_updates():
    mel = mel_spectrogram(vowel(), SPEC)
    gaps = [
        np.square(mel_filters(SPEC) @ mel_inverse(mel, SPEC, steps) - np.exp(mel)).sum()
        for steps in (0, 5, 20, 80)
    ]
    assert gaps == sorted(gaps, reverse=True) and gaps[-1] < 0.01 * gaps[0]


def test_a_consistent_spectrum_is_found_again():
    samples = vowel()
    magnitude = np.abs(stft(samples, SPEC))
    found = np.abs(stft(griffin_lim(magnitude, SPEC, steps=60), SPEC))
    assert np.linalg.norm(found - magnitude) / np.linalg.norm(magnitude) < 0.15


def test_momentum_makes_it_faster():
    magnitude = np.abs(stft(vowel(), SPEC))
    plain, fast = (
        np.linalg.norm(np.abs(stft(griffin_lim(magnitude, SPEC, 40, momentum), SPEC)) - magnitude)
        for momentum in (0.0, 0.99)
    )
    assert fast < plain


def test_speaks_the_mel_it_is_given():
    mel = mel_spectrogram(vowel(), SPEC)
    vocoder = GriffinLim(SPEC)
    samples = vocoder(mel)
    assert samples.dtype == np.float32 and samples.shape == (mel.shape[1] * SPEC.hop_length,)
    assert distance(samples, mel) < 0.3
    assert distance(samples, mel) < distance(GriffinLim(SPEC, steps=1)(mel), mel)


def test_a_tone_keeps_its_frequency():
    tone = 0.3 * np.sin(2 * np.pi * 440 * np.arange(24000) / 24000)
    heard = GriffinLim(SPEC)(mel_spectrogram(tone, SPEC))
    spectrum = np.abs(np.fft.rfft(heard * np.hanning(len(heard))))
    assert np.argmax(spectrum) * 24000 / len(heard) == pytest.approx(
        440, abs=25
    )  # a mel band is some 40 Hz wide there


def test_same_seed_same_samples():
    mel = mel_spectrogram(vowel(seconds=0.2), SPEC)
    vocoder = GriffinLim(SPEC, steps=5)
    np.testing.assert_array_equal(vocoder(mel, seed=3), vocoder(mel, seed=3))
    assert not np.array_equal(vocoder(mel, seed=3), vocoder(mel, seed=4))


def test_silence_is_silent_and_one_frame_is_enough():
    silent = np.full((SPEC.n_mels, 3), np.log(1e-5), np.float32)
    assert np.abs(GriffinLim(SPEC)(silent)).max() < 1e-3
    assert GriffinLim(SPEC)(silent[:, :1]).shape == (SPEC.hop_length,)


def test_works_for_the_published_spec():
    spec = MelConfig(sample_rate=22050, n_mels=80, f_max=8000.0)
    samples = GriffinLim(spec)(mel_spectrogram(vowel(), spec))
    assert np.isfinite(samples).all() and samples.std() > 0.01


def test_another_shape_is_refused():
    with pytest.raises(VocoderError, match="100 mels"):
        GriffinLim(SPEC)(np.zeros((80, 4), np.float32))
