"""One step of the acoustic model's training."""

import copy
import dataclasses

import pytest
import torch

from tts.acoustic.fastspeech2 import FastSpeech2
from tts.training import train as training
from tts.training.postfilter import POSTFILTER_STRENGTH, postfilter
from tts.training.trainer import SPEAKER_ROWS, AcousticTrainer, mean_f0, with_new_speakers
from vocoders.mel_config import MelConfig
from vocoders.training import trainer as base
from vocoders.training.recipe import RecipeError


def test_weights_to_begin_from_must_be_of_the_recipes_shape_and_networks_known(
    tmp_path, config, settings
):
    start = training.train_acoustic_model(settings(tmp_path / "a", steps=1), config)
    other = dataclasses.replace(config, activation="relu")
    with pytest.raises(
        RecipeError,
        match=r"acoustic\.safetensors was made with FastSpeech2Config\(.* write what differs",
    ):
        training.train_acoustic_model(settings(tmp_path / "b", init_from=str(start)), other)
    with pytest.raises(RecipeError, match="there is no vocoder"):
        training.train_acoustic_model(settings(tmp_path / "b", networks=("vocoder",)), config)


def test_a_speaker_is_added_to_a_model(tmp_path, config, settings, make_trainer):
    alone = dataclasses.replace(config, num_speakers=1)
    run = settings(tmp_path / "a", steps=2, speakers=("ann",))
    start = training.train_acoustic_model(run, alone)
    model = FastSpeech2.load(start)
    trainer: AcousticTrainer = make_trainer(tmp_path / "b", init_from=str(start))
    rows = trainer.network.state_dict()[SPEAKER_ROWS]
    assert torch.equal(rows, model.state_dict()[SPEAKER_ROWS].expand(2, -1))
    both = with_new_speakers({SPEAKER_ROWS: torch.tensor([[1.0, 2.0], [3.0, 6.0]])}, 4)
    assert both[SPEAKER_ROWS].tolist() == [[1, 2], [3, 6], [2, 4], [2, 4]]
    with pytest.raises(RecipeError, match="write what differs"):  # no speaker is dropped
        both_model = training.train_acoustic_model(settings(tmp_path / "c", steps=1), config)
        training.train_acoustic_model(
            settings(tmp_path / "d", speakers=("ann",), init_from=str(both_model)), alone
        )


def test_the_postfilter_of_packaged_weights_is_not_trained_on(tmp_path, config, make_trainer):
    plain = FastSpeech2(config, MelConfig(), [200, 100])
    filtered = copy.deepcopy(plain)
    postfilter(filtered, POSTFILTER_STRENGTH)
    path = tmp_path / "acoustic.safetensors"
    filtered.save(path, postfilter=list(POSTFILTER_STRENGTH))
    trainer: AcousticTrainer = make_trainer(tmp_path / "out", init_from=str(path))
    found, expected = (each.decoder.out_proj.weight for each in (trainer.network, plain))
    torch.testing.assert_close(found, expected, atol=1e-5, rtol=1e-4)
    assert not torch.allclose(filtered.decoder.out_proj.weight, expected, atol=1e-3)


def test_the_learning_rate_warms_up_and_halves(make_trainer):
    trainer = make_trainer(learning_rate=1e-3, warmup_steps=10, lr_half_life=100)
    rates = []
    for step in (0, 4, 100, 200):
        trainer.step = step
        rates.append(trainer.learning_rate())
    assert rates == pytest.approx([1e-4, 5e-4 * 0.5**0.04, 5e-4, 2.5e-4])


def test_the_discriminators_learning_rate_stays(feature_file, make_trainer, batches):
    trainer = make_trainer(learning_rate=1e-3, disc_learning_rate=2e-4, adversarial_from=0)
    rate = trainer.learning_rate()
    trainer.train_step(batches(feature_file).stack([0, 1]))
    assert [group["lr"] for group in trainer.optimizer.param_groups] == [rate]
    assert [group["lr"] for group in trainer.optimizer_d.param_groups] == [2e-4]


def test_both_are_cut_at_the_same_frames_of_a_clip(feature_file, make_trainer, batches):
    trainer = make_trainer()
    batch = batches(feature_file).stack([0, 1])
    real, fake = trainer.disc_segments(batch, batch.mel + 1)
    assert real.shape == (2, 100, 16)
    torch.testing.assert_close(fake, real + 1)
    firsts = set()
    for trainer.step in range(20):
        segment = trainer.disc_segments(batch, batch.mel)[0]
        matches = (batch.mel[1].unfold(1, 16, 1) == segment[1][:, None]).all(2).all(0)
        firsts |= set(matches.nonzero().flatten().tolist())
    assert len(firsts) > 3 and max(firsts) + 16 <= batch.frame_mask[1].sum()


def test_pitch_shifted_clips_are_as_real_to_the_discriminator_as_any(both, make_trainer, batches):
    trainer = make_trainer(features=both, adversarial_from=0)
    batch = batches(both).stack([7, 0, 8])
    real, fake = trainer.disc_segments(batch, batch.mel + 1)
    assert real.shape == (3, 100, 16) and torch.equal(fake, real + 1)
    losses = trainer.train_step(batch)
    assert {"discriminator", "adversarial", "feature_matching"} <= losses.keys()


def test_the_loss_is_the_weighted_sum_of_what_is_logged(
    feature_file, make_trainer, batches, monkeypatch
):
    trainer = make_trainer(adversarial_from=0, adversarial_weight=0.7, feature_matching_weight=0.9)
    totals = []
    monkeypatch.setattr(base, "optimizer_step", lambda loss, *_: totals.append(loss.item()))
    losses = trainer.train_step(batches(feature_file).stack([0, 1]))
    expected = {
        "mel": 1.0, "duration": 0.5, "pitch": 0.3, "energy": 0.3, "f0": 0.3, "voicing": 0.2,
        "adversarial": 0.7, "feature_matching": 0.9,
    }  # fmt: skip
    assert losses.keys() - expected.keys() == {"discriminator"}
    assert all(float(losses[name].detach()) > 0.01 for name in expected)
    total = sum(weight * float(losses[name].detach()) for name, weight in expected.items())
    assert totals == pytest.approx([total], rel=1e-5)


@pytest.mark.parametrize(
    "part",
    [
        "encoder.duration_predictor",
        "encoder.pitch_predictor",
        "encoder.energy_predictor",
        "f0_predictor",
        "decoder",
    ],
)
def test_every_part_of_the_model_is_trained(feature_file, make_trainer, batches, monkeypatch, part):
    """Gradients of one step, before the optimizer changes anything."""
    trainer = make_trainer(adversarial_from=10)
    monkeypatch.setattr(base, "optimizer_step", lambda loss, *_: loss.backward())
    trainer.train_step(batches(feature_file).stack([0, 1, 3]))
    gradients = [weight.grad for weight in trainer.network.get_submodule(part).parameters()]
    assert sum(float(grad.abs().sum()) for grad in gradients if grad is not None) > 1e-3


def test_a_speakers_mean_is_of_modal_training_frames(feature_file, hertz_of):
    assert mean_f0(feature_file, "ann") == pytest.approx(hertz_of["ann"], rel=0.02)
    rows = [row.copy() for row in feature_file.arrays["f0"]]
    rows[0][:8] = 60.0  # creak
    rows[2][:] = 500.0  # a clip of the validation split
    other = dataclasses.replace(feature_file, arrays={**feature_file.arrays, "f0": rows})
    assert mean_f0(other, "ann") == pytest.approx(hertz_of["ann"], rel=0.02)


def test_validation_takes_the_average_and_leaves_the_weights(tmp_path, make_trainer):
    class Log:
        add_image = staticmethod(lambda *_: None)
        add_audio = staticmethod(lambda *_: None)

    trainer: AcousticTrainer = make_trainer(tmp_path)
    before = trainer.validate(Log)
    current = {name: value.clone() for name, value in trainer.network.state_dict().items()}
    assert trainer.validate(Log) == before
    assert before.keys() >= {"mel", "duration", "voicing"}
    with torch.no_grad():
        trainer.network.decoder.out_proj.bias += 1
    assert trainer.validate(Log) == before  # the average is what it was
    assert torch.equal(trainer.network.decoder.out_proj.bias, current["decoder.out_proj.bias"] + 1)
