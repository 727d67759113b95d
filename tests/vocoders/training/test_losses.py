"""What vocoders are trained to make small: each distance sees what it is for, and nothing else."""

import numpy as np
import pytest
import torch

from vocoders.mel import mel_spectrogram
from vocoders.mel_config import MelConfig
from vocoders.training.losses import (
    HarmonicityLoss,
    HarmonicPhaseLoss,
    InputMelLoss,
    MultiResMelLoss,
    discriminator_loss,
    feature_matching_loss,
    generator_loss,
)
from vocoders.training.stft import batch_stft

SPEC = MelConfig()
FRAMES = 64
HERTZ = 125.0
COUNT = FRAMES * SPEC.hop_length
PERIOD = SPEC.sample_rate / HERTZ
PITCH = torch.full((1, FRAMES), HERTZ)
VOICED = torch.ones(1, FRAMES)


def voice(delay=0.0, scatter=0.0, seed=0):
    """Harmonics whose levels fall, begun so many samples later, their phases scattered by so many
    turns: (1, samples).
    """
    at = np.arange(COUNT) - delay
    turns = scatter * np.random.default_rng(seed).uniform(-0.5, 0.5, 90)
    wave = sum(np.cos(2 * np.pi * (k * at / PERIOD + turns[k])) / np.sqrt(k) for k in range(1, 90))
    return torch.from_numpy(0.05 * wave).float()[None]


def noise(seed=0):
    return 0.1 * torch.randn(1, COUNT, generator=torch.Generator().manual_seed(seed))


# ---------------------------------------------------------------- log mels


def test_the_mel_distance_hears_levels_and_not_phases():
    distance = MultiResMelLoss(SPEC)
    assert distance(voice(), voice()) == 0
    assert distance(0.5 * voice(), voice()) == pytest.approx(np.log(2), abs=0.01)
    assert distance(voice(delay=PERIOD / 2), voice()) < 0.25 < distance(noise(), voice())


def test_the_mel_loss_of_a_louder_copy_is_the_gain():
    loss = MultiResMelLoss(SPEC)
    assert loss(noise(), noise()) == 0
    assert loss(2 * noise(), noise()) == pytest.approx(np.log(2), abs=1e-3)


def test_what_was_asked_for_is_a_mel_of_the_vocoders_own_spec():
    asked = torch.from_numpy(mel_spectrogram(noise()[0].numpy(), SPEC))[None]
    distance = InputMelLoss(SPEC)
    assert distance(noise(), asked) < 1e-5
    assert distance(2 * noise(), asked) == pytest.approx(np.log(2), abs=1e-3)
    assert distance(noise(1), asked) > 0.1


# ---------------------------------------------------------------- harmonics or noise


def test_ripple_tells_harmonics_from_noise():
    ripple = HarmonicityLoss(SPEC)
    assert ripple(voice(), voice(), PITCH, VOICED) == 0
    same = max(
        float(ripple(voice(scatter=1.0, delay=50), voice(), PITCH, VOICED)),
        float(ripple(noise(1), noise(2), PITCH, VOICED)),
    )
    other = min(
        float(ripple(noise(), voice(), PITCH, VOICED)),
        float(ripple(voice(), noise(), PITCH, VOICED)),
    )
    assert other > 4 * same


def test_ripple_hears_the_band_in_which_noise_begins():
    ripple = HarmonicityLoss(SPEC)
    spectrum = [torch.fft.rfft(wave) for wave in (voice(), noise())]
    edges = [int(hertz * COUNT / SPEC.sample_rate) for hertz in (3000, 6000, 9000)]
    mixed = [
        torch.fft.irfft(torch.cat([spectrum[0][:, :edge], 0.02 * spectrum[1][:, edge:]], 1))
        for edge in edges
    ]
    near, far = (float(ripple(wave, mixed[0], PITCH, VOICED)) for wave in mixed[1:])
    assert 0 < 1.5 * near < far


def test_ripple_does_not_care_for_a_small_error_of_the_pitch():
    ripple = HarmonicityLoss(SPEC)
    exact, off, wrong = (
        float(ripple(noise(), voice(), pitch, VOICED))
        for pitch in (PITCH, 1.005 * PITCH, 1.3 * PITCH)
    )
    assert off == pytest.approx(exact, rel=0.15)
    assert wrong < 0.7 * exact  # it is the ripple of this pitch that is meant


def test_ripple_asks_of_voiced_frames_alone():
    ripple = HarmonicityLoss(SPEC)
    wave = voice().clone()
    wave[:, COUNT // 2 :] = noise()[:, COUNT // 2 :]
    voiced = VOICED.clone()
    voiced[:, FRAMES // 2 - 6 :] = 0
    assert ripple(wave, voice(), PITCH, VOICED) > 0.05
    assert ripple(wave, voice(), PITCH, voiced) < 1e-3
    assert ripple(wave, voice(), PITCH, 0 * VOICED) == 0


# ---------------------------------------------------------------- the harmonics' phases


def spectrum(wave):
    return batch_stft(wave, SPEC)


def phase(limit=8000.0):
    return HarmonicPhaseLoss(SPEC, limit)


@pytest.mark.parametrize("turns", [0.0, 0.21, 0.5, 0.9])
def test_pulses_that_come_later_have_the_same_phases(turns):
    assert phase()(spectrum(voice(turns * PERIOD)), spectrum(voice()), PITCH, VOICED) < 0.02


def test_scattered_phases_are_far():
    real = spectrum(voice())
    half, whole = (
        float(phase()(spectrum(voice(scatter=scatter)), real, PITCH, VOICED))
        for scatter in (0.4, 1.0)
    )
    assert 0.05 < half < 0.5 < 0.6 < whole < 1.1
    assert phase()(spectrum(noise()), real, PITCH, VOICED) > 0.75


def test_levels_are_no_matter_of_phase():
    assert phase()(3 * spectrum(voice()), spectrum(voice()), PITCH, VOICED) < 0.02


def test_phases_above_the_limit_are_free():
    real = spectrum(voice())
    mixed = real.clone()
    above = torch.arange(real.shape[2]) * SPEC.sample_rate / SPEC.n_fft > 4000
    mixed[..., above] = spectrum(noise())[..., above]
    assert (
        phase(4000.0)(mixed, real, PITCH, VOICED) < 0.02 < phase(8000.0)(mixed, real, PITCH, VOICED)
    )


def test_phases_count_where_voiced():
    real = spectrum(voice())
    mixed = torch.cat([real[:, :32], spectrum(noise())[:, 32:]], 1)
    voiced = VOICED.clone()
    voiced[:, 32:] = 0
    assert phase()(mixed, real, PITCH, voiced) < 0.02 < 0.2 < phase()(mixed, real, PITCH, VOICED)


# ---------------------------------------------------------------- all of them

DISTANCES = {
    "mel": lambda made, real: MultiResMelLoss(SPEC)(made, real),
    "ripple": lambda made, real: HarmonicityLoss(SPEC)(made, real, PITCH, VOICED),
    "phase": lambda made, real: phase()(spectrum(made), spectrum(real), PITCH, VOICED),
}


@pytest.mark.parametrize("name", DISTANCES)
@pytest.mark.parametrize("made", ["noise", "silence", "the same"])
def test_gradients_are_finite_even_of_silence(name, made):
    wave = {"noise": noise(), "silence": torch.zeros(1, COUNT), "the same": voice()}[
        made
    ].requires_grad_()
    DISTANCES[name](wave, voice()).backward()
    assert torch.isfinite(wave.grad).all()
    DISTANCES[name](wave, torch.zeros(1, COUNT)).backward()
    assert torch.isfinite(wave.grad).all()


@pytest.mark.parametrize("name", DISTANCES)
def test_going_down_the_gradient_brings_the_wave_nearer(name):
    torch.manual_seed(0)
    wave = (voice(scatter=0.5) + noise()).requires_grad_()
    real = voice()
    before = DISTANCES[name](wave, real)
    before.backward()
    step = 0.02 * wave.grad / wave.grad.abs().mean()
    after = min(
        float(DISTANCES[name]((wave - size * step).detach(), real)) for size in (1.0, 0.1, 0.01)
    )
    assert after < before.item() - 1e-4


# ---------------------------------------------------------------- least squares


def judged(value, maps=0.0):
    return [(torch.full((2, 1, 3), value), [torch.full((2, 4, 3), maps)])]


def test_least_squares_want_one_for_real_and_nought_for_made():
    assert discriminator_loss(judged(1.0), judged(0.0)) == 0
    assert discriminator_loss(judged(0.5), judged(0.5)) == pytest.approx(0.5)
    assert generator_loss(judged(1.0)) == 0
    assert generator_loss(judged(0.0) + judged(-1.0)) == pytest.approx(5)
    assert feature_matching_loss(judged(0, 1.0) * 2, judged(0, 0.25) * 2) == pytest.approx(1.5)
