"""Students begin as their teachers, come nearer to them again, and are quantized on the way."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from tts.training import distil
from tts.training.student import BlendedActivation, StudentTrainer
from vocoders.convnext import activation_of


@pytest.mark.parametrize("name", distil.DISTILLED_NETWORKS)
def test_a_student_begins_as_its_teacher(tasks, distillation_config, name):
    task, steps = tasks[name]
    trainer = StudentTrainer(name, task, distillation_config, steps)
    inputs = task.inputs(np.random.default_rng(3), 256)

    def total():
        with torch.no_grad():
            losses = task.losses(trainer.network(*inputs), task.teacher(*inputs), inputs)
        return sum(float(loss) for loss in losses.values())

    assert total() < 1e-10
    trainer.activation.fraction = 1.0
    assert total() > 1e-6


@pytest.mark.parametrize("name", distil.DISTILLED_NETWORKS)
def test_training_brings_a_student_nearer(tasks, distillation_config, name):
    """On one batch again and again, once the GELUs have gone and the student is quantized."""
    task, _ = tasks[name]
    inputs = task.inputs(np.random.default_rng(3), 256)
    task.inputs = lambda rng, frames: inputs
    trainer = StudentTrainer(name, task, distillation_config, 60)
    trainer.step = 12
    totals = []
    for _ in range(48):
        losses = trainer.train_step(inputs)
        totals.append(sum(float(loss.detach()) for loss in losses.values()))
    assert trainer.activation.fraction == 1 and trainer.ranges
    assert np.mean(totals[-5:]) < 0.7 * np.mean(totals[:5])


def test_the_learning_rate_warms_up_is_halved_and_falls_to_a_hundredth(tasks, distillation_config):
    task, _ = tasks["f0_predictor"]
    config = replace(distillation_config, learning_rate=1e-3, warmup_steps=10)
    trainer = StudentTrainer("f0_predictor", task, config, 1000)
    rates = []
    for step in (0, 150, 300, 400, 700, 999):
        trainer.step = step
        rates.append(trainer.learning_rate())
    assert rates == pytest.approx([1e-4, 1e-3, 5e-4, 5.1e-4, 2.6e-4, 1e-5], rel=0.01)


def test_a_quantized_student_is_restored_as_one(tasks, distillation_config):
    task, steps = tasks["f0_predictor"]
    trainers = [StudentTrainer("f0_predictor", task, distillation_config, steps) for _ in range(2)]
    for step in range(6):
        trainers[0].train_step(trainers[0].batch(step))
    trainers[1].restore(trainers[0].state())
    assert trainers[1].step == 6 and trainers[1].ranges == trainers[0].ranges != {}
    one, other = (trainer.train_step(trainer.batch(6)) for trainer in trainers)
    assert one == other


def test_a_blended_activation_goes_from_one_to_the_other():
    values = torch.linspace(-2, 2, 9)
    blended = BlendedActivation("gelu", "relu")
    gelu, relu = (activation_of(name)(values) for name in ("gelu", "relu"))
    assert torch.equal(blended(values), gelu)
    blended.fraction = 0.25
    torch.testing.assert_close(blended(values), 0.75 * gelu + 0.25 * relu)
    blended.fraction = 1.0
    assert torch.equal(blended(values), relu)
