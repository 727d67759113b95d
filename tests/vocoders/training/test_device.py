"""The device and the precision of a training."""

import torch

from vocoders.training import device


def test_a_precision_is_measured(monkeypatch):
    cpu = torch.device("cpu")
    seconds = {torch.float32: 1.0, torch.bfloat16: 0.9}
    monkeypatch.setattr(device, "matmul_seconds", seconds.get)
    assert device.pick_precision(cpu) == torch.float32  # a tenth faster is not enough
    seconds[torch.bfloat16] = 0.5
    assert device.pick_precision(cpu) == torch.bfloat16


def test_one_wrong_timing_on_a_busy_machine_changes_nothing(monkeypatch):
    seconds = {torch.float32: iter([9.0, 1.0, 1.0]), torch.bfloat16: iter([2.0, 2.0, 2.0])}
    monkeypatch.setattr(device, "matmul_seconds", lambda dtype: next(seconds[dtype]))
    assert device.pick_precision(torch.device("cpu")) == torch.float32


def test_a_run_goes_on_in_its_precision_unless_that_is_far_too_slow(monkeypatch):
    cpu = torch.device("cpu")
    seconds = {torch.float32: 1.0, torch.bfloat16: 4.0}
    monkeypatch.setattr(device, "matmul_seconds", seconds.get)
    assert device.resumed_precision(cpu, "float32") == torch.float32
    assert device.resumed_precision(cpu, "bfloat16") == torch.bfloat16
    seconds[torch.bfloat16] = 100.0
    assert device.resumed_precision(cpu, "bfloat16") == torch.float32


def test_a_matrix_product_takes_time():
    assert device.matmul_seconds(torch.float32, 8) > 0
    assert device.pick_precision(torch.device("cpu")) in (torch.float32, torch.bfloat16)
