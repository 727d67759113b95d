"""Arrays that the compiled kernels take: weights, conditioning, state and buffers.

All are float32 and C-contiguous unless said otherwise; matrices are (inputs, outputs). Numba
compiles functions of NamedTuples of arrays, so each group travels as one argument.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from vocoders.mel_config import Array

CACHE_LINE_FLOATS = 16
PREFETCH = 4  # samples whose product with a layer's earlier tap is computed at once


class KernelWeights(NamedTuple):
    """Weights of a WaveNet in the layout of the kernels."""

    input_proj: Array  # (input_channels, filled up to a multiple of 8, residual)
    input_bias: Array  # (residual,)
    gates: Array  # (layers, 2, residual, 2 residual): the earlier tap, then the present one
    res_skips: Array  # (layers, residual, residual + skip)
    res_skip_biases: Array  # (layers, residual + skip)
    post1: Array  # (skip, skip)
    post1_bias: Array  # (skip,)
    post2: Array  # (skip, outputs): output_channels filled up to a multiple of 8
    post2_bias: Array  # (outputs,)
    dilations: NDArray[np.int64]  # (layers,)


class KernelConditioning(NamedTuple):
    """Conditioning of a batch; the LPC arrays as in `LpcConditioning`, for each row."""

    mel: Array  # (frames, layers * batch * 2 residual)
    coeffs: Array  # (batch, subframes, order), that of the earliest sample first
    gain: Array  # (batch, subframes)
    rms: Array  # (batch, subframes)
    pitch_lag: NDArray[np.int64]  # (batch, subframes)


class KernelSettings(NamedTuple):
    """Numbers that stay the same during a generation."""

    mixture_components: int  # 0: mu-law
    pitch_taps: int
    subframe_size: int  # samples
    context: int  # samples that the history holds before the first generated one
    temperature: np.float32  # factor of the scales of the logistics
    mulaw_range: np.float32  # largest value of mu-law


class KernelState(NamedTuple):
    """What one call of `generate` leaves for the next, changed in place."""

    history: Array  # (2, batch, context + samples): samples, and asinh of the LPC residuals
    ring: Array  # (sum of dilations * batch, residual): ring buffers of all layers
    prefetched: Array  # (layers, PREFETCH * batch, 2 residual): products of the earlier tap
    cursor: NDArray[np.int64]  # (layers,), position in each layer's ring buffer


class KernelBuffers(NamedTuple):
    """Intermediate values of one sample; nothing is kept in them from sample to sample."""

    inputs: Array  # (batch, inputs), zeros in the columns that fill up
    prediction: Array  # (batch,)
    hidden: Array  # (batch, residual)
    state: Array  # (batch, residual + skip): residual and skip connection
    preact: Array  # (layers * batch * 2 residual,)
    z: Array  # (batch, residual)
    skip: Array  # (batch, skip)
    post: Array  # (batch, skip)
    outputs: Array  # (batch, outputs)


def kernel_weights(state: dict[str, NDArray[Any]], dilations: tuple[int, ...]) -> KernelWeights:
    """The state dict of a WaveNet in the layout of the kernels; each array of floats starts at a
    cache line.
    """
    layers = range(len(dilations))
    input_proj = state["input_proj.weight"].T
    residual = input_proj.shape[1]
    outputs = residual + state["post_conv1.bias"].size
    gates = [state[f"gate_convs.{i}.weight"].transpose(2, 1, 0) for i in layers]
    res_skips = [state[f"res_skip_convs.{i}.weight"][:, :, 0].T for i in layers]
    biases = [state[f"res_skip_convs.{i}.bias"] for i in layers]
    post2 = state["post_conv2.weight"][:, :, 0].T
    fill = -post2.shape[1] % 8
    filled_input = np.pad(input_proj, ((0, -len(input_proj) % 8), (0, 0)))
    return KernelWeights(
        input_proj=cache_aligned(filled_input),
        input_bias=cache_aligned(state["input_proj.bias"]),
        gates=cache_aligned(np.stack(gates)),
        res_skips=cache_aligned(np.stack([_skip_last(values, outputs) for values in res_skips])),
        res_skip_biases=cache_aligned(np.stack([_skip_last(values, outputs) for values in biases])),
        post1=cache_aligned(state["post_conv1.weight"][:, :, 0].T),
        post1_bias=cache_aligned(state["post_conv1.bias"]),
        post2=cache_aligned(np.pad(post2, ((0, 0), (0, fill)))),
        post2_bias=cache_aligned(np.pad(state["post_conv2.bias"], (0, fill))),
        dilations=np.array(dilations, np.int64),
    )


def _skip_last(values: NDArray[Any], outputs: int) -> NDArray[Any]:
    """Weights or biases (..., outputs), with zeros before those of the last layer, which has skip
    outputs only.
    """
    missing = outputs - values.shape[-1]
    return np.pad(values, [(0, 0)] * (values.ndim - 1) + [(missing, 0)])


def kernel_buffers(weights: KernelWeights, batch: int) -> KernelBuffers:
    """Room for the intermediate values of a batch."""
    layers, _, residual, _ = weights.gates.shape
    shapes = {
        "inputs": (batch, weights.input_proj.shape[0]),
        "prediction": (batch,),
        "hidden": (batch, residual),
        "state": (batch, weights.res_skips.shape[2]),
        "preact": (layers * batch * 2 * residual,),
        "z": (batch, residual),
        "skip": (batch, len(weights.post1_bias)),
        "post": (batch, len(weights.post1_bias)),
        "outputs": (batch, len(weights.post2_bias)),
    }
    return KernelBuffers(**{name: np.zeros(shape, np.float32) for name, shape in shapes.items()})


def cache_aligned(values: NDArray[np.floating]) -> Array:
    """A copy in float32 and C order that starts at a cache line, which saves a tenth of the
    time.
    """
    room = np.empty(values.size + CACHE_LINE_FLOATS, np.float32)
    start = -(room.ctypes.data // room.itemsize) % CACHE_LINE_FLOATS
    out = room[start : start + values.size].reshape(values.shape)
    out[...] = values
    return out
