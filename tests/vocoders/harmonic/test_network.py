"""The network of the harmonic vocoder: its weights, its phase, its context."""

import dataclasses

import numpy as np
import pytest
import torch

import vocoders
from vocoders import weights
from vocoders.errors import VocoderError
from vocoders.harmonic.config import HarmonicConfig
from vocoders.harmonic.filters import harmonic_bins
from vocoders.harmonic.network import HarmonicVocoder, minimum_phase
from vocoders.mel_config import MelConfig
from vocoders.pitch import fill_f0

SPEC = MelConfig()
CONFIG = HarmonicConfig(hidden_dim=16, num_blocks=2)


def test_weights_keep_their_activation_and_unknown_ones_are_told(tmp_path, spoken):
    torch.manual_seed(0)
    made = HarmonicVocoder(dataclasses.replace(CONFIG, activation="relu"), SPEC)
    made.save(tmp_path / "a.safetensors")
    np.testing.assert_array_equal(
        HarmonicVocoder.load(tmp_path / "a.safetensors")(*spoken()), made(*spoken())
    )
    smooth = HarmonicVocoder(CONFIG, SPEC)
    smooth.network.load_state_dict(made.network.state_dict())
    assert np.abs(smooth(*spoken()) - made(*spoken())).max() > 1e-4
    with pytest.raises(VocoderError, match=r"there is no activation 'swish'\. Known: gelu, relu"):
        HarmonicVocoder(dataclasses.replace(CONFIG, activation="swish"), SPEC)


def test_noise_is_softer_in_voiced_frames_at_low_frequencies_alone():
    torch.manual_seed(0)
    plain = HarmonicVocoder(CONFIG, SPEC)
    quiet = HarmonicVocoder(dataclasses.replace(CONFIG, voiced_noise_db=-6.0), SPEC)
    quiet.network.load_state_dict(plain.network.state_dict())
    mel = np.full((SPEC.n_mels, 4), -4, np.float32)
    features = fill_f0(np.array([0.0, 0.0, 120.0, 120.0])).features
    base, changed = (it.predict_filters(mel, features)[0] for it in (plain, quiet))
    pulse_bins = harmonic_bins(SPEC, CONFIG.max_voiced_hz)
    noise = slice(2 * pulse_bins, 2 * pulse_bins + SPEC.n_fft // 2 + 1)
    decibels = (changed - base) * 20 / np.log(10)
    bin_of = SPEC.n_fft / SPEC.sample_rate
    np.testing.assert_allclose(decibels[2:, noise][:, : int(3000 * bin_of)], -6, atol=1e-3)
    np.testing.assert_allclose(decibels[2:, noise][:, int(5000 * bin_of) + 1 :], 0, atol=1e-3)
    decibels[2:, noise] = 0
    np.testing.assert_allclose(decibels, 0, atol=1e-3)


def test_the_phase_is_that_of_a_minimum_phase_filter():
    around = np.exp(-1j * np.pi * np.arange(513) / 512)
    response = (1 - 0.6 * around) / (
        1 - 1.2 * around + 0.7 * around**2
    )  # zeros and poles inside the circle
    np.testing.assert_allclose(
        minimum_phase(np.log(np.abs(response))), np.angle(response), atol=1e-3
    )


def test_what_is_said_far_away_does_not_matter(vocoder):
    reach = (CONFIG.num_blocks + 1) * (CONFIG.kernel_size // 2)
    rng = np.random.default_rng(0)
    mel = rng.normal(-4, 2, (SPEC.n_mels, 60)).astype(np.float32)
    pitch = rng.uniform(100, 200, 60)
    (whole, _), (part, _) = (
        vocoder.predict_filters(mel, fill_f0(pitch).features),
        vocoder.predict_filters(mel[:, 10:50], fill_f0(pitch[10:50]).features),
    )
    np.testing.assert_allclose(part[reach:-reach], whole[10 + reach : 50 - reach], atol=1e-4)
    assert np.abs(part[0] - whole[10]).max() > 1e-3


@pytest.mark.parametrize("fp16", [False, True])
def test_a_saved_vocoder_is_the_same(vocoder, tmp_path, fp16, spoken):
    vocoder.save(tmp_path / "v.safetensors", fp16=fp16, steps=12)
    again = vocoders.load(tmp_path / "v.safetensors")
    assert (again.name, again.needs_pitch, again.spec, again.config) == (
        "harmonic",
        True,
        SPEC,
        CONFIG,
    )
    assert weights.tensor_metadata(tmp_path / "v.safetensors")["steps"] == 12
    mel, pitch = spoken()
    np.testing.assert_allclose(again(mel, pitch), vocoder(mel, pitch), atol=5e-3 if fp16 else 0)


def test_weights_of_another_config_are_told(vocoder, tmp_path):
    vocoder.save(tmp_path / "v.safetensors")
    tensors, meta = weights.load_tensors(tmp_path / "v.safetensors")
    broken = {
        "width": meta | {"config": meta["config"] | {"width": 8}},
        "colour": meta | {"config": meta["config"] | {"colour": 1}},
        "mel_config": {key: value for key, value in meta.items() if key != "mel_config"},
        "config": {key: value for key, value in meta.items() if key != "config"},
    }
    for name, about in broken.items():
        weights.save(tmp_path / f"{name}.safetensors", tensors, about)
        with pytest.raises(VocoderError, match=str(tmp_path / name)):
            vocoders.load(tmp_path / f"{name}.safetensors")
