"""Distillations that go on where they were, and what they leave."""

from dataclasses import replace
from pathlib import Path

import pytest
import torch

from tts.acoustic.fastspeech2 import FastSpeech2
from tts.training import calibration, distil
from tts.training import package as packaging
from tts.training.student import DistillationConfig, StudentTrainer
from vocoders.harmonic.network import HarmonicVocoder
from vocoders.training.recipe import RecipeError, read_recipe


def state_of(path):
    """The weights in a file, and the activation of its network."""
    if path.stem == "acoustic":
        model = FastSpeech2.load(path)
        return model.config.activation, model.state_dict()
    vocoder = HarmonicVocoder.load(path)
    return vocoder.config.activation, vocoder.network.state_dict()


def test_a_run_that_was_stopped_goes_on_to_the_same_end_and_can_be_packaged(
    distillation_config, tmp_path, monkeypatch
):
    monkeypatch.setattr(calibration, "SENTENCES", calibration.SENTENCES[:2])
    assert distil.distil(distillation_config, minutes=0) == []
    steps = []
    train_step = StudentTrainer.train_step

    def stop_after_eight(self, batch):
        if len(steps) == 8 and not steps.append("stopped"):
            raise KeyboardInterrupt
        steps.append(self.step)
        return train_step(self, batch)

    monkeypatch.setattr(StudentTrainer, "train_step", stop_after_eight)
    with pytest.raises(KeyboardInterrupt):
        distil.distil(distillation_config)
    files = distil.distil(distillation_config)
    monkeypatch.setattr(StudentTrainer, "train_step", train_step)
    again = distil.distil(replace(distillation_config, out=str(tmp_path / "again")))
    for one, other in zip(files, again, strict=True):
        activation, state = state_of(one)
        _, other_state = state_of(other)
        assert activation == "relu"
        assert all(torch.equal(value, other_state[name]) for name, value in state.items())
    assert max(packaging.package(*files, tmp_path / "packaged").values()) < 0.1


def test_one_network_alone_is_distilled_and_nothing_written_yet(distillation_config, tmp_path):
    assert distil.distil(distillation_config, only="f0_predictor") == []
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "curves",
        "f0_predictor.pt",
    ]


def test_networks_with_relus_are_no_teachers(distillation_config):
    files = distil.distil(distillation_config)
    with pytest.raises(RecipeError, match="teachers have gelu"):
        distil.distil(replace(distillation_config, acoustic=str(files[0])))


def test_the_recipe_of_the_repository_can_be_read():
    path = Path(distil.__file__).parent / "recipes" / "distil.toml"
    (config,) = read_recipe(path, DistillationConfig)
    assert config.out == "runs/distilled" and config.f0_steps == 3700
