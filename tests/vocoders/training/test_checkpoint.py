"""Checkpoints."""

import pytest
import torch

from vocoders.training.checkpoint import CheckpointError, load_checkpoint, save_checkpoint

CPU = torch.device("cpu")


def test_a_checkpoint_comes_back(tmp_path):
    path = tmp_path / "run" / "last.pt"
    save_checkpoint(path, {"step": 3, "weights": torch.ones(2)})
    state = load_checkpoint(path, CPU)
    assert state.keys() == {"step", "weights"} and state["step"] == 3
    assert [file.name for file in path.parent.iterdir()] == ["last.pt"]


def test_a_failed_write_leaves_the_checkpoint_before(tmp_path):
    path = tmp_path / "last.pt"
    save_checkpoint(path, {"step": 3})
    with pytest.raises(Exception, match="pickle"):
        save_checkpoint(path, {"step": lambda: 4})
    assert load_checkpoint(path, CPU) == {"step": 3}


def test_another_format_is_refused(tmp_path):
    torch.save({"step": 3}, tmp_path / "last.pt")
    with pytest.raises(CheckpointError, match=r"last\.pt has format 1, .* resumes format 3"):
        load_checkpoint(tmp_path / "last.pt", CPU)
