"""The harmonic vocoder's training: runs that go on as if they had never stopped."""

import dataclasses

import numpy as np
import pytest
import torch

import vocoders
from vocoders import weights
from vocoders.training import device
from vocoders.training.checkpoint import load_checkpoint
from vocoders.training.recipe import RecipeError
from vocoders.training.train import train_vocoder_model


@pytest.mark.parametrize(
    "picks", [[torch.bfloat16, torch.bfloat16, torch.float32], [torch.float32] * 2]
)
def test_stopped_and_resumed_is_as_if_never_stopped(
    settings, network_config, tmp_path, monkeypatch, picks
):
    picked = iter([*picks, torch.bfloat16])  # a busy machine may measure otherwise each time
    monkeypatch.setattr(device, "pick_precision", lambda _: next(picked))
    monkeypatch.setattr(device, "matmul_seconds", lambda _: 1.0)
    whole = train_vocoder_model(settings(tmp_path / "whole", steps=6), network_config)
    train_vocoder_model(settings(tmp_path / "parts", steps=3), network_config)
    parts = train_vocoder_model(settings(tmp_path / "parts", steps=6), network_config)
    (one, header), (two, again) = weights.load_tensors(whole), weights.load_tensors(parts)
    assert header["step"] == again["step"] == 6
    for name, value in one.items():
        np.testing.assert_allclose(value, two[name], atol=1e-6, err_msg=name)
    first, second = (
        load_checkpoint(tmp_path / place / "last.pt", torch.device("cpu"))
        for place in ("whole", "parts")
    )
    assert first.keys() == {
        "network", "optimizer", "discriminators", "optimizer_d", "ema", "step",
        "precision",
    }  # fmt: skip
    for name, value in first["discriminators"].items():
        torch.testing.assert_close(value, second["discriminators"][name], atol=1e-6, rtol=0)


def test_training_brings_the_mel_nearer_and_leaves_a_vocoder_and_samples(
    settings, network_config, features_path, tmp_path, capsys
):
    quick = settings(
        tmp_path / "out",
        steps=60,
        adversarial_from=1000,
        log_every=10,
        learning_rate=3e-3,
        warmup_steps=5,
        ema_decay=0.5,
    )
    path = train_vocoder_model(quick, network_config)
    lines = [line for line in capsys.readouterr().err.splitlines() if line.startswith("step")]
    losses = [float(line.split("mel ")[1].split()[0]) for line in lines]
    assert len(losses) == 6 and losses[-1] < 0.8 * losses[0]
    assert (tmp_path / "out" / "b2.wav").is_file()
    vocoder = vocoders.load(path)
    assert vocoder.name == "harmonic" and vocoder.config == network_config
    assert weights.tensor_metadata(path)["training"]["features"] == str(features_path)


def test_weights_to_begin_from_must_be_of_the_recipes_shape(settings, network_config, tmp_path):
    start = str(train_vocoder_model(settings(tmp_path / "a", steps=1), network_config))
    other = dataclasses.replace(network_config, activation="relu")
    with pytest.raises(
        RecipeError,
        match=r"vocoder\.safetensors was made with HarmonicConfig\(.* write what differs",
    ):
        train_vocoder_model(settings(tmp_path / "b", init_from=start), other)
    train_vocoder_model(settings(tmp_path / "c", steps=1, init_from=start), network_config)


def test_a_run_ends_when_its_minutes_are_over(settings, network_config, tmp_path):
    run = settings(tmp_path / "out", steps=10**6, adversarial_from=10**6)
    path = train_vocoder_model(run, network_config, 0.02)
    assert 0 < weights.tensor_metadata(path)["step"] < 10**5


def test_a_run_takes_gta_mels(settings, network_config, write_gta, tmp_path, capsys):
    gta = str(write_gta(tmp_path / "gta.safetensors"))
    train_vocoder_model(
        settings(tmp_path, steps=1, gta_features=gta, gta_fraction=1.0), network_config
    )
    assert "input_mel" in capsys.readouterr().err
