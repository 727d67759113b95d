"""Decoder and vocoder trained together."""

import pytest
import torch

from tts.acoustic.fastspeech2 import FastSpeech2
from tts.training import joint
from tts.training.joint import JointTrainer, JointTrainingConfig
from vocoders.export import quantizable
from vocoders.harmonic.network import HarmonicVocoder
from vocoders.training.feature_file import FeatureFile


@pytest.fixture
def joint_config(tiny_voices, features_path, tmp_path, monkeypatch):
    """Makes the hyperparameters of a short run, in which even small layers are quantized."""
    monkeypatch.setattr(quantizable, "MIN_WEIGHTS", 256)

    def make(**changes):
        small = {
            "speakers": ("ann", "bob"),
            "steps": 4,
            "batch_size": 3,
            "segment_frames": 16,
            "disc_segment_frames": 12,
            "periods": (2, 3),
            "period_widths": (4, 4),
            "n_ffts": (512,),
            "stft_width": 4,
            "adversarial_from": 0,
            "generator_from": 0,
            "warmup_steps": 1,
            "calibration_batches": 2,
            "workers": 0,
            "log_every": 2,
            "save_every": 2,
            "validate_every": 100,
        }
        return JointTrainingConfig(
            str(features_path),
            str(tmp_path / "out"),
            str(tiny_voices / "harmonic.safetensors"),
            acoustic=str(tiny_voices / "acoustic.safetensors"),
            **(small | changes),
        )

    return make


def changed(before, after):
    """Names of the weights that differ."""
    return {name for name, value in before.items() if not torch.equal(value, after[name])}


@pytest.mark.parametrize("quantized", [False, True])
def test_decoder_and_vocoder_are_trained_and_nothing_else(joint_config, quantized):
    config = joint_config(quantized=quantized)
    acoustic, vocoder = joint.train_jointly(config)
    moved = changed(
        FastSpeech2.load(config.acoustic).state_dict(), FastSpeech2.load(acoustic).state_dict()
    )
    assert moved and all(name.startswith("decoder.") for name in moved)
    assert not any(name.endswith("layer_scale") for name in moved)
    assert changed(
        HarmonicVocoder.load(config.init_from).network.state_dict(),
        HarmonicVocoder.load(vocoder).network.state_dict(),
    )


def test_the_generator_rests_until_the_discriminators_know_something(joint_config):
    config = joint_config(generator_from=3, quantized=False, steps=3)
    acoustic, _ = joint.train_jointly(config)
    before, after = (FastSpeech2.load(path).state_dict() for path in (config.acoustic, acoustic))
    assert not changed(before, after)


def test_a_run_that_stopped_goes_on_as_if_it_had_not(joint_config, tmp_path):
    whole = joint.train_jointly(joint_config())
    expected = FastSpeech2.load(whole[0]).state_dict()
    for path in (tmp_path / "out").iterdir():
        if path.is_file():
            path.unlink()
    joint.train_jointly(joint_config(steps=2))
    again = joint.train_jointly(joint_config())
    assert not changed(expected, FastSpeech2.load(again[0]).state_dict())


def test_real_mels_and_predicted_ones_have_losses_of_their_own(joint_config):
    config = joint_config(quantized=False)
    features = FeatureFile.load(config.features)
    for fraction, names in ((0.0, {"predicted_mel"}), (1.0, {"mel"})):
        trainer = JointTrainer(joint_config(quantized=False, real_fraction=fraction), features)
        batch = trainer.joint_sampler(features.select("train", config.speakers))(0)
        losses = trainer.losses(batch)
        assert names == {"mel", "predicted_mel"} & set(losses)
        losses["decoder_mel"].backward()
        assert trainer.network.decoder.out_proj.weight.grad.abs().sum() > 0


def test_the_sound_of_predicted_mels_trains_the_decoder(joint_config):
    config = joint_config(quantized=False, real_fraction=0.0, decoder_mel_weight=0.0)
    features = FeatureFile.load(config.features)
    trainer = JointTrainer(config, features)
    batch = trainer.joint_sampler(features.select("train", config.speakers))(0)
    trainer.total_loss(trainer.losses(batch)).backward()
    assert trainer.network.decoder.out_proj.weight.grad.abs().sum() > 0


def test_the_command_writes_both_files(joint_config, command, tmp_path):
    config = joint_config()
    recipe = tmp_path / "joint.toml"
    lines = [
        f'features = "{config.features}"',
        f'out = "{config.out}"',
        f'acoustic = "{config.acoustic}"',
        f'init_from = "{config.init_from}"',
        'speakers = ["ann", "bob"]',
        "steps = 1",
        "batch_size = 2",
        "segment_frames = 16",
        "disc_segment_frames = 12",
        "calibration_batches = 1",
    ]
    recipe.write_text("\n".join(lines), encoding="utf-8")
    command(joint, recipe)
    assert FastSpeech2.load(f"{config.out}/acoustic.safetensors")
    assert HarmonicVocoder.load(f"{config.out}/vocoder.safetensors")
