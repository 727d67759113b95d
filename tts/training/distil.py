"""Knowledge distillation (Hinton et al. 2015, arXiv 1503.02531) of trained networks into faster
ones: `python -m tts.training.distil RECIPE.toml [--minutes N]`.

Distilled are the networks at frame rate: F0 predictor, decoder and vocoder, with ReLUs in place of
GELUs. In an int8 graph (`vocoders.export.quantization`) ReLUs cost nothing, but GELUs a sixth of
all time. A student begins as its teacher, whose GELUs are blended into ReLUs; then it is trained
quantized, as it will be packaged. Networks are distilled one after the other, each from its last
checkpoint if there is one; then OUT holds acoustic.safetensors and vocoder.safetensors, for
`tts.training.package`.
"""

from __future__ import annotations

import sys
from dataclasses import asdict, replace
from pathlib import Path

from torch import Tensor

from tts.acoustic.fastspeech2 import FastSpeech2
from tts.errors import SpeechError
from tts.training.distillation_tasks import (
    DecoderTask,
    DistillationTask,
    F0Task,
    TeacherData,
    VocoderTask,
)
from tts.training.student import DistillationConfig, StudentTrainer
from vocoders.errors import VocoderError
from vocoders.export.qat import export_state
from vocoders.harmonic.network import HarmonicVocoder
from vocoders.training.batching import prefetch
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

DISTILLED_NETWORKS = ("f0_predictor", "decoder", "harmonic")
ACOUSTIC_NETWORKS = ("f0_predictor", "decoder")
NetworkWeights = dict[str, dict[str, Tensor]]


def distil(
    config: DistillationConfig, minutes: float = float("inf"), only: str | None = None
) -> list[Path]:
    """Distil all networks, or one, or go on for so many minutes; returns the files written, none
    before all networks are done.
    """
    model = FastSpeech2.load(config.acoustic)
    vocoder = HarmonicVocoder.load(config.vocoder)
    check_teachers(config, model, vocoder)
    tasks = distillation_tasks(config, model, vocoder, FeatureFile.load(config.features))
    budget = TimeBudget(minutes)
    weights: NetworkWeights = {}
    for name in DISTILLED_NETWORKS if only is None else (only,):
        task, steps = tasks[name]
        trainer = train_student(name, task, config, steps, budget)
        if trainer.step < steps:
            return []
        weights[name] = export_state(trainer.network)
    if only is not None:
        return []
    return save_students(config, model, vocoder, weights)


def check_teachers(
    config: DistillationConfig, model: FastSpeech2, vocoder: HarmonicVocoder
) -> None:
    """RecipeError unless both teachers have GELUs."""
    found = (model.config.activation, vocoder.config.activation)
    if found != ("gelu", "gelu"):
        raise RecipeError(
            f"{config.acoustic} and {config.vocoder} have the activations {found[0]} and "
            f"{found[1]}: teachers have gelu."
        )


def distillation_tasks(
    config: DistillationConfig,
    model: FastSpeech2,
    vocoder: HarmonicVocoder,
    features: FeatureFile,
) -> dict[str, tuple[DistillationTask, int]]:
    """Network -> its task and its number of steps."""
    data = TeacherData(model, features)
    frames = config.segment_frames
    return {
        "f0_predictor": (F0Task(data, frames), config.f0_steps),
        "decoder": (DecoderTask(data, frames), config.decoder_steps),
        "harmonic": (VocoderTask(vocoder, data, features, frames), config.harmonic_steps),
    }


def train_student(
    name: str,
    task: DistillationTask,
    config: DistillationConfig,
    steps: int,
    budget: TimeBudget,
) -> StudentTrainer:
    """A student, trained from its checkpoint on for so many steps or until the time is over."""
    trainer = StudentTrainer(name, task, config, steps)
    resume(trainer)
    log = TrainingLog(Path(config.out) / "curves" / name)
    batches = prefetch(trainer.batch, trainer.step, workers=0)
    fit(trainer, batches, Intervals(config.log_every, config.save_every, steps), budget, log)
    return trainer


def save_students(
    config: DistillationConfig,
    model: FastSpeech2,
    vocoder: HarmonicVocoder,
    weights: NetworkWeights,
) -> list[Path]:
    """Write the acoustic model and the vocoder with the students' weights; returns both paths."""
    out = Path(config.out)
    paths = [out / "acoustic.safetensors", out / "vocoder.safetensors"]
    student = FastSpeech2(
        replace(model.config, activation="relu"),
        model.spec,
        model.pitch_means,
        model.pitch_std_scale,
    )
    state = dict(model.state_dict())
    for name in ACOUSTIC_NETWORKS:
        state |= {f"{name}.{key}": values for key, values in weights[name].items()}
    student.load_state_dict(state)
    student.save(paths[0], training=asdict(config))
    student_vocoder = HarmonicVocoder(replace(vocoder.config, activation="relu"), vocoder.spec)
    student_vocoder.network.load_state_dict(weights["harmonic"])
    student_vocoder.save(paths[1], training=asdict(config))
    return paths


def main() -> None:
    """The command."""
    parser = recipe_parser(
        "python -m tts.training.distil", "Distil trained networks into faster ones."
    )
    parser.add_argument(
        "--network",
        choices=DISTILLED_NETWORKS,
        help="distil only this one, so that several can learn at a time",
    )
    args = parse_recipe_args(parser)
    with one_line_errors(SpeechError, VocoderError):
        (config,) = read_recipe(args.recipe, DistillationConfig)
        for path in distil(config, args.minutes, args.network):
            sys.stderr.write(f"wrote {path}\n")


if __name__ == "__main__":
    main()
