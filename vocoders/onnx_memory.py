"""A limit on the memory in which networks compute.

A graph of somebody else may ask for more than there is, whatever `vocoders.onnx_check` says of its
parts. So all networks share an arena of ONNX Runtime, from which they can't get more than
MAX_ARENA_BYTES. What a run took is given back at its end: the arena itself keeps nothing.

ONNX Runtime counts weights that it packs for matrix products (`Reserve`) without asking whether
they fit. So a process that holds 400 MB of them has little left to compute in, and one that holds
more than MAX_ARENA_BYTES has no limit any more: the difference wraps.
"""

from __future__ import annotations

import contextlib
from functools import cache
from typing import Any

MAX_ARENA_BYTES = 512 << 20  # of all threads; the longest sentences take ours 64 MB
REFUSAL = "Available memory of"  # in the error of an arena that is full
SAME_AS_REQUESTED = 1  # the arena takes no more from the system than is asked for
USUAL = -1


@cache
def register_arena(onnxruntime: Any) -> None:
    """Make the arena of this process, once. Who embeds PlainSpeech may have made another one, which
    is then used.
    """
    memory = onnxruntime.OrtMemoryInfo(
        "Cpu", onnxruntime.OrtAllocatorType.ORT_ARENA_ALLOCATOR, 0, onnxruntime.OrtMemType.DEFAULT
    )
    settings = {
        "max_mem": MAX_ARENA_BYTES,
        "arena_extend_strategy": SAME_AS_REQUESTED,
        "initial_chunk_size_bytes": USUAL,
        "max_dead_bytes_per_chunk": USUAL,
    }
    with contextlib.suppress(RuntimeError):  # there is one already
        onnxruntime.create_and_register_allocator(memory, onnxruntime.OrtArenaCfg(settings))


def use_arena(onnxruntime: Any, options: Any) -> None:
    """Let a session compute in the arena."""
    register_arena(onnxruntime)
    options.add_session_config_entry("session.use_env_allocators", "1")


@cache
def run_options(onnxruntime: Any) -> Any:
    """Options of a run that gives its memory back."""
    options = onnxruntime.RunOptions()
    options.add_run_config_entry("memory.enable_memory_arena_shrinkage", "cpu:0")
    return options
