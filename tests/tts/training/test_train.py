"""Runs that go on as if they had never stopped, and the command."""

import dataclasses
import json
import math
from pathlib import Path

import numpy as np
import pytest
import soundfile
import torch

from tts.acoustic.config import FastSpeech2Config
from tts.acoustic.fastspeech2 import FastSpeech2
from tts.errors import SpeechError
from tts.training import train as training
from tts.training.trainer import AcousticTrainingConfig
from vocoders import weights
from vocoders.mel_config import MelConfig
from vocoders.training.checkpoint import CheckpointError
from vocoders.training.feature_file import FeatureFile
from vocoders.training.recipe import RecipeError, read_recipe


def same(one, other):
    return torch.equal(one, other) if torch.is_tensor(one) else one == other


@pytest.mark.parametrize("shifted", [False, True])
def test_ten_steps_and_ten_are_twenty(shifted_path, tmp_path, config, settings, saved, shifted):
    augmented = str(shifted_path) if shifted else ""
    for out, stops, workers in (("whole", [20], 0), ("parts", [10, 20], 2)):
        for steps in stops:
            run = settings(
                tmp_path / out,
                steps=steps,
                workers=workers,
                adversarial_from=5,
                augmented_features=augmented,
            )
            path = training.train_acoustic_model(run, config)
    whole = saved(tmp_path / "whole")
    parts = saved(tmp_path / "parts")
    assert whole.keys() == parts.keys() and whole["/step"] == parts["/step"] == 20
    kinds = {name.split("/")[1] for name in whole}
    assert {"network", "discriminator", "optimizer", "optimizer_d", "ema"} <= kinds
    differing = [name for name, value in whole.items() if not same(value, parts[name])]
    assert not differing
    assert weights.tensor_metadata(path)["step"] == 20


def test_a_run_without_pitch_shifted_clips_goes_on_with_them(
    shifted_path, tmp_path, config, settings, capsys
):
    training.train_acoustic_model(settings(tmp_path), config)
    assert "4 clips, 0 of them pitch-shifted" in capsys.readouterr().err
    run = settings(tmp_path, steps=6, augmented_features=str(shifted_path))
    path = training.train_acoustic_model(run, config)
    assert "8 clips, 4 of them pitch-shifted" in capsys.readouterr().err
    assert weights.tensor_metadata(path)["step"] == 6
    means = FastSpeech2.load(path).pitch_means  # of which no shifted clip is a part
    assert means == pytest.approx([220.0, 120.0], rel=0.02)


def test_a_run_goes_on_where_it_was(tmp_path, capsys, config, settings):
    training.train_acoustic_model(settings(tmp_path, steps=4), config)
    first = capsys.readouterr().err
    training.train_acoustic_model(settings(tmp_path, steps=6), config)
    again = capsys.readouterr().err
    assert [line.split()[1] for line in first.splitlines() if line.startswith("step")] == ["2", "4"]
    assert [line.split()[1] for line in again.splitlines() if line.startswith("step")] == ["6"]
    assert "validation at 6: mel" in again


def test_training_brings_the_mel_nearer_and_leaves_a_model(
    feature_file, tmp_path, capsys, hertz_of, config, settings
):
    quick = settings(
        tmp_path, steps=60, adversarial_from=10**6, log_every=20, learning_rate=5e-3, ema_decay=0.5
    )
    model = FastSpeech2.load(training.train_acoustic_model(quick, config))
    lines = [line for line in capsys.readouterr().err.splitlines() if line.startswith("step")]
    losses = [float(line.split("mel ")[1].split()[0]) for line in lines]
    assert len(losses) == 3 and losses[-1] < 0.7 * losses[0]
    assert model.config == config and model.spec == MelConfig()
    for name in ("ann", "bob"):  # of clips that were not trained on
        assert soundfile.info(tmp_path / f"{name}2.wav").frames > 0
    assert model.pitch_means == pytest.approx([hertz_of["ann"], hertz_of["bob"]], rel=0.02)
    arrays = feature_file.arrays
    predicted = model.predict(arrays["ids"][1], 0, durations=arrays["durations"][1]).mel.T
    mel = arrays["mel"][1]
    assert np.abs(predicted - mel).mean() < 0.7 * np.abs(np.mean(mel) - mel).mean()


def test_a_run_trains_only_what_the_recipe_names_from_weights_that_it_names(
    tmp_path, config, settings
):
    start = training.train_acoustic_model(settings(tmp_path / "a", steps=2), config)
    run = settings(
        tmp_path / "b", steps=3, adversarial_from=0, init_from=str(start), networks=("decoder",)
    )
    path = training.train_acoustic_model(run, config)
    before, after = (FastSpeech2.load(file).state_dict() for file in (start, path))
    for name, value in before.items():
        if value.is_floating_point():
            assert torch.equal(value, after[name]) != name.startswith("decoder"), name


@pytest.fixture
def recipe(tmp_path, settings, config):
    """Writes a recipe, with one line of it changed or added."""

    def write(more=""):
        fields = dataclasses.asdict(settings(tmp_path / "out")) | dataclasses.asdict(config)
        lines = [
            f"{name} = {json.dumps(list(value) if isinstance(value, tuple) else value)}"
            for name, value in fields.items()
            if name != more.split(" ")[0]
        ]
        (tmp_path / "r.toml").write_text("\n".join([*lines, more]), encoding="utf-8")
        return tmp_path / "r.toml"

    return write


def test_the_command_stops_when_its_minutes_are_over(tmp_path, command, recipe, saved):
    command(training, recipe("steps = 1000000"), "--minutes", 0.01, "--threads", 1)
    header = weights.tensor_metadata(tmp_path / "out" / "acoustic.safetensors")
    assert 0 < header["step"] < 10**4 and header["training"]["speakers"] == ["ann", "bob"]
    assert saved(tmp_path / "out")["/step"] == header["step"]


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ("colour = 1", r"r\.toml: unknown colour\. Known: .*adversarial_from"),
        ("steps = ", "can't be read"),
        ('speakers = ["ann", "eve"]', r"no training clip of 'eve'\. They hold: ann, bob, cat"),
        ('speakers = ["ann", "cat"]', r"no aligned training clip of cat"),
    ],
)
def test_the_command_refuses_in_one_line(tmp_path, command, recipe, more, message):
    with pytest.raises(SystemExit, match=message):
        command(training, recipe(more))
    with pytest.raises(SystemExit, match=r"absent\.toml can't be read"):
        command(training, tmp_path / "absent.toml")


def test_a_checkpoint_of_another_version_is_refused(tmp_path, config, settings):
    torch.save({"step": 3}, tmp_path / "last.pt")
    with pytest.raises(CheckpointError, match=r"last\.pt has format 1, .* resumes format 3"):
        training.train_acoustic_model(settings(tmp_path), config)


def test_augmented_features_that_cannot_be_are_refused(features_path, tmp_path, config, settings):
    absent = settings(tmp_path, augmented_features=str(tmp_path / "absent"))
    with pytest.raises(
        SpeechError,
        match=r"no .*absent, which the recipe names as augmented_features\. Make it with "
        r"`python -m tts\.training\.pitch_shift ",
    ):
        training.train_acoustic_model(absent, config)
    other = settings(tmp_path, augmented_features=str(features_path))
    with pytest.raises(SpeechError, match=r"holds no pitch-shifted clip of ann, bob"):
        training.train_acoustic_model(other, config)


def test_a_run_without_held_out_clips_is_not_validated(
    feature_file, tmp_path, config, settings, capsys
):
    clips = [clip._replace(split="train") for clip in feature_file.clips]
    path = tmp_path / "all.safetensors"
    FeatureFile(feature_file.mel_config, clips, feature_file.arrays, feature_file.metadata).save(
        path
    )
    run = dataclasses.replace(settings(tmp_path / "out", steps=1), features=str(path))
    assert training.train_acoustic_model(run, config).is_file()
    assert "validation" not in capsys.readouterr().err


def test_the_recipe_of_the_repository_can_be_read():
    path = Path(training.__file__).parent / "recipes" / "english.toml"
    run, config = read_recipe(path, AcousticTrainingConfig, FastSpeech2Config)
    assert run.speakers == ("heart", "michael", "emma", "george")
    assert config.num_speakers == len(run.speakers)
    assert math.isclose(run.adversarial_weight, 0.3)


def test_a_model_has_as_many_speakers_as_the_recipe_names(tmp_path, config, settings):
    default = dataclasses.replace(config, num_speakers=FastSpeech2Config.num_speakers)
    run = settings(tmp_path, steps=1, speakers=("bob",))
    model = FastSpeech2.load(training.train_acoustic_model(run, default))
    assert model.config.num_speakers == len(model.pitch_means) == 1
    three = dataclasses.replace(config, num_speakers=3)
    with pytest.raises(RecipeError, match="says num_speakers = 3, but names 1 speakers: leave"):
        training.train_acoustic_model(run, three)
