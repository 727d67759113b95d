"""WaveNet sample by sample, compiled: a queue a layer, one new column each (Paine et al. 2016, "Fast Wavenet generation", arXiv 1611.09482).

One sample, with h and the queues q_l of what each layer heard, newest last, its dilation d_l long:

    h = w x[t-1] + b
    for each layer l:   a, b = c_l[t] + W_l0' q_l[t - d_l] + W_l1' h;   q_l[t] = h;   z = tanh(a) sigmoid(b);   h, s = h + R_l' z, s + S_l' z
    x[t] ~ the distribution that V' relu(U' relu(s)) describes

Several voices may speak at once, each array then a row a voice: eight rows of a matrix, once read, serve all of them, and matrix times vector becomes
matrix times matrix. Everything is float32 and C-contiguous; matrices lie as (inputs, outputs), so that the innermost loop runs over neighbours.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from vocoders.mel import Array

STEEPEST = 9.0  # tanh(9) is 1 in float32
compiled = njit(cache=True, nogil=True, error_model="numpy", fastmath={"contract", "nsz"})


@compiled
def exponential(x):  # type: ignore[no-untyped-def]
    """e^x as (e^(x/32))^32 with four terms of the series, which vectorizes; relative error 3e-6 for |x| < 2, 1e-4 for |x| < 6, 3 % at 18.

    Large only where tanh and sigmoid, for which it is made, have come to their ends.
    """
    y = x * np.float32(1 / 32)
    y = np.float32(1) + y * (np.float32(1) + y * (np.float32(1 / 2) + y * (np.float32(1 / 6) + y * np.float32(1 / 24))))
    y = y * y
    y = y * y
    y = y * y
    y = y * y
    return y * y


@compiled
def gated(sums, z):  # type: ignore[no-untyped-def]
    """z = tanh(a) sigmoid(b) with a the first half of sums and b the second: (A - 1) / ((A + 1) (1 + B)), A = e^2a, B = e^-b; error under 4e-6."""
    count = z.shape[0]
    for i in range(count):
        a = min(max(sums[i], np.float32(-STEEPEST)), np.float32(STEEPEST))
        b = min(max(sums[count + i], np.float32(-2 * STEEPEST)), np.float32(2 * STEEPEST))
        up = exponential(a + a)
        z[i] = (up - np.float32(1)) / ((up + np.float32(1)) * (np.float32(1) + exponential(-b)))


@compiled
def add_product(x, w, y):  # type: ignore[no-untyped-def]
    """y += x w: x (voices, inputs), w (inputs, outputs), y (voices, outputs); inputs are a multiple of 8."""
    for i in range(0, w.shape[0], 8):
        w0, w1, w2, w3, w4, w5, w6, w7 = w[i], w[i + 1], w[i + 2], w[i + 3], w[i + 4], w[i + 5], w[i + 6], w[i + 7]
        for voice in range(x.shape[0]):
            to = y[voice]
            x0, x1, x2, x3 = x[voice, i], x[voice, i + 1], x[voice, i + 2], x[voice, i + 3]
            x4, x5, x6, x7 = x[voice, i + 4], x[voice, i + 5], x[voice, i + 6], x[voice, i + 7]
            for o in range(w.shape[1]):
                to[o] += w0[o] * x0 + w1[o] * x1 + w2[o] * x2 + w3[o] * x3 + w4[o] * x4 + w5[o] * x5 + w6[o] * x6 + w7[o] * x7


@compiled
def rectified(x):  # type: ignore[no-untyped-def]
    """x = max(x, 0), (voices, channels)."""
    for voice in range(x.shape[0]):
        for i in range(x.shape[1]):
            x[voice, i] = max(x[voice, i], np.float32(0))


@compiled
def chosen(logits, uniform):  # type: ignore[no-untyped-def]
    """Which choice a uniform number from 0 to 1 falls on, by the softmax of logits (choices,)."""
    top = logits.max()
    total = np.float32(0)
    for logit in logits:
        total += math.exp(logit - top)
    left = uniform * total
    for i in range(logits.shape[0] - 1):
        left -= math.exp(logits[i] - top)
        if left < 0:
            return i
    return logits.shape[0] - 1


@compiled
def drawn(outputs, mixtures, first, second, temperature):  # type: ignore[no-untyped-def]
    """A sample, -1 to 1, of what `outputs` (outputs,) describe, from two uniform numbers; `mixtures` is 0 for mu-law.

    Of a mixture of logistics: the chosen one's mean + scale temperature ln(u / (1 - u)). Of mu-law: sign(v) ((1 + mu)^|v| - 1) / mu.
    """
    if mixtures == 0:
        bent = 2 * chosen(outputs, first) / 255 - 1
        return np.float32(math.copysign((256 ** abs(bent) - 1) / 255, bent))
    one = chosen(outputs[:mixtures], first)
    scale = math.exp(max(outputs[2 * mixtures + one], np.float32(-9)))
    value = outputs[mixtures + one] + temperature * scale * math.log(second / (1 - second))
    return np.float32(min(max(value, -1.0), 1.0))


@compiled
def between(condition, place, y):  # type: ignore[no-untyped-def]
    """What all layers hear of the mel at a place among the frames, which lie at whole numbers: (1 - part) condition[i] + part condition[i + 1]."""
    last = condition.shape[0] - 1
    place = min(max(place, 0.0), last * 1.0)
    before = min(int(place), last)
    here, after, part = condition[before], condition[min(before + 1, last)], np.float32(place - before)
    for i in range(y.shape[0]):
        y[i] = here[i] + part * (after[i] - here[i])


@compiled
def layer_step(gates, mixes, biases, sums, column, hidden, both, z, total):  # type: ignore[no-untyped-def]
    """One layer on one sample of every voice: column (voices, width) is what it heard a dilation ago, and is left as what it hears now."""
    width = hidden.shape[1]
    add_product(column, gates[:width], sums)
    add_product(hidden, gates[width:], sums)
    for voice in range(hidden.shape[0]):
        gated(sums[voice], z[voice])
        column[voice] = hidden[voice]
        both[voice] = biases
    add_product(z, mixes, both)
    for voice in range(hidden.shape[0]):
        for i in range(width):
            hidden[voice, i] += both[voice, i]
        for i in range(total.shape[1]):
            total[voice, i] += both[voice, width + i]


@compiled
def generate(enter, gates, mixes, biases, inner, inner_bias, outer, outer_bias, dilations,  # type: ignore[no-untyped-def]
             condition, hop, mixtures, temperature, uniforms, state, queue, places, first, out, seen):
    """The next samples of every voice; state, queue and places are left as the next call needs them.

    enter       (2, width) weight and bias                      gates       (layers, 2 width, 2 width): earlier tap's inputs, then the present's
    mixes       (layers, width, width + skip): R beside S       biases      (layers, width + skip)
    inner       (skip, skip)    outer (skip, outputs)           dilations   (layers,)
    condition   (voices, frames, layers * 2 width)              first       number of the first sample, from the condition's start
    uniforms    (count, voices, 2) in 0..1, exclusive           state       (voices,) the last sample of each
    queue       (sum of dilations, voices, width)               places      (layers,) where in its part of the queue each layer is
    out         (voices, count)                                 seen        (voices, count, outputs) takes the distributions; (0, 0, 0) to leave them
    """
    voices, layers, width = state.shape[0], mixes.shape[0], mixes.shape[1]
    both = np.empty((voices, mixes.shape[2]), np.float32)
    hidden, z = np.empty((voices, width), np.float32), np.empty((voices, width), np.float32)
    heard = np.empty((voices, layers * 2 * width), np.float32)
    sums = np.empty((voices, 2 * width), np.float32)
    total, second = np.empty((voices, inner.shape[0]), np.float32), np.empty((voices, inner.shape[0]), np.float32)
    outputs = np.empty((voices, outer.shape[1]), np.float32)
    for t in range(out.shape[1]):
        for voice in range(voices):
            between(condition[voice], (first + t + 0.5) / hop - 0.5, heard[voice])
            hidden[voice] = enter[0] * state[voice] + enter[1]
            second[voice], outputs[voice] = inner_bias, outer_bias
        total[:] = 0
        start = 0
        for layer in range(layers):
            sums[:] = heard[:, layer * 2 * width:(layer + 1) * 2 * width]
            layer_step(gates[layer], mixes[layer], biases[layer], sums, queue[start + places[layer]], hidden, both, z, total)
            places[layer] = places[layer] + 1 if places[layer] + 1 < dilations[layer] else 0
            start += dilations[layer]
        rectified(total)
        add_product(total, inner, second)
        rectified(second)
        add_product(second, outer, outputs)
        for voice in range(voices):
            state[voice] = drawn(outputs[voice], mixtures, uniforms[t, voice, 0], uniforms[t, voice, 1], temperature)
            out[voice, t] = state[voice]
        if seen.shape[0]:
            seen[:, t] = outputs


def kernel_arguments_of(state: dict[str, NDArray[Any]], layers: int) -> tuple[Array, ...]:
    """A WaveNet's state dict as `generate` takes it: enter, gates, mixes, biases, inner, inner_bias, outer, outer_bias."""
    width = state["enter.weight"].shape[0]
    last: dict[str, NDArray[Any]] = {"weight": np.zeros((width, width, 1)), "bias": np.zeros(width)}  # the last layer has no residual
    state = {**state, **{f"residuals.{layers - 1}.{name}": value for name, value in last.items()}}
    enter = np.stack([state["enter.weight"][:, 0, 0], state["enter.bias"]])
    gates = np.stack([np.concatenate([state[f"gates.{i}.weight"][:, :, tap].T for tap in (0, 1)]) for i in range(layers)])
    mixes = np.stack([np.concatenate([state[f"{part}.{i}.weight"][:, :, 0].T for part in ("residuals", "skips")], 1) for i in range(layers)])
    biases = np.stack([np.concatenate([state[f"{part}.{i}.bias"] for part in ("residuals", "skips")]) for i in range(layers)])
    inner, outer = state["inner.weight"][:, :, 0].T, state["outer.weight"][:, :, 0].T
    return tuple(packed(part) for part in (enter, gates, mixes, biases, inner, state["inner.bias"], outer, state["outer.bias"]))


def packed(values: NDArray[np.floating]) -> Array:
    """As the kernels read it."""
    return np.ascontiguousarray(values, np.float32)
