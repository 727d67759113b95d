"""Where a network is trained, and in which precision."""

from __future__ import annotations

import os
import time

import torch

TOO_SLOW = 5  # times as slow as float32: a run does not go on in such a precision
BF16_SPEEDUP = 1.2  # bfloat16 is used on a CPU only if it is so many times as fast as float32

LOCAL_RANK_ENV = "LOCAL_RANK"  # number of a process on its machine, set by torchrun
ROUNDS = 3  # of timing: on a busy machine a single one may be wrong


def pick_device() -> torch.device:
    """The GPU of this process if there is one."""
    if not torch.cuda.is_available():
        return torch.device("cpu")
    device = torch.device("cuda", int(os.environ.get(LOCAL_RANK_ENV, "0")))
    torch.cuda.set_device(device)  # where collective operations take place, too
    return device


def pick_precision(device: torch.device) -> torch.dtype:
    """bfloat16 where a matrix product is a fifth faster in it, else float32. On some processors
    bfloat16 is hundreds of times slower.
    """
    if device.type == "cuda":
        return torch.bfloat16 if torch.cuda.is_bf16_supported() else torch.float32
    pairs = [(matmul_seconds(torch.bfloat16), matmul_seconds(torch.float32)) for _ in range(ROUNDS)]
    is_faster = [bf16 * BF16_SPEEDUP < float32 for bf16, float32 in pairs]
    return torch.bfloat16 if all(is_faster) else torch.float32


def resumed_precision(device: torch.device, before: str) -> torch.dtype:
    """The precision in which a run goes on: that of before, as it is called, so that it goes on as
    if it had not stopped; or float32 if the processor is another one, on which that is too slow.
    """
    precision = {"bfloat16": torch.bfloat16}.get(before, torch.float32)
    if device.type == "cuda" or precision == torch.float32:
        return precision
    is_slow = matmul_seconds(precision) > TOO_SLOW * matmul_seconds(torch.float32)
    return torch.float32 if is_slow else precision


def matmul_seconds(dtype: torch.dtype, size: int = 384) -> float:
    """Best of three timings of a matrix product, in seconds, after one to warm up."""
    matrix = torch.randn(size, size, dtype=dtype)
    times = []
    for _ in range(4):
        start = time.perf_counter()
        _ = matrix @ matrix
        times.append(time.perf_counter() - start)
    return min(times[1:])
