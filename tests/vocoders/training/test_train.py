"""The command that trains a vocoder, and the recipes of the repository."""

import dataclasses
from pathlib import Path

import numpy as np
import pytest

import vocoders
from vocoders import weights
from vocoders.errors import VocoderError
from vocoders.mel_config import MelConfig
from vocoders.training import train as training
from vocoders.training.recipe import RecipeError, read_recipe
from vocoders.training.train import VOCODER_TRAINERS, train_recipe
from vocoders.training.vocoder_trainer import VocoderTrainingConfig

HIFIGAN = """
vocoder = "hifigan"
upsample_rates = [16, 16]
upsample_kernel_sizes = [32, 32]
upsample_initial_channel = 16
resblock_kernel_sizes = [3]
resblock_dilation_sizes = [[1, 3]]
"""
KEYS = (
    "features", "out", "steps", "batch_size", "segment_frames", "disc_segment_frames",
    "adversarial_from", "periods", "period_widths", "n_ffts", "stft_width", "workers",
)  # fmt: skip


@pytest.fixture
def recipe(settings, tmp_path):
    """Writes a recipe of a short run."""

    def write(text=HIFIGAN):
        fields = dataclasses.asdict(settings(tmp_path / "out"))
        lines = []
        for name in KEYS:
            value = list(fields[name]) if isinstance(fields[name], tuple) else fields[name]
            lines.append(f"{name} = {value!r}")
        (tmp_path / "r.toml").write_text("\n".join(lines) + text)
        return tmp_path / "r.toml"

    return write


def test_a_hifigan_is_trained_by_its_recipe(recipe):
    path = train_recipe(recipe())
    vocoder = vocoders.load(path, MelConfig())
    assert vocoder.name == "hifigan" and vocoder(np.zeros((100, 3), np.float32)).shape == (3 * 256,)
    assert weights.tensor_metadata(path)["step"] == 4


def test_a_recipe_for_what_cannot_be_trained_is_refused(recipe):
    with pytest.raises(RecipeError, match="no vocoder 'melgan'"):
        train_recipe(recipe('\nvocoder = "melgan"'))
    with pytest.raises(VocoderError, match="256"):
        train_recipe(recipe(HIFIGAN.replace("[16, 16]", "[16, 8]")))


def test_the_command_trains_and_refuses_in_one_line(recipe, monkeypatch, tmp_path):
    monkeypatch.setattr("sys.argv", ["train", str(recipe()), "--threads", "1"])
    training.main()
    assert (tmp_path / "out" / "vocoder.safetensors").is_file()
    monkeypatch.setattr("sys.argv", ["train", str(tmp_path / "absent.toml")])
    with pytest.raises(SystemExit, match=r"error: the recipe .*absent\.toml can't be read"):
        training.main()


@pytest.mark.parametrize("name", ["harmonic-start", "harmonic", "harmonic-finetune", "hifigan"])
def test_the_recipes_of_the_repository_can_be_read(name):
    path = Path(training.__file__).parent / "recipes" / f"{name}.toml"
    network_config = VOCODER_TRAINERS[name.split("-")[0]].network_config
    config, shape = read_recipe(path, VocoderTrainingConfig, network_config)
    assert config.vocoder == name.split("-")[0] and shape == network_config()
