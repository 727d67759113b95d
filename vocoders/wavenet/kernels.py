"""WaveNet sample by sample, compiled: a queue a layer, one new column each (Paine et al. 2016,
"Fast Wavenet generation", arXiv 1611.09482).

One sample, with h and the queues q_l of what each layer heard, newest last, its dilation d_l long:

    p = a' x[t-order..t-1];   h = w' (e[t-1], x[t-1], p, e[around t-lag]) + b
    for each layer l:   a, b = c_l[t] + W_l0' q_l[t - d_l] + W_l1' h;   q_l[t] = h;   z = tanh(a)
                        sigmoid(b);   h, s = h + R_l' z, s + S_l' z
    e[t] ~ the distribution that V' relu(U' relu(s)) describes;   x[t] = p + g e[t]

Several voices may speak at once, each array then a row a voice: a part of a matrix, once read,
serves four of them, and matrix times vector becomes matrix times matrix. Everything is float32 and
C-contiguous; matrices lie as (inputs, outputs), so that the innermost loop runs over neighbours.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from vocoders.mel_config import Array
from vocoders.wavenet.gemm import add_product

STEEPEST = 9.0  # tanh(9) is 1 in float32
NARROWEST = math.exp(-12)  # a logistic's scale: a fifth of a step of 16 bits
LINE = 16  # numbers in a line of the processor's caches
# samples that a layer's earlier tap is multiplied for at once, if its dilation reaches so far: the
# matrix is read once for all of them
AHEAD = 4
compiled = njit(cache=True, nogil=True, error_model="numpy", fastmath={"contract", "nsz"})
# Where nothing is allocated, no references to arrays need be counted, which costs as much as the
# smaller loops.
uncounted = njit(
    cache=True, nogil=True, error_model="numpy", fastmath={"contract", "nsz"}, _nrt=False
)  # type: ignore[call-overload]


@uncounted
def exponential(x):  # type: ignore[no-untyped-def]
    """e^x as (e^(x/32))^32 with four terms of the series, which vectorizes; relative error 3e-6 for
    |x| < 2, 1e-4 for |x| < 6, 3 % at 18.

    Large only where tanh and sigmoid, for which it is made, have come to their ends.
    """
    y = x * np.float32(1 / 32)
    y = np.float32(1) + y * (
        np.float32(1) + y * (np.float32(1 / 2) + y * (np.float32(1 / 6) + y * np.float32(1 / 24)))
    )
    y = y * y
    y = y * y
    y = y * y
    y = y * y
    return y * y


@uncounted
def gated(sums, z):  # type: ignore[no-untyped-def]
    """z = tanh(a) sigmoid(b) with a the first half of sums' columns and b the second, a row a
    voice.

    As (A - 1) / ((A + 1) (1 + B)), A = e^2a, B = e^-b; error under 4e-6.
    """
    count = z.shape[1]
    for voice in range(z.shape[0]):
        for i in range(count):
            a = min(max(sums[voice, i], np.float32(-STEEPEST)), np.float32(STEEPEST))
            b = min(
                max(sums[voice, count + i], np.float32(-2 * STEEPEST)), np.float32(2 * STEEPEST)
            )
            up = exponential(a + a)
            z[voice, i] = (up - np.float32(1)) / (
                (up + np.float32(1)) * (np.float32(1) + exponential(-b))
            )


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
def drawn(outputs, mixtures, first, second, scale, predicted, gain):  # type: ignore[no-untyped-def]
    """A sample, -1 to 1, of what `outputs` (outputs,) describe, from two uniform numbers;
    `mixtures` is 0 for mu-law.

    Of a mixture of logistics: predicted + gain (the chosen one's mean) + (its scale) temperature
    ln(u / (1 - u)). Of mu-law: predicted + gain largest sign(v) ((1 + mu)^|v| - 1) / mu. `scale`
    holds temperature and largest.
    """
    if mixtures == 0:
        bent = 2 * chosen(outputs, first) / 255 - 1
        value = predicted + gain * scale[1] * math.copysign((256 ** abs(bent) - 1) / 255, bent)
    else:
        one = chosen(outputs[:mixtures], first)
        wide = max(gain * math.exp(outputs[2 * mixtures + one]), np.float32(NARROWEST))
        value = (
            predicted
            + gain * outputs[mixtures + one]
            + scale[0] * wide * math.log(second / (1 - second))
        )
    return np.float32(min(max(value, -1.0), 1.0))


@compiled
def listened(said, at, taps, level, lag, period, x):  # type: ignore[no-untyped-def]
    """What the first layer hears at a place, into x (inputs,), and the prediction: said (2, places)
    holds samples and bent errors (asinh).
    """
    order = taps.shape[0]
    if order == 0:
        x[0] = said[0, at - 1]
        return np.float32(0)
    predicted = np.float32(0)
    for k in range(order):
        predicted += taps[k] * said[0, at - order + k]
    x[0], x[1], x[2] = (
        said[1, at - 1],
        math.asinh(said[0, at - 1] / level),
        math.asinh(predicted / level),
    )
    for k in range(period):
        x[3 + k] = said[1, at - lag - period // 2 + k]
    return predicted


@uncounted
def between(condition, place, y):  # type: ignore[no-untyped-def]
    """What all layers hear of the mel at a place among the frames, which lie at whole numbers: (1 -
    part) condition[i] + part condition[i + 1].
    """
    last = condition.shape[0] - 1
    place = min(max(place, 0.0), last * 1.0)
    before = min(int(place), last)
    here = condition[before]
    after = condition[min(before + 1, last)]
    part = np.float32(place - before)
    for i in range(y.shape[0]):
        y[i] = here[i] + part * (after[i] - here[i])


@uncounted
def layer_step(gate, mixes, biases, sums, column, flow, z):  # type: ignore[no-untyped-def]
    """One layer on one sample of every voice.

    gate        (width, 2 width), the present tap
    sums        (voices, 2 width), what it hears of the mel and of a dilation ago; is used up
    column      (voices, width), takes what it hears now
    flow        (voices, width + skip), what goes to the next layer beside what goes to the end
    """
    voices, width = column.shape
    for voice in range(voices):
        for i in range(width):
            column[voice, i] = flow[voice, i]
    add_product(column, gate, sums)
    gated(sums, z)
    for voice in range(voices):
        for i in range(biases.shape[0]):
            flow[voice, i] += biases[i]
    add_product(z, mixes, flow)


@uncounted
def layers_step(gates, mixes, biases, dilations, sums, queue, ahead, places, flow, z):  # type: ignore[no-untyped-def]
    """All layers on one sample; queue, ahead and places as `generate` has them."""
    start = 0
    voices = flow.shape[0]
    for layer in range(dilations.shape[0]):
        place = places[layer]
        dilation = dilations[layer]
        row = (start + place) * voices
        if dilation < AHEAD:
            add_product(queue[row : row + voices], gates[layer, 0], sums[layer])
        else:
            if place % AHEAD == 0:
                ahead[layer] = np.float32(0)
                add_product(queue[row : row + AHEAD * voices], gates[layer, 0], ahead[layer])
            for voice in range(voices):
                for i in range(sums.shape[2]):
                    sums[layer, voice, i] += ahead[layer, place % AHEAD * voices + voice, i]
        layer_step(
            gates[layer, 1],
            mixes[layer],
            biases[layer],
            sums[layer],
            queue[row : row + voices],
            flow,
            z,
        )
        places[layer] = place + 1 if place + 1 < dilation else 0
        start += dilation


@compiled
def generate(  # type: ignore[no-untyped-def]
    enter,
    entered,
    gates,
    mixes,
    biases,
    inner,
    inner_bias,
    outer,
    outer_bias,
    dilations,
    condition,
    taps,
    gain,
    level,
    lags,
    shape,
    scale,
    uniforms,
    said,
    queue,
    ahead,
    places,
    first,
    seen,
):
    """The next samples of every voice; said, queue, ahead and places are left as the next call
    needs them.

    enter       (inputs, width) and entered (width,), its bias  gates       (layers, 2, width, 2
                width): the earlier tap, then the present
    mixes       (layers, width, width + skip): R beside S       biases      (layers, width + skip)
    inner       (skip, skip)    outer (skip, outputs, filled up to a multiple of 8)
                dilations   (layers,)
    condition   (frames, layers * voices * 2 width)             first       number of the first
                sample, from the condition's start
    taps        (voices, parts, order), the earliest's first    gain, level, lags   (voices, parts)
    shape       mixtures (0: mu-law), period, samples of a part, what `said` holds before the first
                sample
    scale       temperature, and the largest error of mu-law    uniforms    (count, voices, 2) in
                0..1, exclusive
    said        (2, voices, places): samples, and asinh of errors
    queue       (sum of dilations * voices, width)              places      (layers,) where in its
                part of the queue each layer is
    ahead       (layers, AHEAD * voices, 2 width), what the earlier tap adds to this sample and to
                those that follow
    seen        (voices, count, outputs) takes the distributions; (0, 0, 0) to leave them
    """
    voices = said.shape[1]
    layers = mixes.shape[0]
    width = mixes.shape[1]
    mixtures = shape[0]
    period = shape[1]
    part = shape[2]
    before = shape[3]
    hop = part * (taps.shape[1] // condition.shape[0])
    hidden = np.empty((voices, width), np.float32)
    flow = np.empty((voices, mixes.shape[2]), np.float32)
    z = np.empty((voices, width), np.float32)
    heard = np.empty(layers * voices * 2 * width, np.float32)
    x = np.zeros((voices, enter.shape[0]), np.float32)
    sums = heard.reshape((layers, voices, 2 * width))
    predicted = np.empty(voices, np.float32)
    total = np.empty((voices, inner.shape[0]), np.float32)
    second = np.empty((voices, inner.shape[0]), np.float32)
    outputs = np.empty((voices, outer.shape[1]), np.float32)
    for t in range(uniforms.shape[0]):
        at = before + first + t
        row = (first + t) // part
        between(condition, (first + t + 0.5) / hop - 0.5, heard)
        for voice in range(voices):
            predicted[voice] = listened(
                said[:, voice],
                at,
                taps[voice, row],
                level[voice, row],
                lags[voice, row],
                period,
                x[voice],
            )
            for i in range(width):
                hidden[voice, i] = entered[i]
        add_product(x, enter, hidden)
        for voice in range(voices):
            for i in range(flow.shape[1]):
                flow[voice, i] = hidden[voice, i] if i < width else np.float32(0)
        layers_step(gates, mixes, biases, dilations, sums, queue, ahead, places, flow, z)
        for voice in range(voices):
            for i in range(total.shape[1]):
                total[voice, i], second[voice, i] = (
                    max(flow[voice, width + i], np.float32(0)),
                    inner_bias[i],
                )
            for i in range(outputs.shape[1]):
                outputs[voice, i] = outer_bias[i]
        add_product(total, inner, second)
        rectified(second)
        add_product(second, outer, outputs)
        for voice in range(voices):
            own = gain[voice, row]
            sample = drawn(
                outputs[voice],
                mixtures,
                uniforms[t, voice, 0],
                uniforms[t, voice, 1],
                scale,
                predicted[voice],
                own,
            )
            said[0, voice, at], said[1, voice, at] = (
                sample,
                math.asinh((sample - predicted[voice]) / own),
            )
        if seen.shape[0]:
            seen[:, t] = outputs[:, : seen.shape[2]]


def kernel_arguments_of(state: dict[str, NDArray[Any]], layers: int) -> tuple[Array, ...]:
    """A WaveNet's state dict as `generate` takes it: enter, entered, gates, mixes, biases, inner,
    inner_bias, outer, outer_bias.
    """
    width = state["enter.weight"].shape[0]
    last: dict[str, NDArray[Any]] = {
        "weight": np.zeros((width, width, 1)),
        "bias": np.zeros(width),
    }  # the last layer has no residual
    state = {**state, **{f"residuals.{layers - 1}.{name}": value for name, value in last.items()}}
    enter = np.pad(state["enter.weight"].T, ((0, -state["enter.weight"].shape[1] % 8), (0, 0)))
    gates = np.stack([state[f"gates.{i}.weight"].transpose(2, 1, 0) for i in range(layers)])
    mixes = np.stack(
        [
            np.concatenate(
                [state[f"{part}.{i}.weight"][:, :, 0].T for part in ("residuals", "skips")], 1
            )
            for i in range(layers)
        ]
    )
    biases = np.stack(
        [
            np.concatenate([state[f"{part}.{i}.bias"] for part in ("residuals", "skips")])
            for i in range(layers)
        ]
    )
    wide = -state["outer.bias"].size % 8
    inner = state["inner.weight"][:, :, 0].T
    outer = np.pad(state["outer.weight"][:, :, 0].T, ((0, 0), (0, wide)))
    ends = inner, state["inner.bias"], outer, np.pad(state["outer.bias"], (0, wide))
    return tuple(packed(part) for part in (enter, state["enter.bias"], gates, mixes, biases, *ends))


def packed(values: NDArray[np.floating]) -> Array:
    """As the kernels read it: float32 in C order, from the beginning of a cache line on, which
    saves a tenth of the time.
    """
    room = np.empty(values.size + LINE, np.float32)
    start = -(room.ctypes.data // room.itemsize) % LINE
    out = room[start : start + values.size].reshape(values.shape)
    out[...] = values
    return out
