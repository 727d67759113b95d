"""Pupils with rectifiers: they begin as their teachers, learn what those say, as rounded as they
will be packaged, and go on where they were.
"""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from tts.acoustic.fastspeech2 import FastSpeech2
from tts.training import distil
from tts.training import package as packaging
from tts.training.distil import Distilling, Teaching
from vocoders.export import quantization as quantize
from vocoders.harmonic.network import HarmonicVocoder
from vocoders.training import loop as run
from vocoders.training.feature_file import Pack


@pytest.fixture
def settings(tiny_voices, pack_file, tmp_path, monkeypatch):
    monkeypatch.setattr(quantize, "LEAST", 256)
    monkeypatch.setattr(packaging, "SENTENCES", packaging.SENTENCES[:2])
    steps = dict.fromkeys(("contour_steps", "decoder_steps", "harmonic_steps"), 10)
    return Distilling(
        str(tiny_voices / "acoustic.safetensors"),
        str(tiny_voices / "harmonic.safetensors"),
        str(pack_file),
        str(tmp_path / "out"),
        **steps,
        frames=256,
        cut=64,
        watched=2,
        log_every=5,
        save_every=3,
    )


@pytest.fixture
def lessons(settings):
    model = FastSpeech2.load(settings.acoustic)
    vocoder = HarmonicVocoder.load(settings.vocoder)
    pack = Pack.load(settings.pack)
    return distil.lessons(settings, model, vocoder, pack)


@pytest.mark.parametrize("name", distil.NETWORKS)
def test_a_pupil_begins_as_its_teacher(lessons, settings, name):
    lesson, steps = lessons[name]
    teaching = Teaching(lesson, settings, steps)
    rng = np.random.default_rng(3)
    given = lesson.inputs(rng, 256)
    with torch.no_grad():
        wanted = lesson.teacher(*given)
        found = teaching.pupil(*given)
        assert all(
            float(figure) < 1e-10 for figure in lesson.figures(found, wanted, given).values()
        )
        teaching.blend.share = 1.0
        assert (
            sum(
                float(figure)
                for figure in lesson.figures(teaching.pupil(*given), wanted, given).values()
            )
            > 1e-6
        )


@pytest.mark.parametrize("name", distil.NETWORKS)
def test_what_is_learned_brings_it_nearer(lessons, settings, name):
    """On one batch again and again, once the GELUs have gone and all is rounded."""
    lesson, _ = lessons[name]
    given = lesson.inputs(np.random.default_rng(3), 256)
    lesson.inputs = lambda rng, count: given
    teaching = Teaching(lesson, settings, 60)
    teaching.step = 12
    first = [sum(float(figure.detach()) for figure in teaching.train().values()) for _ in range(48)]
    assert teaching.blend.share == 1 and teaching.seen
    assert np.mean(first[-5:]) < 0.7 * np.mean(first[:5])


def test_a_run_that_was_stopped_goes_on_to_the_same_end_and_can_be_packaged(
    settings, tmp_path, monkeypatch
):
    assert distil.distil(settings, minutes=0) == []
    stopped = []
    train = Teaching.train

    def now_and_then(self):
        if len(stopped) == 8 and not stopped.append("now"):
            raise KeyboardInterrupt
        stopped.append(self.step)
        return train(self)

    monkeypatch.setattr(Teaching, "train", now_and_then)
    with pytest.raises(KeyboardInterrupt):
        distil.distil(settings)
    files = distil.distil(settings)
    monkeypatch.setattr(Teaching, "train", train)
    again = distil.distil(replace(settings, out=str(tmp_path / "again")))
    for one, other in zip(files, again, strict=True):
        kinds = FastSpeech2 if one.stem == "acoustic" else HarmonicVocoder
        mine, its = (kinds.load(file) for file in (one, other))
        assert mine.config.activation == "relu"
        mine, its = (
            (model if one.stem == "acoustic" else model.network).state_dict()
            for model in (mine, its)
        )
        assert all(torch.equal(value, its[key]) for key, value in mine.items())
    assert max(packaging.package(*files, tmp_path / "packaged").values()) < 0.1


def test_networks_with_rectifiers_teach_nobody(settings, tmp_path):
    files = distil.distil(settings)
    with pytest.raises(run.BadRecipe, match="teachers have gelu"):
        distil.distil(replace(settings, acoustic=str(files[0])))


def test_what_is_left_over_of_cuts_is_left_out():
    given = np.arange(10.0)
    (found,) = distil.cuts([given], 4)
    assert found.tolist() == [[0, 1, 2, 3], [4, 5, 6, 7]]


def test_the_recipe_of_the_repository_can_be_read():
    (settings,) = run.read_recipe(
        Path(distil.__file__).parent / "recipes" / "distil.toml", Distilling
    )
    assert settings.out == "runs/distilled"


def test_the_rate_warms_up_is_halved_and_falls_to_a_hundredth(lessons, settings):
    lesson, _ = lessons["contour"]
    teaching = Teaching(lesson, replace(settings, rate=1e-3, warm_up=10), 1000)
    rates = []
    for step in (0, 150, 300, 400, 700, 999):
        teaching.step = step
        rates.append(teaching.rate())
    assert rates == pytest.approx([1e-4, 1e-3, 5e-4, 5.1e-4, 2.6e-4, 1e-5], rel=0.01)
