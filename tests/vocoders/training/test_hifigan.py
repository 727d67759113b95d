"""HiFi-GAN's training."""

import numpy as np
import pytest
import torch

from vocoders.errors import VocoderError
from vocoders.hifigan_config import HifiganConfig
from vocoders.mel_config import MelConfig
from vocoders.training.feature_file import FeatureFile
from vocoders.training.hifigan import HifiganTrainer

CONFIG = HifiganConfig("2", (16, 16), (32, 32), 16, (3,), ((1, 3),))


AS_PUBLISHED = {"harmonicity_weight": 0.0, "phase_weight": 0.0}


def test_its_weight_normalized_average_speaks_as_the_network_does(settings, features, tmp_path):
    trainer = HifiganTrainer(
        settings(tmp_path, ema_decay=0.0, adversarial_from=100, **AS_PUBLISHED), CONFIG, features
    )
    batch = trainer.sampler([0, 2])(0)
    losses = trainer.train_step(batch)
    assert losses.keys() == {"mel"}
    with torch.no_grad():
        expected = trainer.network(batch.mel[:1])[0].numpy()
    np.testing.assert_allclose(trainer.vocoder()(batch.mel[0].numpy()), expected, atol=1e-4)


def test_losses_of_the_harmonics_are_minimized_where_they_have_a_weight(
    settings, features, tmp_path
):
    """The phase loss of a generator is 0 for the wave itself, whenever its pulses come."""
    trainer = HifiganTrainer(settings(tmp_path, adversarial_from=100), CONFIG, features)
    batch = trainer.sampler([0, 2])(0)
    assert trainer.train_step(batch).keys() == {"mel", "harmonicity", "phase"}
    trainer.network.forward = lambda mel: batch.samples
    same = trainer.generate(batch)[1]
    noise = 0.1 * torch.randn(batch.samples.shape, generator=torch.Generator().manual_seed(0))
    trainer.network.forward = lambda mel: noise
    other = trainer.generate(batch)[1]
    assert float(same["harmonicity"]) < 1e-4 and float(same["phase"]) < 1e-3
    assert float(other["phase"]) > 0.3 and float(other["harmonicity"]) > 0.05


def test_a_run_begins_from_weights_that_it_names(settings, features, tmp_path):
    first = HifiganTrainer(settings(tmp_path, steps=1), CONFIG, features)
    first.save()
    path = str(tmp_path / "vocoder.safetensors")
    second = HifiganTrainer(settings(tmp_path, init_from=path, seed=3), CONFIG, features)
    mel = features.arrays["mel"][1].T.astype(np.float32)
    np.testing.assert_allclose(second.vocoder()(mel), first.vocoder()(mel), atol=1e-5)


def test_mels_of_another_hop_are_refused(settings, features, tmp_path):
    other = FeatureFile(MelConfig(hop_length=128), features.clips, features.arrays, {})
    with pytest.raises(VocoderError, match=r"makes 256 samples a frame, .* have 128"):
        HifiganTrainer(settings(tmp_path), CONFIG, other)
