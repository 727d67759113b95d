"""One step of a generator and its discriminators."""

import pytest
import torch

from vocoders.mel_config import MelConfig
from vocoders.training import adversary, trainer
from vocoders.training.discriminators import Discriminators
from vocoders.training.gan_trainer import build_discriminators, split_real_fake
from vocoders.training.hifigan_discriminators import HifiganDiscriminators
from vocoders.training.recipe import RecipeError

HOP = MelConfig().hop_length


def test_the_rate_warms_up_and_halves_once_there_are_discriminators(make_trainer):
    trainer = make_trainer(
        learning_rate=1e-3,
        adversarial_learning_rate=4e-4,
        warmup_steps=10,
        lr_half_life=100,
        adversarial_from=50,
    )
    rates = []
    for step in (0, 4, 49, 50, 150, 250):
        trainer.step = step
        rates.append(trainer.learning_rate())
    assert rates == pytest.approx([1e-4, 5e-4, 1e-3, 4e-4, 2e-4, 1e-4])


def test_a_step_is_taken_at_the_rate_of_the_schedule(make_trainer):
    trainer = make_trainer(adversarial_from=0, lr_half_life=3)
    batch = trainer.sampler([0, 2])(0)
    for _ in range(3):
        rate = trainer.learning_rate()
        trainer.train_step(batch)
        for optimizer in (trainer.optimizer, trainer.optimizer_d):
            assert [group["lr"] for group in optimizer.param_groups] == [rate]


def test_discriminators_get_the_middle_of_a_segment(make_trainer, monkeypatch):
    trainer = make_trainer(segment_frames=16, disc_segment_frames=8, adversarial_from=0)
    samples = torch.arange(16.0 * HOP).expand(2, -1)
    middle = trainer.centre_crop(samples)
    assert middle.shape == (2, 8 * HOP)
    assert middle[0, 0] == 4 * HOP and middle[1, -1] == 12 * HOP - 1
    seen = []
    forward = trainer.discriminators.forward
    monkeypatch.setattr(
        trainer.discriminators, "forward", lambda *args: seen.append(args[0]) or forward(*args)
    )
    batch = trainer.sampler([0, 2])(0)
    trainer.train_step(batch)
    middle = batch.samples[:, 4 * HOP : 12 * HOP]
    assert torch.equal(seen[0][:2], middle) and torch.equal(seen[1], middle)


def test_the_loss_is_the_weighted_sum_of_what_is_logged(make_trainer, monkeypatch):
    weights = {
        "mel": 3.0, "harmonicity": 5.0, "phase": 7.0, "adversarial": 11.0, "feature_matching": 13.0,
    }  # fmt: skip
    changes = {f"{name}_weight": value for name, value in weights.items()}
    made = make_trainer(adversarial_from=0, **changes)
    steps = []
    for module in (trainer, adversary):
        monkeypatch.setattr(module, "optimizer_step", lambda loss, *_: steps.append(loss.item()))
    losses = made.train_step(made.sampler([0, 2])(0))
    values = {name: loss.item() for name, loss in losses.items()}
    assert values.keys() == weights.keys() | {"discriminator"}
    assert all(values[name] > 0 for name in weights)
    expected = sum(weight * values[name] for name, weight in weights.items())
    assert steps == pytest.approx([values["discriminator"], expected], rel=1e-5)


def test_predicted_input_mels_are_compared_with_the_output(make_trainer):
    trainer = make_trainer()
    batch = trainer.sampler([0, 2])(0)
    noise = 0.1 * torch.randn(batch.samples.shape)
    real = trainer.reconstruction_losses(noise, batch)
    mixed = batch._replace(mel_is_real=torch.tensor([True, False]))
    both = trainer.reconstruction_losses(noise, mixed)
    assert real.keys() == {"mel"} and both.keys() == {"mel", "input_mel"}
    first = trainer.mel_loss(noise[:1], batch.samples[:1])
    second = trainer.input_mel_loss(noise[1:], batch.mel[1:])
    assert both["mel"].item() == pytest.approx(first.item() / 2)
    assert both["input_mel"].item() == pytest.approx(second.item() / 2)


def test_discriminators_are_those_of_the_recipe(settings):
    assert isinstance(build_discriminators(settings("")), Discriminators)
    published = settings("", discriminators="published")
    assert isinstance(build_discriminators(published), HifiganDiscriminators)
    with pytest.raises(RecipeError, match=r"no discriminators 'wide'. Known: narrow, published"):
        build_discriminators(settings("", discriminators="wide"))


def test_outputs_of_a_stacked_batch_are_parted():
    scores = torch.arange(4.0)[:, None]
    real, fake = split_real_fake([(scores, [10 * scores, 20 * scores])])
    assert real[0][0].flatten().tolist() == [0, 1] and fake[0][0].flatten().tolist() == [2, 3]
    assert fake[0][1][1].flatten().tolist() == [40, 60] and len(real[0][1]) == 2
