"""WaveNet sample by sample, compiled by Numba: a ring buffer for each layer instead of the whole
convolution (Paine et al. 2016, "Fast WaveNet generation", arXiv 1611.09482).

One sample, with h[t] the output of the layer before and d_l the dilation of layer l:

    p = a' x[t - order..t - 1]
    h = w' (e[t - 1], x[t - 1], p, e[around t - lag]) + b
    for each layer l:
        a, b = c_l[t] + W_l0' h_l[t - d_l] + W_l1' h
        h_l[t] = h
        z = tanh(a) sigmoid(b)
        h, s = h + R_l' z, s + S_l' z
    e[t] ~ the distribution with the parameters V' relu(U' relu(s));   x[t] = p + g e[t]

Several rows (chunks of utterances) are generated as a batch: a part of a matrix that is read once
serves four of them, and matrix times vector becomes matrix times matrix. All arrays are float32 and
C-contiguous unless said otherwise; matrices are (inputs, outputs), so that the innermost loop runs
over neighbours. No kernel allocates, so none counts references (`_nrt`), which would cost as much
as the smaller loops.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import numpy as np
from numba import njit

from vocoders.wavenet.gemm import gemm_add
from vocoders.wavenet.kernel_arrays import PREFETCH

MAX_PREACTIVATION = 9.0  # tanh(9) is 1 in float32
MIN_SCALE = math.exp(-12)  # of a logistic: a fifth of a 16-bit step


NJIT_OPTIONS: Any = {
    "nogil": True,
    "error_model": "numpy",
    "fastmath": {"contract", "nsz"},
    "_nrt": False,
}


def jit(function: Callable[..., Any]) -> Any:
    """A function that Numba compiles when it is called first, and keeps where it finds a folder
    that it may write to; elsewhere it compiles anew in each process.
    """
    compiled: Any = njit(**NJIT_OPTIONS)(function)
    with suppress(RuntimeError):  # no place for a cache
        compiled.enable_caching()
    return compiled


@jit
def exponential(x):  # type: ignore[no-untyped-def]
    """e^x as (e^(x/32))^32 with four terms of the series, which vectorizes. Relative error 3e-6 for
    |x| < 2, 1e-4 for |x| < 6, 3 % at 18: large only where tanh and sigmoid are saturated.
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


@jit
def gate(preact, z):  # type: ignore[no-untyped-def]
    """z = tanh(a) sigmoid(b), computed as (A - 1) / ((A + 1) (1 + B)), A = e^2a, B = e^-b; error
    under 4e-6.

    preact    (batch, 2 residual): a in the first half of the columns, b in the second
    z         (batch, residual), is overwritten
    """
    channels = z.shape[1]
    a_max = np.float32(MAX_PREACTIVATION)
    b_max = np.float32(2 * MAX_PREACTIVATION)
    for row in range(z.shape[0]):
        for i in range(channels):
            a = min(max(preact[row, i], -a_max), a_max)
            b = min(max(preact[row, channels + i], -b_max), b_max)
            up = exponential(a + a)
            z[row, i] = (up - np.float32(1)) / (
                (up + np.float32(1)) * (np.float32(1) + exponential(-b))
            )


@jit
def relu(x):  # type: ignore[no-untyped-def]
    """x = max(x, 0), (batch, channels)."""
    for row in range(x.shape[0]):
        for i in range(x.shape[1]):
            x[row, i] = max(x[row, i], np.float32(0))


@jit
def sample_categorical(logits, uniform):  # type: ignore[no-untyped-def]
    """Index of a category, drawn from softmax(logits) with a uniform number from 0 to 1."""
    top = logits[0]
    for i in range(1, logits.shape[0]):
        top = max(top, logits[i])
    total = np.float32(0)
    for i in range(logits.shape[0]):
        total += math.exp(logits[i] - top)
    left = uniform * total
    for i in range(logits.shape[0] - 1):
        left -= math.exp(logits[i] - top)
        if left < 0:
            return i
    return logits.shape[0] - 1


@jit
def draw_sample(outputs, first, second, settings, prediction, gain):  # type: ignore[no-untyped-def]
    """One sample, -1 to 1, drawn from the distribution with the parameters `outputs` (outputs,).

    first, second    uniform numbers between 0 and 1
    prediction       LPC prediction p
    gain             RMS g of the LPC residual

    Mixture of logistics: p + g (mean of the drawn component) + temperature g (its scale)
    ln(u / (1 - u)). Mu-law: p + g mulaw_range sign(v) ((1 + mu)^|v| - 1) / mu.
    """
    components = settings.mixture_components
    if components == 0:
        level = 2 * sample_categorical(outputs, first) / 255 - 1
        expanded = math.copysign((256 ** abs(level) - 1) / 255, level)
        value = prediction + gain * settings.mulaw_range * expanded
    else:
        one = sample_categorical(outputs[:components], first)
        scale = max(gain * math.exp(outputs[2 * components + one]), np.float32(MIN_SCALE))
        value = (
            prediction
            + gain * outputs[components + one]
            + settings.temperature * scale * math.log(second / (1 - second))
        )
    return np.float32(min(max(value, -1.0), 1.0))


@jit
def lpc_step(  # type: ignore[no-untyped-def]
    history, index, coeffs, rms, pitch_lag, pitch_taps, inputs
):
    """LPC prediction of one sample of one row; the inputs of the first layer go into `inputs`.

    history    (2, samples): samples, and asinh of the LPC residuals
    index      of the sample in the history
    coeffs     (order,)
    """
    order = coeffs.shape[0]
    if order == 0:
        inputs[0] = history[0, index - 1]
        return np.float32(0)
    prediction = np.float32(0)
    for k in range(order):
        prediction += coeffs[k] * history[0, index - order + k]
    inputs[0] = history[1, index - 1]
    inputs[1] = math.asinh(history[0, index - 1] / rms)
    inputs[2] = math.asinh(prediction / rms)
    for k in range(pitch_taps):
        inputs[3 + k] = history[1, index - pitch_lag - pitch_taps // 2 + k]
    return prediction


@jit
def interpolate_frames(frames, position, out):  # type: ignore[no-untyped-def]
    """Linear interpolation between frames whose centres are at whole positions:
    (1 - share) frames[i] + share frames[i + 1].

    frames    (frames, channels)
    out       (channels,), is overwritten
    """
    last = frames.shape[0] - 1
    position = min(max(position, 0.0), last * 1.0)
    index = min(int(position), last)
    before = frames[index]
    after = frames[min(index + 1, last)]
    share = np.float32(position - index)
    for i in range(out.shape[0]):
        out[i] = before[i] + share * (after[i] - before[i])


@jit
def layer_step(  # type: ignore[no-untyped-def]
    gate_weight, res_skip, bias, preact, ring_row, state, z
):
    """One layer on one sample of each row.

    gate_weight    (residual, 2 residual), the present tap
    preact         (batch, 2 residual), conditioning and product of the earlier tap; is used up
    ring_row       (batch, residual), receives the input of the layer
    state          (batch, residual + skip), residual and skip connection, updated
    """
    batch, residual = ring_row.shape
    for row in range(batch):
        for i in range(residual):
            ring_row[row, i] = state[row, i]
    gemm_add(ring_row, gate_weight, preact)
    gate(preact, z)
    for row in range(batch):
        for i in range(bias.shape[0]):
            state[row, i] += bias[i]
    gemm_add(z, res_skip, state)


@jit
def earlier_tap(weight, ring, start, position, prefetched, preact):  # type: ignore[no-untyped-def]
    """Add to `preact` (batch, 2 residual) the product of one layer's earlier tap, whose input lies
    in its ring buffer. It is computed for PREFETCH samples at once, so that the matrix is read once
    for all of them.

    weight      (residual, 2 residual)
    start       first row of the layer in the ring (a row of the batch each)
    position    of the sample in the layer's ring buffer
    """
    batch = preact.shape[0]
    ahead = position % PREFETCH
    if ahead == 0:
        prefetched[:] = np.float32(0)
        gemm_add(ring[start : start + PREFETCH * batch], weight, prefetched)
    for row in range(batch):
        for i in range(preact.shape[1]):
            preact[row, i] += prefetched[ahead * batch + row, i]


@jit
def layers_step(  # type: ignore[no-untyped-def]
    gates, res_skips, biases, dilations, preact, ring, prefetched, cursor, state, z
):
    """All layers on one sample of each row. `preact` (layers, batch, 2 residual) holds the
    conditioning and is used up; the rest as in `KernelWeights`, `KernelState`, `KernelBuffers`.
    """
    batch = state.shape[0]
    first = 0
    for layer in range(dilations.shape[0]):
        position = cursor[layer]
        dilation = dilations[layer]
        start = (first + position) * batch
        ring_row = ring[start : start + batch]
        if dilation < PREFETCH:
            gemm_add(ring_row, gates[layer, 0], preact[layer])
        else:
            earlier_tap(gates[layer, 0], ring, start, position, prefetched[layer], preact[layer])
        layer_step(
            gates[layer, 1], res_skips[layer], biases[layer], preact[layer], ring_row, state, z
        )
        cursor[layer] = position + 1 if position + 1 < dilation else 0
        first += dilation


@jit
def input_step(  # type: ignore[no-untyped-def]
    weights, conditioning, settings, history, buffers, index, subframe
):
    """Input projection of one sample of each row into `buffers.state`, its skip part cleared."""
    hidden = buffers.hidden
    state = buffers.state
    residual = hidden.shape[1]
    for row in range(hidden.shape[0]):
        buffers.prediction[row] = lpc_step(
            history[:, row],
            index,
            conditioning.coeffs[row, subframe],
            conditioning.rms[row, subframe],
            conditioning.pitch_lag[row, subframe],
            settings.pitch_taps,
            buffers.inputs[row],
        )
        for i in range(residual):
            hidden[row, i] = weights.input_bias[i]
    gemm_add(buffers.inputs, weights.input_proj, hidden)
    for row in range(hidden.shape[0]):
        for i in range(state.shape[1]):
            state[row, i] = hidden[row, i] if i < residual else np.float32(0)


@jit
def output_step(weights, buffers):  # type: ignore[no-untyped-def]
    """Distribution parameters of one sample of each row, from the skip connections."""
    skip = buffers.skip
    residual = buffers.z.shape[1]
    for row in range(skip.shape[0]):
        for i in range(skip.shape[1]):
            skip[row, i] = max(buffers.state[row, residual + i], np.float32(0))
            buffers.post[row, i] = weights.post1_bias[i]
        for i in range(buffers.outputs.shape[1]):
            buffers.outputs[row, i] = weights.post2_bias[i]
    gemm_add(skip, weights.post1, buffers.post)
    relu(buffers.post)
    gemm_add(buffers.post, weights.post2, buffers.outputs)


@jit
def draw_step(settings, buffers, gain, uniforms, history, index):  # type: ignore[no-untyped-def]
    """Draw one sample of each row and write it and its LPC residual into the history.

    gain        (batch,)
    uniforms    (batch, 2)
    """
    for row in range(uniforms.shape[0]):
        prediction = buffers.prediction[row]
        sample = draw_sample(
            buffers.outputs[row],
            uniforms[row, 0],
            uniforms[row, 1],
            settings,
            prediction,
            gain[row],
        )
        history[0, row, index] = sample
        history[1, row, index] = math.asinh((sample - prediction) / gain[row])


@jit
def generate(  # type: ignore[no-untyped-def]
    weights, conditioning, settings, state, buffers, uniforms, first, distributions
):
    """The next samples of every row of a batch, into `state.history`.

    weights, conditioning, settings, state, buffers    the NamedTuples of `kernel_arrays.py`
    uniforms         (count, batch, 2), between 0 and 1, both excluded
    first            number of the first sample, from the start of the conditioning
    distributions    (batch, count, output_channels), receives the distribution parameters;
                     (0, 0, 0) if they are not wanted
    """
    batch = uniforms.shape[1]
    layers = weights.dilations.shape[0]
    subframes = conditioning.gain.shape[1] // conditioning.mel.shape[0]
    hop = settings.subframe_size * subframes
    preact = buffers.preact.reshape((layers, batch, 2 * buffers.z.shape[1]))
    for t in range(uniforms.shape[0]):
        index = settings.context + first + t
        subframe = (first + t) // settings.subframe_size
        interpolate_frames(conditioning.mel, (first + t + 0.5) / hop - 0.5, buffers.preact)
        input_step(weights, conditioning, settings, state.history, buffers, index, subframe)
        layers_step(
            weights.gates,
            weights.res_skips,
            weights.res_skip_biases,
            weights.dilations,
            preact,
            state.ring,
            state.prefetched,
            state.cursor,
            buffers.state,
            buffers.z,
        )
        output_step(weights, buffers)
        draw_step(
            settings, buffers, conditioning.gain[:, subframe], uniforms[t], state.history, index
        )
        for row in range(distributions.shape[0]):
            for i in range(distributions.shape[2]):
                distributions[row, t, i] = buffers.outputs[row, i]
