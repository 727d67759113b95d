"""Data-parallel training in several processes, on one machine or many, started by torchrun.

Each process has the whole network and makes batches of its own. The gradients are averaged after
each backward pass, so that all processes take the same step (Li et al. 2020, arXiv 2006.15704):

    g = (1 / N) sum_r g_r                g_r: gradient of the batch of process r, of N

So N processes with a batch of B clips train as one with N B clips. Process 0 alone writes files.
Without torchrun there is one process, and everything here does nothing.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import torch
from torch import distributed, nn

BatchT = TypeVar("BatchT")
PROCESSES_ENV = "WORLD_SIZE"  # set by torchrun
# in which Gloo's threads let go of their last tensors; who does so while Python ends is aborted
# (PyTorch's pull request 179291)
SETTLE_S = 1.0


@contextmanager
def process_group() -> Iterator[None]:
    """The processes that torchrun has started, connected: by NCCL on GPUs, else by Gloo."""
    if int(os.environ.get(PROCESSES_ENV, "1")) == 1:
        yield
        return
    distributed.init_process_group("nccl" if torch.cuda.is_available() else "gloo")
    try:
        yield
        distributed.barrier()  # none leaves while another one needs it, or still writes
        time.sleep(SETTLE_S)
    finally:
        distributed.destroy_process_group()


def process_count() -> int:
    """Number of processes that train together."""
    return distributed.get_world_size() if distributed.is_initialized() else 1


def process_rank() -> int:
    """Number of this process, from 0."""
    return distributed.get_rank() if distributed.is_initialized() else 0


def is_main_process() -> bool:
    """Whether this process writes the files."""
    return process_rank() == 0


def own_batches(make: Callable[[int], BatchT]) -> Callable[[int], BatchT]:
    """Step -> the batch of this process, where `make` gives each number another batch."""
    count, rank = process_count(), process_rank()
    return lambda step: make(step * count + rank)


def average_gradients(module: nn.Module) -> None:
    """Replace each gradient by its mean over the processes. A parameter that has a gradient in some
    of them only counts as 0 in the others.
    """
    used = used_anywhere(list(module.parameters())) if process_count() > 1 else []
    if not used:
        return
    gradients = [torch.zeros_like(each) if each.grad is None else each.grad for each in used]
    flat = torch.cat([gradient.flatten().float() for gradient in gradients])
    distributed.all_reduce(flat)
    flat /= process_count()
    parts = torch.split(flat, [gradient.numel() for gradient in gradients])
    for parameter, part in zip(used, parts, strict=True):
        parameter.grad = part.view_as(parameter).to(parameter.dtype)


def used_anywhere(parameters: list[nn.Parameter]) -> list[nn.Parameter]:
    """Those that have a gradient in any process."""
    has_gradient = torch.tensor(
        [float(each.grad is not None) for each in parameters], device=parameters[0].device
    )
    distributed.all_reduce(has_gradient, distributed.ReduceOp.MAX)
    return [each for each, has in zip(parameters, has_gradient.tolist(), strict=True) if has]


def from_main_process(numbers: dict[str, float]) -> dict[str, float]:
    """The numbers of the main process; so that what hangs on them is decided alike."""
    if process_count() == 1:
        return numbers
    box = [numbers]
    distributed.broadcast_object_list(box)
    return box[0]


def in_any_process(*flags: bool) -> list[bool]:
    """Each of the flags, true if it is true in any process; so that all end at the same step."""
    if process_count() == 1:
        return list(flags)
    device = "cuda" if distributed.get_backend() == "nccl" else "cpu"
    votes = torch.tensor(flags, dtype=torch.float32, device=device)
    distributed.all_reduce(votes, distributed.ReduceOp.MAX)
    return [vote > 0 for vote in votes.tolist()]
