"""The command that trains a vocoder: `python -m vocoders.training.train RECIPE.toml [--minutes N]`.
The recipe's `vocoder` names its kind. torchrun starts it in several processes.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, NamedTuple

import torch

from vocoders.errors import VocoderError
from vocoders.harmonic.config import HarmonicConfig
from vocoders.hifigan_config import HifiganConfig
from vocoders.training.batching import prefetch
from vocoders.training.distributed import own_batches, process_group
from vocoders.training.feature_file import FeatureFile
from vocoders.training.harmonic import HarmonicTrainer
from vocoders.training.hifigan import HifiganTrainer
from vocoders.training.loop import Intervals, TimeBudget, fit, resume
from vocoders.training.recipe import (
    RecipeError,
    one_line_errors,
    parse_recipe_args,
    read_recipe,
    recipe_parser,
    recipe_table,
)
from vocoders.training.training_log import TrainingLog
from vocoders.training.vocoder_trainer import VocoderTrainer, VocoderTrainingConfig
from vocoders.training.wavenet import WaveNetTrainer
from vocoders.wavenet.config import WaveNetConfig


class Kind(NamedTuple):
    """A kind of vocoder: the dataclass that shapes its network, and its trainer."""

    network_config: type[Any]
    trainer: type[VocoderTrainer[Any]]


VOCODER_TRAINERS = {
    "harmonic": Kind(HarmonicConfig, HarmonicTrainer),
    "hifigan": Kind(HifiganConfig, HifiganTrainer),
    "wavenet": Kind(WaveNetConfig, WaveNetTrainer),
}


def train_recipe(recipe: str | os.PathLike[str], minutes: float = float("inf")) -> Path:
    """Train by a recipe; returns the path of the weights. RecipeError for a recipe that can't be
    followed.
    """
    name = str(recipe_table(recipe).get("vocoder", "harmonic"))
    if name not in VOCODER_TRAINERS:
        raise RecipeError(
            f"{recipe}: no vocoder {name!r} can be trained. Known: {', '.join(VOCODER_TRAINERS)}."
        )
    network_config = VOCODER_TRAINERS[name].network_config
    config, shape = read_recipe(recipe, VocoderTrainingConfig, network_config)
    return train_vocoder_model(config, shape, minutes)


def train_vocoder_model(
    config: VocoderTrainingConfig, network_config: Any, minutes: float = float("inf")
) -> Path:
    """Train for so many minutes or until `steps`, from the last checkpoint if there is one; returns
    the path of the weights.
    """
    out = Path(config.out)
    out.mkdir(parents=True, exist_ok=True)
    torch.set_flush_denormal(True)  # gradients that small change nothing, and are slow
    features = FeatureFile.load(config.features)
    trainer = VOCODER_TRAINERS[config.vocoder].trainer(config, network_config, features)
    sampler = trainer.sampler(features.select("train", config.speakers or None))
    resume(trainer)
    log = TrainingLog(out / "curves")
    millions = sum(weights.numel() for weights in trainer.network.parameters()) / 1e6
    log.write_line(
        f"{trainer.device}, {trainer.precision}, {len(sampler.clips)} clips, "
        f"{millions:.2f} M weights"
    )
    batches = prefetch(own_batches(sampler), trainer.step, config.workers)
    intervals = Intervals(config.log_every, config.save_every, config.validate_every)
    fit(trainer, batches, intervals, TimeBudget(minutes), log)
    return out / "vocoder.safetensors"


def main() -> None:
    """The command."""
    parser = recipe_parser("python -m vocoders.training.train", "Train a vocoder by a recipe.")
    args = parse_recipe_args(parser)
    with one_line_errors(VocoderError), process_group():
        train_recipe(args.recipe, args.minutes)


if __name__ == "__main__":
    main()
