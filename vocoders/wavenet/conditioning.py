"""Inputs of the WaveNet: frame features from mel and F0, the LPC analyses of the mel, and what both
make of true samples (for training; `kernels.py` computes the same sample by sample).

With an `lpc_order` the network models the LPC residual e, not the sample x:

    e[t] = (x[t] - p[t]) / g[t],   p[t] = sum over k of a_k[t] x[t - k]

as in LP-WaveNet (Hwang et al. 2018, arXiv 1811.11913). The inputs of the first layer are e[t - 1],
x[t - 1] and p[t]; with `pitch_taps` also the residuals around one pitch period ago (Wu et al. 2019,
"Quasi-periodic WaveNet", arXiv 1907.00797, has whole layers with such a dilation).
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn.functional import pad

from vocoders.mel_config import Array, MelConfig
from vocoders.pitch import fill_f0, interpolate_unvoiced
from vocoders.wavenet.config import WaveNetConfig, max_period
from vocoders.wavenet.linear_prediction import linear_predictors, subframe_centres


class LpcConditioning(NamedTuple):
    """LPC analysis and pitch of each subframe, which are known before its samples are."""

    coeffs: NDArray[Any]  # (subframes, order), that of the earliest sample first
    gain: NDArray[Any]  # (subframes,), RMS of the LPC residual
    rms: NDArray[Any]  # (subframes,), RMS of the samples
    pitch_lag: NDArray[Any]  # (subframes,), pitch period in whole samples


class NetworkInputs(NamedTuple):
    """All inputs of a WaveNet for true samples (teacher forcing)."""

    inputs: Tensor  # (batch, samples, input_channels), of each sample from those before it
    features: Tensor  # (batch, mels, or mels + 2 with F0, frames)
    prediction: Tensor  # (batch, samples)
    gain: Tensor  # (batch, samples)


def mel_features(mel: Array, f0: Array | None) -> Array:
    """Input of the convolutions over frames: the mel (mels, frames), with two rows more for F0."""
    return mel if f0 is None else np.concatenate([mel, fill_f0(f0).features])


def lpc_conditioning(
    mel: Array, f0: Array | None, config: WaveNetConfig, spec: MelConfig
) -> LpcConditioning:
    """LPC conditioning of a mel (mels, frames) and F0 (frames,) in Hz, 0 where unvoiced."""
    frames = mel.shape[1]
    if not config.lpc_order:
        return _without_prediction(frames)
    found = linear_predictors(mel, spec, config.lpc_order)
    lag = np.zeros(len(found.gain), np.int64)
    if config.pitch_taps and f0 is not None:
        lag = pitch_lags(f0, config, spec)
    coeffs = np.ascontiguousarray(found.coeffs[:, ::-1])
    return LpcConditioning(coeffs, found.gain, found.rms, lag)


def _without_prediction(frames: int) -> LpcConditioning:
    """Conditioning of a network that models the samples themselves."""
    count = len(subframe_centres(frames))
    ones = np.ones(count, np.float32)
    return LpcConditioning(np.zeros((count, 0), np.float32), ones, ones, np.zeros(count, np.int64))


def pitch_lags(f0: Array, config: WaveNetConfig, spec: MelConfig) -> NDArray[np.int64]:
    """Pitch periods of the subframes in whole samples, (subframes,), from F0 (frames,) in Hz."""
    frames = len(f0)
    hertz = np.interp(subframe_centres(frames), np.arange(frames), interpolate_unvoiced(f0))
    shortest = config.pitch_taps // 2 + 1
    return np.clip(np.round(spec.sample_rate / hertz), shortest, max_period(spec)).astype(np.int64)


def lpc_inputs(
    samples: Tensor, conditioning: LpcConditioning, config: WaveNetConfig
) -> tuple[Tensor, Tensor, Tensor]:
    """Inputs of the first layer, LPC prediction and gain, of true samples.

    samples         (batch, samples), -1 to 1
    conditioning    arrays with a batch axis before that of the subframes
    returns         (batch, samples, input_channels), (batch, samples), (batch, samples)
    """
    if not config.lpc_order:
        inputs = _delayed(samples)[..., None]
        return inputs, torch.zeros_like(samples), torch.ones_like(samples)
    count = samples.shape[1]
    repeats = count // conditioning.gain.shape[1]
    coeffs, gain, rms, lag = (
        torch.as_tensor(part).repeat_interleave(repeats, 1) for part in conditioning
    )
    past = pad(samples, (config.lpc_order, 0)).unfold(1, config.lpc_order, 1)[:, :count]
    prediction = (past * coeffs).sum(2)  # past: (batch, samples, order)
    residuals = _delayed(torch.asinh((samples - prediction) / gain))
    last = torch.asinh(_delayed(samples) / rms)
    now = torch.stack([residuals, last, torch.asinh(prediction / rms)], 2)
    inputs = torch.cat([now, _pitch_taps(residuals, lag, config.pitch_taps)], 2)
    return inputs, prediction, gain


def _delayed(values: Tensor) -> Tensor:
    """(batch, samples) one sample later, zero first."""
    return pad(values[:, :-1], (1, 0))


def _pitch_taps(residuals: Tensor, lag: Tensor, taps: int) -> Tensor:
    """Residuals around one pitch period ago, (batch, samples, taps); zero before the first sample.

    residuals    (batch, samples), delayed by one sample
    lag          (batch, samples)
    """
    count = residuals.shape[1]
    around = torch.arange(taps) - taps // 2
    index = torch.arange(count)[:, None] - lag[..., None] + 1 + around  # (batch, samples, taps)
    expanded = residuals[:, None].expand(-1, count, -1)
    return torch.where(index >= 0, expanded.gather(2, index.clamp_min(0)), 0)
