"""The training loop: what is done when, and when it ends."""

import itertools
import os
import signal
from types import SimpleNamespace

import pytest
import torch

from vocoders.training import loop
from vocoders.training.checkpoint import save_checkpoint
from vocoders.training.loop import Intervals, StepTimer, TimeBudget, fit, resume


class Log:
    """Keeps what is written."""

    def __init__(self):
        self.lines = []
        self.scalars = []

    def add(self, metrics):
        self.last = metrics

    def means(self, step):
        return {"error": 0.5}

    def add_scalars(self, step, prefix, values):
        self.scalars.append((step, prefix, values))

    def write_line(self, text):
        self.lines.append(text)


@pytest.fixture
def trainer(tmp_path):
    """Does nothing, and notes what it is asked for."""
    done = []

    def train_step(batch):
        made.step += 1
        done.append(batch)
        return {}

    made = SimpleNamespace(
        name="line",
        step=0,
        last_step=10,
        done=done,
        checkpoint=tmp_path / "last.pt",
        device=torch.device("cpu"),
        train_step=train_step,
        to_device=lambda batch: batch,
        learning_rate=lambda: 1e-3,
        save=lambda: done.append("saved"),
        validate=lambda log: done.append("validated") or {"mel": 1.0},
        restore=lambda state: made.__setattr__("step", state["step"]),
    )
    return made


def test_what_is_due_is_done_in_between_and_at_the_end(trainer):
    log = Log()
    fit(trainer, itertools.count(), Intervals(4, 3, 6), TimeBudget(float("inf")), log)
    assert trainer.done == [0, 1, 2, "saved", 3, 4, 5, "validated", "saved", 6, 7, 8, "saved",
                            9, "validated", "saved"]  # fmt: skip
    steps = [line.split("  ")[1] for line in log.lines if line.startswith("line")]
    assert steps == ["step 4", "step 8", "step 10"]
    assert log.lines[0].startswith("line  step 4  error 0.500  rate 1.0e-03  ")
    assert "validation at 6: mel 1.000" in log.lines
    assert log.scalars == [(6, "validation", {"mel": 1.0}), (10, "validation", {"mel": 1.0})]


def test_a_validation_that_ends_the_run_is_saved(trainer):
    def validate(log):
        trainer.last_step = trainer.step
        return {}

    trainer.validate = validate
    fit(trainer, itertools.count(), Intervals(50, 50, 2), TimeBudget(float("inf")), Log())
    assert trainer.done == [0, 1, "saved"]


def test_a_run_ends_when_its_time_is_over(trainer, monkeypatch):
    clock = itertools.count(0, 20)
    monkeypatch.setattr(loop.time, "monotonic", lambda: next(clock))
    trainer.last_step = 10**6
    fit(trainer, itertools.count(), Intervals(100, 100, 100), TimeBudget(2), Log())
    assert 1 < trainer.step < 8 and trainer.done[-2:] == ["validated", "saved"]


def test_a_run_that_is_over_does_nothing(trainer):
    trainer.step = 10
    fit(trainer, itertools.count(), Intervals(1, 1, 1), TimeBudget(float("inf")), Log())
    fit(trainer, itertools.count(), Intervals(1, 1, 1), TimeBudget(-1), Log())
    assert trainer.done == []


def test_a_trainer_goes_on_from_its_checkpoint_if_there_is_one(trainer):
    resume(trainer)
    assert trainer.step == 0
    save_checkpoint(trainer.checkpoint, {"step": 7})
    resume(trainer)
    assert trainer.step == 7


def test_the_duration_of_a_step_is_a_mean(monkeypatch):
    now = iter([10.0, 16.0])
    monkeypatch.setattr(loop.time, "monotonic", lambda: next(now))
    assert StepTimer(2).seconds_per_step(5) == 2.0


@pytest.mark.skipif(os.name == "nt", reason="signals cannot be sent there")
def test_ctrl_c_ends_it_after_the_step_in_work_with_a_checkpoint(trainer):
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    step = trainer.train_step

    def interrupted(batch):
        if batch == 2:
            os.kill(os.getpid(), signal.SIGINT)
        return step(batch)

    trainer.train_step = interrupted
    with pytest.raises(KeyboardInterrupt):
        fit(trainer, itertools.count(), Intervals(100, 100, 100), TimeBudget(5), Log())
    signal.signal(signal.SIGINT, before)
    assert trainer.done == [0, 1, 2, "saved"]
