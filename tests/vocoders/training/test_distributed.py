"""Training in several processes: all take the same steps, and one writes."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import torch

from vocoders.training import distributed
from vocoders.training.optimization import optimizer_step

ROOT = Path(__file__).parents[3]
DATA = [[1.0, 2.0, -1.0], [0.5, -3.0, 2.0], [2.0, 0.0, 1.0], [-1.0, 1.0, 4.0]]
TWO_STEPS = f"""
import json, sys
import torch
sys.path.insert(0, {str(Path(__file__).parent)!r})
from vocoders.training.distributed import (
    from_main_process, in_any_process, is_main_process, own_batches, process_group, process_rank
)
from test_distributed import DATA, network, step
with process_group():
    rank = process_rank()
    model, optimizer = network()
    batches = own_batches(lambda number: torch.tensor(DATA[number: number + 1]))
    for number in range(2):
        step(model, optimizer, batches(number), unused=rank == 0)
    weights = [each.tolist() for each in model.parameters()]
    flags = in_any_process(rank == 1, False, True)
    assert from_main_process({{"loss": float(rank)}}) == {{"loss": 0.0}}
    print(json.dumps([rank, is_main_process(), weights, flags]), flush=True)
"""


def network():
    """Two linear layers, one of which is not always used."""
    torch.manual_seed(0)
    model = torch.nn.ModuleList([torch.nn.Linear(3, 2), torch.nn.Linear(3, 2)])
    return model, torch.optim.SGD(model.parameters(), 0.1)


def step(model, optimizer, batch, unused=False):
    """A step on the mean of the losses of a batch's rows."""
    loss = model[0](batch).square().sum(-1).mean()
    if not unused:
        loss = loss + model[1](batch).sum(-1).mean()
    optimizer_step(loss, optimizer, model, 1.0)


def torchrun(*command, processes=2):
    """Run a script or a module by torchrun; returns its lines."""
    launcher = ["-m", "torch.distributed.run", "--standalone", "--nproc-per-node", str(processes)]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
    environment |= {"CUDA_VISIBLE_DEVICES": ""}
    done = subprocess.run(
        [sys.executable, *launcher, *map(str, command)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done


@pytest.fixture(scope="module")
def two_processes(tmp_path_factory):
    """What each process of TWO_STEPS says: rank, whether it is the main one, weights, flags."""
    script = tmp_path_factory.mktemp("script") / "two_steps.py"
    script.write_text(TWO_STEPS, encoding="utf-8")
    lines = torchrun(script).stdout.splitlines()
    return sorted(json.loads(line) for line in lines if line.startswith("["))


def test_processes_take_the_same_steps(two_processes):
    (first, is_main, weights, flags), (second, is_main_too, same, flags_too) = two_processes
    assert (first, second, is_main, is_main_too) == (0, 1, True, False)
    assert weights == same
    assert flags == flags_too == [True, False, True]


def test_a_step_of_two_processes_is_one_on_both_batches(two_processes):
    model, optimizer = network()
    for number in range(2):
        rows = torch.tensor(DATA[2 * number : 2 * number + 2])
        first = model[0](rows).square().sum(-1).mean()
        second = model[1](rows[1:]).sum(-1).mean() / 2  # the first process did not use it
        optimizer_step(first + second, optimizer, model, 1.0)
    for found, expected in zip(two_processes[0][2], model.parameters(), strict=True):
        torch.testing.assert_close(torch.tensor(found), expected.detach())


def test_one_process_needs_no_group():
    with distributed.process_group():
        assert distributed.from_main_process({"loss": 2.0}) == {"loss": 2.0}
        assert distributed.is_main_process()
        assert distributed.in_any_process(False, True) == [False, True]
        assert distributed.own_batches(str)(5) == "5"


def test_a_recipe_is_trained_by_two_processes(settings, tmp_path):
    options = settings(tmp_path / "out")
    recipe = tmp_path / "recipe.toml"
    lines = [
        f"features = {json.dumps(options.features)}",
        f"out = {json.dumps(options.out)}",
        "batch_size = 1\nsegment_frames = 16\ndisc_segment_frames = 8\nadversarial_from = 2",
        "periods = [2, 3]\nperiod_widths = [4, 4]\nn_ffts = [256]\nstft_width = 2\nworkers = 1",
        "log_every = 2\nsave_every = 2\nvalidate_every = 2\nhidden_dim = 8\nnum_blocks = 1",
    ]
    for steps in (4, 6):  # and goes on where it stopped
        recipe.write_text("\n".join([*lines, f"steps = {steps}"]), encoding="utf-8")
        done = torchrun("-m", "vocoders.training.train", recipe)
        assert done.stderr.count(f"step {steps} ") == 1  # one process writes
        checkpoint = torch.load(tmp_path / "out" / "last.pt", weights_only=True)
        assert checkpoint["step"] == steps
    assert (tmp_path / "out" / "vocoder.safetensors").is_file()
    assert len(list((tmp_path / "out" / "curves").iterdir())) == 2  # a file for each run
