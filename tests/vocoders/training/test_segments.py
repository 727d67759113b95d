"""Random segments: what they hold, and of which clips."""

import numpy as np
import pytest
import torch

from vocoders import pitch
from vocoders.errors import VocoderError
from vocoders.mel import mel_spectrogram
from vocoders.mel_config import MelConfig
from vocoders.training.feature_file import FeatureFile
from vocoders.training.segments import SPEED_RANGE, SegmentSampler

SPEC = MelConfig()
MAX_VOICED_HZ = 8000.0
HOP = SPEC.hop_length


@pytest.fixture
def sampler(features):
    """Makes a sampler of training clips."""

    def make(segment_frames=16, batch_size=4, clips=(0, 1, 2), **more):
        return SegmentSampler(features, clips, segment_frames, batch_size, 0, MAX_VOICED_HZ, **more)

    return make


def test_a_step_always_has_the_same_batch_and_another_another(sampler):
    first = sampler()(5)
    again = sampler()(5)
    other = sampler()(6)
    for one, two in zip(first, again, strict=True):
        torch.testing.assert_close(one, two, atol=0, rtol=0)
    assert not torch.equal(first.samples, other.samples)
    assert [tuple(part.shape) for part in first] == [
        (4, 4096),
        (4, 100, 16),
        (4, 2, 16),
        (4, 2, 4096),
        (4, 2, 512),
        (4,),
    ]


def test_the_mel_of_a_segment_is_that_of_its_samples(sampler):
    batch = sampler()(3)
    inside = slice(3, -3)
    compared = 0
    for samples, mel in zip(batch.samples.numpy(), batch.mel.numpy(), strict=True):
        if np.all(samples[-HOP:] == 0):
            continue  # a clip shorter than the segment
        found = mel_spectrogram(samples, SPEC)[:, inside]
        np.testing.assert_allclose(found, mel[:, inside], atol=0.02)  # samples are of 16 bits
        compared += 1
    assert compared


def test_speed_perturbation_raises_the_pitch_and_the_mel_with_it(features, sampler):
    batch = sampler(clips=[2], batch_size=60, speed_perturb_prob=1.0)(0)
    f0 = pitch.F0_REFERENCE_HZ * np.exp(batch.f0_features[:, 0].numpy() / 2)
    speeds = f0[:, 8] / np.median(features.arrays["f0"][2])
    assert SPEED_RANGE[0] < speeds.min() < 0.93 and 1.2 < speeds.max() < SPEED_RANGE[1]
    assert batch.mel_is_real.all()
    for samples, mel in zip(batch.samples.numpy(), batch.mel.numpy(), strict=True):
        found = mel_spectrogram(samples, SPEC)
        # slower ones are empty above
        np.testing.assert_allclose(found[:80, 3:-3], mel[:80, 3:-3], atol=0.02)
    for samples, hertz in zip(batch.samples.numpy()[:5], f0[:5, 8], strict=True):
        spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples)), 1 << 16))
        low, high = (int(edge * hertz * (1 << 16) / SPEC.sample_rate) for edge in (0.7, 1.4))
        loudest = (low + spectrum[low:high].argmax()) * SPEC.sample_rate / (1 << 16)
        assert loudest == pytest.approx(hertz, rel=0.03)


def test_clips_are_drawn_by_their_length_and_short_ones_padded(sampler):
    batch = sampler(segment_frames=64, batch_size=50)(0)
    assert torch.isfinite(batch.mel).all() and batch.mel.shape == (50, 100, 64)
    frames = (batch.samples != 0).float().sum(1) / HOP
    assert (frames > 50).float().mean() > (frames < 20).float().mean()


def mean_of_samples(samples):
    return mel_spectrogram(samples.numpy(), SPEC)[:, 5:-5].mean()


def test_gta_mels_are_taken_as_often_as_their_fraction(sampler, write_gta, tmp_path):
    gta = FeatureFile.load(write_gta(tmp_path / "gta.safetensors"))
    louder = []
    predicted = []
    for fraction in (0.0, 0.5, 1.0):
        batch = sampler(batch_size=40, clips=[2], gta=gta, gta_fraction=fraction)(0)
        real = np.stack([mean_of_samples(samples) for samples in batch.samples])
        louder.append(float(np.mean(batch.mel[:, :, 5:-5].mean((1, 2)).numpy() - real > 0.5)))
        predicted.append(1 - float(batch.mel_is_real.float().mean()))
    np.testing.assert_allclose(predicted, louder)
    assert louder[0] == 0 and 0.25 < louder[1] < 0.75 and louder[2] == 1


def test_a_clip_without_a_gta_mel_has_its_real_one(sampler, write_gta, tmp_path):
    gta = FeatureFile.load(write_gta(tmp_path / "gta.safetensors"))
    batch = sampler(clips=[0], gta=gta, gta_fraction=1.0)(0)
    real = mean_of_samples(batch.samples[0])
    assert float(batch.mel[0, :, 5:-5].mean()) == pytest.approx(real, abs=0.05)


def test_gta_mels_of_another_configuration_are_refused(sampler, write_gta, tmp_path):
    other = write_gta(tmp_path / "other.safetensors", MelConfig(sample_rate=22050, f_max=11025.0))
    with pytest.raises(VocoderError, match="the file of GTA mels has sample_rate 22050"):
        sampler(gta=FeatureFile.load(other))
