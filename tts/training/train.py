"""The command that trains the acoustic model: `python -m tts.training.train RECIPE.toml [--minutes
N]`. torchrun starts it in several processes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from tts.acoustic.config import FastSpeech2Config
from tts.errors import SpeechError
from tts.training.batches import PITCH_SHIFTED, Batches, concat
from tts.training.trainer import AcousticTrainer, AcousticTrainingConfig
from vocoders.errors import VocoderError
from vocoders.training.batching import prefetch
from vocoders.training.distributed import own_batches, process_group
from vocoders.training.feature_file import FeatureFile
from vocoders.training.loop import Intervals, TimeBudget, fit, resume
from vocoders.training.recipe import (
    RecipeError,
    one_line_errors,
    parse_recipe_args,
    read_recipe,
    recipe_parser,
)
from vocoders.training.training_log import TrainingLog


def load_features(config: AcousticTrainingConfig) -> FeatureFile:
    """The clips of a run, with pitch-shifted ones where the recipe names them; SpeechError if there
    are none of its speakers.
    """
    features = FeatureFile.load(config.features)
    path = config.augmented_features
    if not path:
        return features
    command = f"python -m tts.training.pitch_shift {config.features} {path}"
    if not Path(path).exists():
        raise SpeechError(
            f"there is no {path}, which the recipe names as augmented_features. "
            f"Make it with `{command}`, or leave `augmented_features` out."
        )
    augmented = FeatureFile.load(path)
    if not augmented.select(PITCH_SHIFTED, config.speakers):
        raise SpeechError(
            f"{path} holds no pitch-shifted clip of {', '.join(config.speakers)}. "
            f"Make it with `{command}`."
        )
    return concat(features, augmented)


def train_acoustic_model(
    config: AcousticTrainingConfig,
    network_config: FastSpeech2Config,
    minutes: float = float("inf"),
) -> Path:
    """Train for so many minutes or until `steps`, from the last checkpoint if there is one; returns
    the path of the weights.
    """
    network_config = with_speakers(network_config, len(config.speakers))
    out = Path(config.out)
    out.mkdir(parents=True, exist_ok=True)
    features = load_features(config)
    shifted = features.select(PITCH_SHIFTED, config.speakers)
    check_alignment(features, config.speakers)
    batches = make_batches(config, features, features.select("train", config.speakers) + shifted)
    held_out = make_batches(config, features, features.select("val", config.speakers))
    trainer = AcousticTrainer(config, network_config, features, held_out)
    resume(trainer)
    log = TrainingLog(out / "curves")
    millions = sum(weights.numel() for weights in trainer.network.parameters()) / 1e6
    log.write_line(
        f"{trainer.device}, {trainer.precision}, {len(batches.clips)} clips, {len(shifted)} of "
        f"them pitch-shifted, {millions:.2f} M weights"
    )
    intervals = Intervals(config.log_every, config.save_every, config.validate_every)
    prefetched = prefetch(own_batches(batches), trainer.step, config.workers)
    fit(trainer, prefetched, intervals, TimeBudget(minutes), log)
    return out / "acoustic.safetensors"


def with_speakers(network_config: FastSpeech2Config, count: int) -> FastSpeech2Config:
    """The configuration of a model with so many speakers; RecipeError if the recipe says another
    number.
    """
    if network_config.num_speakers not in (count, FastSpeech2Config.num_speakers):
        raise RecipeError(
            f"the recipe says num_speakers = {network_config.num_speakers}, but names {count} "
            "speakers: leave `num_speakers` out."
        )
    return replace(network_config, num_speakers=count)


def check_alignment(features: FeatureFile, speakers: Sequence[str]) -> None:
    """SpeechError unless each speaker has an aligned training clip."""
    for speaker in speakers:
        clips = features.select("train", [speaker])
        if clips and not any(features.is_aligned(clip) for clip in clips):
            raise SpeechError(
                f"the features hold no aligned training clip of {speaker}. An acoustic model needs "
                "an alignment.jsonl in the corpus: id, tokens, durations."
            )


def make_batches(
    config: AcousticTrainingConfig, features: FeatureFile, clips: list[int]
) -> Batches:
    """Batches of some clips."""
    return Batches(features, clips, config.speakers, config.frames_per_batch, config.seed)


def main() -> None:
    """The command."""
    parser = recipe_parser("python -m tts.training.train", "Train the acoustic model by a recipe.")
    args = parse_recipe_args(parser)
    with one_line_errors(VocoderError, SpeechError), process_group():
        config, network_config = read_recipe(args.recipe, AcousticTrainingConfig, FastSpeech2Config)
        train_acoustic_model(config, network_config, args.minutes)


if __name__ == "__main__":
    main()
