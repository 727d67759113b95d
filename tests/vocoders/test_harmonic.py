"""The harmonic vocoder: its sources by their formulas, its filter, its promises."""
import dataclasses

import numpy as np
import pytest
import torch

import vocoders
from vocoders import weights
from vocoders.harmonic import HarmonicConfig, HarmonicVocoder, minimum_phase, pulses, sources, voicing
from vocoders.mel import MelSpec, SpecMismatch, VocoderError, mel_spectrogram
from vocoders.pitch import track

SPEC = MelSpec()
CONFIG = HarmonicConfig(width=16, blocks=2)


@pytest.fixture
def vocoder():
    torch.manual_seed(0)
    return HarmonicVocoder(CONFIG, SPEC)


def spoken(frames=30, hertz=160.0):
    """A mel and pitch like those of a voice."""
    at = np.arange(frames * SPEC.hop) / SPEC.sample_rate
    samples = 0.1 * sum(np.cos(2 * np.pi * hertz * k * at + k * k) / k for k in range(1, 30))
    return mel_spectrogram(samples, SPEC), np.full(frames, hertz, np.float32)


@pytest.mark.parametrize("count", [1, 7, 40, 133])
def test_the_closed_form_is_the_sum_of_cosines(count):
    near = [sign * tiny for tiny in (0, 1e-15, 1e-9, 1e-6, 0.99e-4, 1.01e-4, 1e-3, 0.01) for sign in (1, -1)]
    phase = np.array([turns * 2 * np.pi + offset for turns in (0, 1, -1, 5000) for offset in (*near, 0.3, 1.0, np.pi, 2.5)])
    expected = np.cos(np.arange(1, count + 1) * phase[:, None]).sum(1)
    np.testing.assert_allclose(pulses(phase, np.full(len(phase), float(count))), expected, atol=2e-3 * count)
    assert pulses(np.zeros(1), np.array([float(count)]))[0] == pytest.approx(count)


def test_a_harmonic_fades_in():
    phase = np.linspace(-3, 3, 50)
    lower, half, upper = (pulses(phase, np.full(50, harmonics)) for harmonics in (4.0, 4.5, 5.0))
    np.testing.assert_allclose(half, (lower + upper) / 2, atol=1e-9)


def test_pulses_hold_the_harmonics_under_the_limit_alike_and_none_above():
    train = sources(np.full(400, 200.0), SPEC, 6000.0, np.random.default_rng(0))[0]
    middle = train[2000:2000 + 24000] * np.hanning(24000)
    spectrum = np.abs(np.fft.rfft(middle))  # a bin is 1 Hz
    at = spectrum[200:5900:200]
    assert at.max() / at.min() < 1.05
    assert spectrum[6300:].max() < 1e-3 * at.min()
    assert spectrum[300:5900:200].max() < 1e-3 * at.min()
    assert np.mean(train[2000:26000] ** 2) == pytest.approx(6000 / SPEC.sample_rate, rel=0.03)  # K/2 times 2 f0 / rate


def test_the_pulses_follow_a_moving_pitch():
    pitch = np.geomspace(120, 240, 200).astype(np.float32)
    found = track(sources(pitch, SPEC, 6000.0, np.random.default_rng(0))[0], SPEC)
    assert np.abs(1200 * np.log2(found[6:-6] / pitch[6:-6])).max() < 20


def test_where_nothing_is_voiced_there_is_only_steady_noise():
    train, hiss, breath = sources(np.zeros(60), SPEC, 6000.0, np.random.default_rng(0))
    assert not train.any() and not breath.any()
    assert hiss.std() == pytest.approx(1, abs=0.03)


def test_breath_swells_with_the_pulses_and_is_as_strong_as_the_noise():
    train, _, breath = sources(np.full(400, 100.0), SPEC, 6000.0, np.random.default_rng(0))
    assert breath.std() == pytest.approx(1, abs=0.05)
    period = SPEC.sample_rate // 100
    start = train[:2 * period].argmax()
    power = (breath[start:start + 300 * period].reshape(300, period) ** 2).mean(0)
    assert power[:20].mean() > 5 * power[period // 2 - 10:period // 2 + 10].mean()


def test_the_phase_is_that_of_a_minimum_phase_filter():
    around = np.exp(-1j * np.pi * np.arange(513) / 512)
    response = (1 - 0.6 * around) / (1 - 1.2 * around + 0.7 * around**2)  # zeros and poles inside the circle
    np.testing.assert_allclose(minimum_phase(np.log(np.abs(response))), np.angle(response), atol=1e-3)


def test_length_is_frames_times_hop(vocoder):
    for frames in (1, 2, 5, 31):
        mel, pitch = spoken(frames)
        samples = vocoder(mel, pitch)
        assert samples.shape == (frames * SPEC.hop,) and samples.dtype == np.float32 and np.isfinite(samples).all()


def test_the_seed_decides(vocoder):
    mel, pitch = spoken()
    np.testing.assert_array_equal(vocoder(mel, pitch, seed=4), vocoder(mel, pitch, seed=4))
    assert not np.array_equal(vocoder(mel, pitch, seed=4), vocoder(mel, pitch, seed=5))


def test_it_speaks_at_the_pitch_it_is_given(vocoder):
    for hertz in (110.0, 220.0):
        mel, _ = spoken(60, 160.0)
        found = track(vocoder(mel, np.full(60, hertz, np.float32)), SPEC)[8:-8]
        assert (found > 0).mean() > 0.8
        assert np.median(np.abs(1200 * np.log2(found[found > 0] / hertz))) < 10


def test_what_is_said_far_away_does_not_matter(vocoder):
    reach = (CONFIG.blocks + 1) * (CONFIG.kernel // 2)
    rng = np.random.default_rng(0)
    mel, pitch = rng.normal(-4, 2, (SPEC.mels, 60)).astype(np.float32), rng.uniform(100, 200, 60)
    whole, part = vocoder.filters(mel, voicing(pitch)), vocoder.filters(mel[:, 10:50], voicing(pitch[10:50]))
    np.testing.assert_allclose(part[reach:-reach], whole[10 + reach:50 - reach], atol=1e-4)
    assert np.abs(part[0] - whole[10]).max() > 1e-3


@pytest.mark.parametrize("half", [False, True])
def test_a_saved_vocoder_is_the_same(vocoder, tmp_path, half):
    vocoder.save(tmp_path / "v.safetensors", half=half, steps=12)
    again = vocoders.load(tmp_path / "v.safetensors")
    assert (again.name, again.needs_pitch, again.spec, again.config) == ("harmonic", True, SPEC, CONFIG)
    assert weights.describe(tmp_path / "v.safetensors")["steps"] == 12
    mel, pitch = spoken()
    np.testing.assert_allclose(again(mel, pitch), vocoder(mel, pitch), atol=5e-3 if half else 0)


def test_other_mels_and_missing_or_impossible_pitch_are_refused(vocoder, tmp_path):
    mel, pitch = spoken()
    for bad in (None, pitch[:-1], np.full(30, np.nan), np.full(30, -5.0), np.full(30, 20000.0)):
        with pytest.raises(VocoderError, match="pitch"):
            vocoder(mel, bad)
    with pytest.raises(VocoderError, match="100 mels"):
        vocoder(mel[:80], pitch)
    vocoder.save(tmp_path / "v.safetensors")
    with pytest.raises(SpecMismatch, match="mels 80"):
        vocoders.load(tmp_path / "v.safetensors", dataclasses.replace(SPEC, mels=80))


def test_weights_of_another_config_are_told(vocoder, tmp_path):
    vocoder.save(tmp_path / "v.safetensors")
    tensors, meta = weights.load(tmp_path / "v.safetensors")
    broken = {
        "width": meta | {"config": meta["config"] | {"width": 8}},
        "colour": meta | {"config": meta["config"] | {"colour": 1}},
        "spec": {key: value for key, value in meta.items() if key != "spec"},
        "config": {key: value for key, value in meta.items() if key != "config"},
    }
    for name, about in broken.items():
        weights.save(tmp_path / f"{name}.safetensors", tensors, about)
        with pytest.raises(VocoderError, match=str(tmp_path / name)):
            vocoders.load(tmp_path / f"{name}.safetensors")
