"""Recipes, and the arguments of the commands that read them."""

import pytest

from vocoders.harmonic.config import HarmonicConfig
from vocoders.training.recipe import (
    RecipeError,
    check_init,
    one_line_errors,
    parse_recipe_args,
    read_recipe,
    recipe_parser,
)
from vocoders.training.vocoder_trainer import VocoderTrainingConfig


def test_each_key_goes_into_its_own_settings(tmp_path):
    recipe = tmp_path / "r.toml"
    recipe.write_text('features = "p"\nout = "o"\nactivation = "relu"\nperiods = [2, 3]\n')
    training, network = read_recipe(recipe, VocoderTrainingConfig, HarmonicConfig)
    assert (training.features, training.periods, network.activation) == ("p", (2, 3), "relu")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("colour = 1", "unknown colour. Known: .*activation"),
        ('out = "o"', "features"),
        ("features = ", "can't be read"),
    ],
)
def test_what_is_not_known_is_refused(tmp_path, text, message):
    recipe = tmp_path / "r.toml"
    recipe.write_text(text)
    with pytest.raises(RecipeError, match=message):
        read_recipe(recipe, VocoderTrainingConfig, HarmonicConfig)


def test_weights_of_another_configuration_are_refused():
    check_init("w", HarmonicConfig(), HarmonicConfig())
    with pytest.raises(RecipeError, match="w was made with 1, but the recipe says 2: write what"):
        check_init("w", 1, 2)


def test_commands_take_a_recipe_minutes_and_threads(monkeypatch, tmp_path):
    monkeypatch.setattr("sys.argv", ["train", "r.toml", "--minutes", "3", "--threads", "1"])
    args = parse_recipe_args(recipe_parser("train", "Train."))
    assert (args.recipe.name, args.minutes, args.threads) == ("r.toml", 3, 1)


def test_refusals_end_a_command_in_one_line_and_faults_do_not():
    with pytest.raises(SystemExit, match=r"^error: no such recipe$"), one_line_errors(RecipeError):
        raise RecipeError("no such recipe")
    with pytest.raises(KeyError), one_line_errors(RecipeError):
        raise KeyError("a fault")
