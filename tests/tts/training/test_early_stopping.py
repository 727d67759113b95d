"""Early stopping, network by network."""

import pytest
import torch

from tts.training.early_stopping import EarlyStopping
from vocoders.training.checkpoint import load_checkpoint

LOSSES = {"duration": 1.0, "pitch": 1.0, "energy": 1.0, "f0": 1.0, "voicing": 1.0, "mel": 1.0}


def weights(value):
    return {
        "encoder.w": torch.full((2,), float(value)),
        "f0_predictor.w": torch.full((2,), 10.0 + value),
    }


def test_a_network_is_held_after_patience_with_its_best_weights():
    stopping = EarlyStopping(("encoder", "f0_predictor"), patience=2)
    pitches = [1.0, 0.8, 0.9, 0.81]
    ended = [
        stopping.update(LOSSES | {"pitch": pitch, "f0": 1 - step / 10}, weights(step))
        for step, pitch in enumerate(pitches)
    ]
    assert ended == [[], [], [], ["encoder"]]
    assert list(stopping.best_weights["encoder"]) == ["encoder.w"]
    assert stopping.best_weights["encoder"]["encoder.w"].tolist() == [1.0, 1.0]
    assert stopping.held == ["encoder"] and stopping.waited["f0_predictor"] == 0
    assert stopping.update(LOSSES | {"pitch": 0.0, "f0": 0.0}, weights(9)) == []
    assert stopping.best_weights["encoder"]["encoder.w"].tolist() == [1.0, 1.0]


def test_best_weights_are_copies_of_what_goes_on_changing():
    stopping = EarlyStopping(("encoder",), patience=1)
    state = weights(1)
    stopping.update(LOSSES, state)
    state["encoder.w"].fill_(5)
    assert stopping.best_weights["encoder"]["encoder.w"].tolist() == [1.0, 1.0]


def test_without_patience_nothing_is_held():
    stopping = EarlyStopping(("encoder",), patience=0)
    assert [stopping.update(LOSSES, weights(step)) for step in range(9)] == [[]] * 9


@pytest.fixture
def log():
    class Log:
        add_image = staticmethod(lambda *_: None)
        add_audio = staticmethod(lambda *_: None)

    Log.lines = []
    Log.write_line = staticmethod(Log.lines.append)
    return Log


def become_worse(trainer, *networks):
    """Change all weights, and let no validation of some networks be a new best."""
    trainer.early_stopping.best_loss |= dict.fromkeys(networks, 0.0)
    for state in (trainer.network.state_dict(), trainer.ema.state):
        for value in state.values():
            if value.is_floating_point():
                value.add_(0.01)


def test_a_held_encoder_stays_while_the_decoder_learns_and_after_a_restart(
    tmp_path, make_trainer, batches, feature_file, log
):
    trainer = make_trainer(tmp_path, patience=1, steps=50, adversarial_from=1)
    assert trainer.watched_networks() == ("encoder", "f0_predictor")
    trainer.validate(log)
    best = {name: value.clone() for name, value in trainer.ema.state.items()}
    become_worse(trainer, "encoder")
    trainer.early_stopping.best_loss["f0_predictor"] = 1e9
    trainer.validate(log)
    assert trainer.early_stopping.held == ["encoder"]
    assert log.lines == ["encoder: best validation loss put back; no longer trained"]
    batch = batches(feature_file).stack([0, 1])
    trainer.train_step(batch)
    trainer.save()
    resumed = make_trainer(tmp_path, patience=1, steps=50, adversarial_from=1)
    resumed.restore(load_checkpoint(resumed.checkpoint, resumed.device))
    resumed.train_step(batch)
    for each in (trainer, resumed):
        now = each.network.state_dict()
        for name, value in best.items():
            is_same = torch.equal(now[name], value)
            assert is_same == (name.split(".")[0] in each.early_stopping.held), name
    assert not resumed.network.encoder.training and resumed.network.decoder.training


def test_the_run_ends_when_all_networks_are_held(tmp_path, make_trainer, log):
    trainer = make_trainer(tmp_path, patience=1, steps=50, adversarial_from=50)
    assert trainer.watched_networks() == trainer.config.networks
    trainer.validate(log)
    become_worse(trainer, "encoder", "f0_predictor")
    trainer.early_stopping.best_loss["decoder"] = 1e9
    trainer.validate(log)
    assert trainer.last_step == 50
    become_worse(trainer, "decoder")
    trainer.validate(log)
    assert trainer.last_step == trainer.step == 0
