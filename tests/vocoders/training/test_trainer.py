"""The base of all trainers, and the loop that calls it."""

import pytest
import torch

from vocoders.training.checkpoint import load_checkpoint
from vocoders.training.ema import ExponentialMovingAverage
from vocoders.training.trainer import Trainer


class LineTrainer(Trainer):
    """Fits y = w x to y = 3 x."""

    def __init__(self, last_step, checkpoint, ema_decay=None):
        super().__init__(last_step, checkpoint, torch.device("cpu"))
        self.network = torch.nn.Linear(1, 1, bias=False)
        torch.nn.init.zeros_(self.network.weight)
        self.optimizer = torch.optim.SGD(self.network.parameters(), 1.0)
        self.parts = {"network": self.network, "optimizer": self.optimizer}
        self.loss_weights = {"error": 0.5}
        if ema_decay:
            self.ema = ExponentialMovingAverage(self.network, ema_decay)

    def learning_rate(self):
        return 0.1 / (1 + self.step)

    def losses(self, batch):
        return {"error": (self.network(batch) - 3 * batch).abs().mean(), "logged": batch.sum()}


@pytest.fixture
def trainer(tmp_path):
    return LineTrainer(5, tmp_path / "last.pt", ema_decay=0.5)


def test_a_step_minimizes_the_weighted_losses_at_the_scheduled_rate(trainer):
    losses = trainer.train_step(torch.full((4, 1), 2.0))
    assert losses["error"].item() == 6 and losses["logged"] == 8
    assert trainer.step == 1 and trainer.optimizer.param_groups[0]["lr"] == 0.1
    # the gradient of the weighted error is -1, no longer than max_grad_norm
    assert trainer.network.weight.item() == pytest.approx(0.1)
    assert trainer.ema.state["weight"].item() == pytest.approx(0.1 * (1 - 2 / 11))


def test_a_state_is_all_that_a_run_goes_on_from(trainer, tmp_path):
    batch = torch.full((4, 1), 2.0)
    trainer.train_step(batch)
    trainer.save()
    other = LineTrainer(5, tmp_path / "last.pt", ema_decay=0.5)
    other.restore(load_checkpoint(tmp_path / "last.pt", torch.device("cpu")))
    for each in (trainer, other):
        each.train_step(batch)
    assert other.step == 2 and torch.equal(other.network.weight, trainer.network.weight)
    assert torch.equal(other.ema.state["weight"], trainer.ema.state["weight"])


def test_a_trainer_may_have_no_averaged_weights(tmp_path):
    trainer = LineTrainer(5, tmp_path / "last.pt")
    trainer.train_step(torch.ones(1, 1))
    assert trainer.state().keys() == {"network", "optimizer", "step", "precision"}
    trainer.restore(trainer.state())
    assert trainer.validate(None) == {}
