"""Runs that go on as if they had never stopped."""

import dataclasses
import json
import math
from pathlib import Path

import numpy as np
import pytest
import soundfile
import torch

from tts.acoustic.fastspeech2 import FastSpeech2, FastSpeech2Config
from tts.training import train as training
from vocoders import weights
from vocoders.mel_config import MelConfig
from vocoders.training import loop as run
from vocoders.training.feature_file import Pack

SPEC = MelConfig()


def test_ten_steps_and_ten_are_twenty(tmp_path, config, settings, saved):
    for out, stops, workers in (("whole", [20], 0), ("parts", [10, 20], 2)):
        for steps in stops:
            path = training.train(
                settings(tmp_path / out, steps=steps, workers=workers, adversarial_from=5),
                config,
                math.inf,
            )
    whole = saved(tmp_path / "whole")
    parts = saved(tmp_path / "parts")
    assert whole.keys() == parts.keys() and whole["/step"] == parts["/step"] == 20
    assert {"model", "judge", "optimizer", "judging", "average"} <= {
        name.split("/")[1] for name in whole
    }
    for name, value in whole.items():
        assert (
            torch.equal(value, parts[name]) if torch.is_tensor(value) else value == parts[name]
        ), name
    assert weights.describe(path)["step"] == 20


def test_ten_steps_and_ten_are_twenty_with_moved_clips(
    moved_file, tmp_path, config, settings, saved
):
    for out, stops in (("whole", [20]), ("parts", [10, 20])):
        for steps in stops:
            training.train(
                settings(tmp_path / out, steps=steps, moved=str(moved_file), adversarial_from=5),
                config,
                math.inf,
            )
    whole = saved(tmp_path / "whole")
    parts = saved(tmp_path / "parts")
    for name, value in whole.items():
        assert (
            torch.equal(value, parts[name]) if torch.is_tensor(value) else value == parts[name]
        ), name


def test_a_run_without_moved_clips_goes_on_with_them(
    moved_file, tmp_path, config, settings, capsys
):
    training.train(settings(tmp_path), config, math.inf)
    assert "4 clips, 0 of them moved" in capsys.readouterr().err
    path = training.train(settings(tmp_path, steps=6, moved=str(moved_file)), config, math.inf)
    assert "8 clips, 4 of them moved" in capsys.readouterr().err
    assert weights.describe(path)["step"] == 6
    assert FastSpeech2.load(path).pitch_means == pytest.approx(
        [220.0, 120.0], rel=0.02
    )  # no moved clip in the mean


def test_a_run_goes_on_where_it_was(tmp_path, capsys, config, settings):
    training.train(settings(tmp_path, steps=4), config, math.inf)
    first = capsys.readouterr().err
    training.train(settings(tmp_path, steps=6), config, math.inf)
    again = capsys.readouterr().err
    assert [line.split()[1] for line in first.splitlines() if line.startswith("step")] == ["2", "4"]
    assert [line.split()[1] for line in again.splitlines() if line.startswith("step")] == ["6"]
    assert "validation at 6: mel" in again


def test_training_brings_the_mel_nearer_and_leaves_a_model(
    pack, tmp_path, capsys, hertz_of, config, settings
):
    quick = settings(
        tmp_path, steps=60, adversarial_from=10**6, log_every=20, rate=5e-3, average=0.5
    )
    model = FastSpeech2.load(training.train(quick, config, math.inf))
    reached = [
        float(line.split("mel ")[1].split()[0])
        for line in capsys.readouterr().err.splitlines()
        if line.startswith("step")
    ]
    assert len(reached) == 3 and reached[-1] < 0.7 * reached[0]
    assert model.config == config and model.spec == SPEC
    assert all(
        soundfile.info(tmp_path / f"{name}2.wav").frames > 0 for name in ("ann", "bob")
    )  # what it says of clips it never saw
    assert model.pitch_means == pytest.approx([hertz_of["ann"], hertz_of["bob"]], rel=0.02)
    spoken = model.predict(pack.arrays["ids"][1], 0, durations=pack.arrays["durations"][1])
    assert (
        np.abs(spoken.mel.T - pack.arrays["mel"][1]).mean()
        < 0.7 * np.abs(np.mean(pack.arrays["mel"][1]) - pack.arrays["mel"][1]).mean()
    )


def test_a_run_teaches_only_what_the_recipe_names_from_weights_that_it_names(
    tmp_path, config, settings
):
    start = training.train(settings(tmp_path / "a", steps=2), config, math.inf)
    path = training.train(
        settings(
            tmp_path / "b", steps=3, adversarial_from=0, start=str(start), networks=("decoder",)
        ),
        config,
        math.inf,
    )
    before, after = (FastSpeech2.load(file).state_dict() for file in (start, path))
    for name, value in before.items():
        assert (
            torch.equal(value, after[name]) != name.startswith("decoder")
            or not value.is_floating_point()
        ), name


def test_weights_to_begin_from_must_be_of_the_recipes_shape_and_networks_known(
    tmp_path, config, settings
):
    start = training.train(settings(tmp_path / "a", steps=1), config, math.inf)
    with pytest.raises(
        run.BadRecipe,
        match=r"acoustic\.safetensors was made with FastSpeech2Config\(.* write what differs",
    ):
        training.train(
            settings(tmp_path / "b", start=str(start)),
            dataclasses.replace(config, activation="relu"),
            math.inf,
        )
    with pytest.raises(run.BadRecipe, match="there is no vocoder"):
        training.train(settings(tmp_path / "b", networks=("vocoder",)), config, math.inf)


def test_validation_hears_the_average_and_leaves_the_weights(
    pack, tmp_path, config, settings, batches
):
    trainer = training.Trainer(settings(""), config, pack)
    held = batches(pack, "val")
    log = run.Log(tmp_path, 1)
    before = training.validate(trainer, held, log)
    present = {name: value.clone() for name, value in trainer.model.state_dict().items()}
    assert training.validate(trainer, held, log) == before and before.keys() >= {
        "mel",
        "duration",
        "voicing",
    }
    with torch.no_grad():
        trainer.model.decoder.outward.bias += 1
    assert training.validate(trainer, held, log) == before  # the average is what it was
    assert torch.equal(trainer.model.decoder.outward.bias, present["decoder.outward.bias"] + 1)


def test_the_rate_warms_up_and_halves(pack, config, settings):
    trainer = training.Trainer(settings("", rate=1e-3, warm_up=10, half_life=100), config, pack)
    rates = []
    for step in (0, 4, 100, 200):
        trainer.step = step
        rates.append(trainer.rate())
    assert rates == pytest.approx([1e-4, 5e-4 * 0.5**0.04, 5e-4, 2.5e-4])


def test_both_see_the_same_cut_of_a_clip(pack, config, settings, batches):
    trainer = training.Trainer(settings(""), config, pack)
    batch = batches(pack).stack([0, 1])
    real, made = trainer.patches(batch, batch.mel + 1)
    assert real.shape == (2, 100, 16)
    torch.testing.assert_close(made, real + 1)
    firsts = set()
    for trainer.step in range(20):
        cut = trainer.patches(batch, batch.mel)[0]
        places = [(batch.mel[1].unfold(1, 16, 1) == cut[1][:, None]).all(2).all(0)]
        firsts |= set(torch.cat(places).nonzero().flatten().tolist())
    assert len(firsts) > 3 and max(firsts) + 16 <= batch.heard[1].sum()


def test_moved_clips_are_as_real_to_the_discriminator_as_any(both, config, settings, batches):
    trainer = training.Trainer(settings("", adversarial_from=0), config, both)
    batch = batches(both).stack([7, 0, 8])
    real, made = trainer.patches(batch, batch.mel + 1)
    assert real.shape == (3, 100, 16) and torch.equal(made, real + 1)
    assert {"judge", "taken", "features"} <= trainer.train(batch).keys()


def test_what_is_said_too_evenly_is_stretched(pack, tmp_path, config, settings, batches):
    model = training.Trainer(settings(tmp_path), config, pack).averaged()
    rng = np.random.default_rng(0)
    lively = Pack(
        pack.spec,
        pack.clips,
        pack.arrays | {"pitch": [rng.uniform(100, 300, len(row)) for row in pack.arrays["pitch"]]},
        pack.about,
    )
    before = training.spreads(model, batches(lively, "val"))
    with torch.no_grad():
        for weight in model.encoder.pitch.outward.parameters():
            weight /= 2  # half as lively
    after = training.spreads(model, batches(lively, "val"))
    assert min(before) > 0 and after[:2] == pytest.approx(
        [2 * spread for spread in before[:2]], rel=0.01
    )
    assert before[2] == after[2] == 1  # of whom nothing is known


@pytest.fixture
def recipe(tmp_path, settings, config):
    """Writes a recipe, with one line of it changed or added."""

    def write(more=""):
        fields = dataclasses.asdict(settings(tmp_path / "out")) | dataclasses.asdict(config)
        lines = [
            f"{name} = {json.dumps(list(value) if isinstance(value, tuple) else value)}"
            for name, value in fields.items()
            if name not in more
        ]
        (tmp_path / "r.toml").write_text("\n".join([*lines, more]), encoding="utf-8")
        return tmp_path / "r.toml"

    return write


def test_the_command_stops_when_its_minutes_are_over(tmp_path, command, recipe, saved):
    command(training, recipe("steps = 1000000"), "--minutes", 0.01, "--threads", 1)
    about = weights.describe(tmp_path / "out" / "acoustic.safetensors")
    assert 0 < about["step"] < 10**4 and about["training"]["voices"] == ["ann", "bob"]
    assert saved(tmp_path / "out")["/step"] == about["step"]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("colour = 1", r"r\.toml: unknown colour\. Known: .*adversarial_from"),
        ("steps = ", "can't be read"),
    ],
)
def test_a_recipe_that_cannot_be_is_told(tmp_path, command, recipe, more, said):
    with pytest.raises(run.BadRecipe, match=said):
        command(training, recipe(more))
    with pytest.raises(run.BadRecipe, match=r"absent\.toml can't be read"):
        command(training, tmp_path / "absent.toml")


def test_a_voice_that_the_pack_lacks_is_told(tmp_path, config, settings):
    with pytest.raises(ValueError, match=r"no training clip of 'eve'\. It holds: ann, bob, cat"):
        training.train(settings(tmp_path, voices=("ann", "eve")), config, math.inf)


def test_moved_clips_that_cannot_be_are_told(pack_file, tmp_path, config, settings):
    with pytest.raises(
        ValueError,
        match=r"no .*absent, which the recipe names as moved\. Make it with `python -m tts\.training\.pitch_shift ",
    ):
        training.train(settings(tmp_path, moved=str(tmp_path / "absent")), config, math.inf)
    with pytest.raises(ValueError, match=r"holds no moved clip of ann, bob"):
        training.train(settings(tmp_path, moved=str(pack_file)), config, math.inf)


def test_the_recipe_of_the_repository_can_be_read():
    path = Path(training.__file__).parent / "recipes" / "english.toml"
    given, config = run.read_recipe(path, training.Training, FastSpeech2Config)
    assert given.voices == ("heart", "michael", "emma", "george") and config.speakers == len(
        given.voices
    )


@pytest.fixture
def trainer(pack, config, settings):
    return training.Trainer(settings("", adversarial_from=0), config, pack)


def test_the_generator_is_to_be_taken_for_real_and_to_have_its_features(
    pack, config, settings, batches
):
    weighed = settings("", judge_weight=0.7, feature_weight=0.3)
    trainer = training.Trainer(weighed, config, pack)
    batch = batches(pack).stack([0, 1])
    mel = batch.mel + torch.randn(batch.mel.shape, generator=torch.Generator().manual_seed(0))
    figures = {}
    loss = trainer.adversarial(batch, mel, figures)
    assert figures["taken"] > 0.1 and figures["features"] > 0.1
    assert float(loss) == pytest.approx(
        float(0.7 * figures["taken"] + 0.3 * figures["features"]), rel=1e-5
    )


@pytest.mark.parametrize(
    "part", ["encoder.duration", "encoder.pitch", "encoder.energy", "contour", "decoder"]
)
def test_every_part_of_the_model_is_taught(trainer, batches, pack, monkeypatch, part):
    """Gradients of one step, before the optimizer moves anything."""
    monkeypatch.setattr(trainer, "descend", lambda loss, *_: loss.backward())
    trainer.train(batches(pack).stack([0, 1, 3]))
    gradients = [weight.grad for weight in trainer.model.get_submodule(part).parameters()]
    assert sum(float(grad.abs().sum()) for grad in gradients if grad is not None) > 1e-3
