"""The WaveNet's training: likelihood rises; a run that stops goes on."""

import json
import math
from pathlib import Path

import numpy as np
import pytest
import soundfile
import torch

import vocoders
from vocoders import weights
from vocoders.errors import VocoderError
from vocoders.mel_config import MelConfig
from vocoders.training import device
from vocoders.training import train as training
from vocoders.training import wavenet as module
from vocoders.training.checkpoint import load_checkpoint
from vocoders.training.recipe import read_recipe
from vocoders.training.train import VOCODER_TRAINERS, train_recipe, train_vocoder_model
from vocoders.training.vocoder_trainer import VocoderTrainingConfig
from vocoders.training.wavenet import WaveNetTrainer, negative_log_likelihood
from vocoders.training.wavenet_segments import receptive_frames


class NoLog:
    """A log that nothing is written to."""

    add_audio = staticmethod(lambda *_: None)


def test_a_tone_is_learned(wavenet, tmp_path):
    features = wavenet.features
    held_out = 3
    fresh = WaveNetTrainer(wavenet.settings(tmp_path), wavenet.config, features)
    before = fresh.validate(NoLog())["nll"]
    samples = features.arrays["samples"][held_out] / 32768
    # nats of a normal distribution as wide as the clip
    blind = math.log(np.std(samples) * 32768 * math.sqrt(2 * math.pi * math.e))
    run = wavenet.settings(tmp_path, steps=180, ema_decay=0.9, lr_half_life=100)
    network = vocoders.load(train_vocoder_model(run, wavenet.config)).network
    after = negative_log_likelihood(network, features, held_out)
    assert after < before - 1.5 and after < blind - 1.5
    synthesized, rate = soundfile.read(tmp_path / "b2.wav")
    assert rate == 8000 and len(synthesized) == 50 * 16 and np.std(synthesized) > 0.01


def test_stopped_and_resumed_is_as_if_never_stopped(wavenet, tmp_path, monkeypatch):
    # each new run times it, and on a busy machine two may differ
    monkeypatch.setattr(device, "pick_precision", lambda device: torch.float32)
    whole = train_vocoder_model(wavenet.settings(tmp_path / "whole", steps=20), wavenet.config)
    train_vocoder_model(wavenet.settings(tmp_path / "parts", steps=10), wavenet.config)
    parts = train_vocoder_model(wavenet.settings(tmp_path / "parts", steps=20), wavenet.config)
    (one, header), (two, again) = weights.load_tensors(whole), weights.load_tensors(parts)
    assert header["step"] == again["step"] == 20 and header["training"]["vocoder"] == "wavenet"
    for name, value in one.items():
        np.testing.assert_array_equal(value, two[name], err_msg=name)
    first, second = (
        load_checkpoint(tmp_path / place / "last.pt", torch.device("cpu"))
        for place in ("whole", "parts")
    )
    assert set(first) == {"network", "optimizer", "ema", "step", "precision"}  # no discriminators
    for name, value in first["network"].items():
        torch.testing.assert_close(value, second["network"][name], atol=0, rtol=0)
    # the average is saved
    assert any(not np.array_equal(value, first["network"][name]) for name, value in one.items())


def test_the_learning_rate_warms_up_and_halves(wavenet, tmp_path):
    config = wavenet.settings(tmp_path, learning_rate=1e-3, warmup_steps=10, lr_half_life=100)
    trainer = WaveNetTrainer(config, wavenet.config, wavenet.features)
    rates = []
    for step in (0, 4, 100, 200):
        trainer.step = step
        rates.append(trainer.learning_rate())
    assert rates == pytest.approx([1e-4, 5e-4 * 0.5**0.04, 5e-4, 2.5e-4])


def test_samples_without_their_past_have_no_part_in_the_loss(wavenet, tmp_path):
    trainer = WaveNetTrainer(wavenet.settings(tmp_path), wavenet.config, wavenet.features)
    batch = wavenet.sampler()(1)
    loss = trainer.losses(batch)["nll"].item()
    assert trainer.losses(batch._replace(loss_mask=~batch.loss_mask))["nll"].item() != loss
    everywhere = torch.ones_like(batch.loss_mask)
    assert trainer.losses(batch._replace(loss_mask=everywhere))["nll"].item() != loss


def test_a_run_may_start_from_weights(wavenet, tmp_path):
    path = train_vocoder_model(wavenet.settings(tmp_path / "a", steps=3), wavenet.config)
    config = wavenet.settings(tmp_path, init_from=str(path))
    trainer = WaveNetTrainer(config, wavenet.config, wavenet.features)
    for name, value in weights.load_tensors(path)[0].items():
        np.testing.assert_array_equal(trainer.network.state_dict()[name].numpy(), value)


def test_without_numba_nothing_is_begun(wavenet, tmp_path, monkeypatch):
    def missing():
        raise VocoderError("no Numba")

    monkeypatch.setattr(module, "import_kernels", missing)
    with pytest.raises(VocoderError, match="no Numba"):
        train_vocoder_model(wavenet.settings(tmp_path), wavenet.config)


def test_a_wavenet_is_trained_by_its_recipe(wavenet, tmp_path):
    (tmp_path / "r.toml").write_text(
        f'vocoder = "wavenet"\nfeatures = "{wavenet.path}"\nout = "{tmp_path / "out"}"\nsteps = 2\n'
        "batch_size = 2\nsegment_frames = 12\nworkers = 0\nresidual_channels = 8\n"
        "skip_channels = 8\nstacks = 1\n"
        "layers_per_stack = 3\ncond_channels = 8\nmixture_components = 2\n"
        "lpc_order = 0\npitch_taps = 0\n"
    )
    vocoder = vocoders.load(train_recipe(tmp_path / "r.toml"), wavenet.mel_config)
    assert vocoder.name == "wavenet" and vocoder.network.config.layers_per_stack == 3
    assert vocoder(np.zeros((6, 3), np.float32)).shape == (48,)


def test_the_recipe_of_the_repository_is_for_the_packaged_voices():
    path = Path(training.__file__).parent / "recipes" / "wavenet.toml"
    network_config = VOCODER_TRAINERS["wavenet"].network_config
    config, shape = read_recipe(path, VocoderTrainingConfig, network_config)
    assert config.vocoder == "wavenet"
    assert config.segment_frames > 4 * receptive_frames(shape, MelConfig())
    voices = Path(training.__file__).parents[2] / "tts" / "voices"
    names = [  # those that share an acoustic model
        place.parent.name
        for place in voices.glob("*/voice.json")
        if json.loads(place.read_text())["acoustic"].startswith("../")
    ]
    assert sorted(config.speakers) == sorted(names)
