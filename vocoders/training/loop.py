"""The training loop of every network: steps, log lines, checkpoints, validation."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any, NamedTuple, TypeVar

from vocoders.training.checkpoint import load_checkpoint
from vocoders.training.distributed import in_any_process, is_main_process
from vocoders.training.interruption import deferred_signals
from vocoders.training.trainer import Trainer
from vocoders.training.training_log import TrainingLog, metrics_text

BatchT = TypeVar("BatchT")


class Intervals(NamedTuple):
    """Steps from one log line, checkpoint or validation to the next."""

    log: int
    save: int
    validate: int


class TimeBudget:
    """Minutes that a run may take, counted from here."""

    def __init__(self, minutes: float) -> None:
        self.start = time.monotonic()
        self.seconds = 60 * minutes

    @property
    def left(self) -> float:
        """Seconds left; less than 0 when the time is over."""
        return self.seconds - (time.monotonic() - self.start)


class StepTimer:
    """Duration of the steps since one of them."""

    def __init__(self, first_step: int) -> None:
        self.start = time.monotonic()
        self.first_step = first_step

    def seconds_per_step(self, step: int) -> float:
        """Mean seconds a step, so far."""
        return (time.monotonic() - self.start) / max(1, step - self.first_step)


def resume(trainer: Trainer[Any]) -> None:
    """Go on from the trainer's checkpoint, if there is one."""
    if trainer.checkpoint.exists():
        trainer.restore(load_checkpoint(trainer.checkpoint, trainer.device))


def fit(
    trainer: Trainer[BatchT],
    batches: Iterator[BatchT],
    intervals: Intervals,
    budget: TimeBudget,
    log: TrainingLog,
) -> None:
    """Train until trainer.last_step, or until the time is over. All that falls due in between is
    done at the end, too. Ctrl+C and SIGTERM end it after the step in work, with a checkpoint.

    Of several processes all end at the same step; the main one saves.
    """
    timer = StepTimer(trainer.step)
    with deferred_signals() as interruption:
        is_asked, over = in_any_process(interruption.is_asked, is_over(trainer, budget))
        while not over and not is_asked:
            log.add(trainer.train_step(trainer.to_device(next(batches))))
            is_asked, over = in_any_process(interruption.is_asked, is_over(trainer, budget))
            due = Intervals(*(over or is_asked or trainer.step % every == 0 for every in intervals))
            if due.log:
                log.write_line(progress_line(trainer, log, budget, timer))
            if due.validate and not is_asked:
                validate(trainer, log)
                over = over or trainer.step >= trainer.last_step  # a validation may end the run
            if (due.save or over) and is_main_process():
                trainer.save()


def is_over(trainer: Trainer[Any], budget: TimeBudget) -> bool:
    """Whether the step just done was the last."""
    return trainer.step >= trainer.last_step or budget.left < 0


def validate(trainer: Trainer[Any], log: TrainingLog) -> None:
    """Validation metrics, as a line and as scalars."""
    metrics = trainer.validate(log)
    if metrics:
        log.add_scalars(trainer.step, "validation", metrics)
        log.write_line(f"validation at {trainer.step}: {metrics_text(metrics)}")


def progress_line(
    trainer: Trainer[Any], log: TrainingLog, budget: TimeBudget, timer: StepTimer
) -> str:
    """Step, mean metrics, learning rate, speed and time left."""
    each = timer.seconds_per_step(trainer.step)
    left = min(budget.left, (trainer.last_step - trainer.step) * each)
    parts = [
        trainer.name,
        f"step {trainer.step}",
        metrics_text(log.means(trainer.step)),
        f"rate {trainer.learning_rate():.1e}",
        f"{1 / max(each, 1e-9):.2f} steps/s",
        f"{left / 60:.1f} min left",
    ]
    return "  ".join(part for part in parts if part)
