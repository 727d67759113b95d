"""Likelihood of 16-bit samples: a mixture of logistics (Salimans et al. 2017, arXiv 1701.05517,
equation 2), and the mu-law companding of ITU-T G.711.
"""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn.functional import logsigmoid, softplus

from vocoders.wavenet.config import MU

HALF_LSB = 1 / 65536  # half a 16-bit step on the scale -1 to 1
MIN_LOG_SCALE = -12.0  # a logistic a fifth of a 16-bit step wide; -9 would hiss at -73 dB
MULAW_RANGE = 32.0  # largest LPC residual that mu-law reaches, in units of its gain


def log_mixture(outputs: Tensor, samples: Tensor) -> Tensor:
    """Log probability of 16-bit samples under a mixture of logistics: the probability mass between
    the two edges of the sample's step. The first and the last step reach to infinity.

    outputs    (batch, 3 mixture_components, samples): log weights, means, log scales
    samples    (batch, samples), -1 to 1
    returns    (batch, samples)
    """
    log_weights, means, log_scales = outputs.float().chunk(3, 1)
    log_scales = log_scales.clamp_min(MIN_LOG_SCALE)
    samples = samples[:, None]
    distance = samples - means
    upper = (distance + HALF_LSB) * torch.exp(-log_scales)
    lower = (distance - HALF_LSB) * torch.exp(-log_scales)
    # log(sigmoid(u) - sigmoid(l)) = log sigmoid(u) + log sigmoid(-l) + log(1 - e^(l - u)),
    # u - l = 2 HALF_LSB / scale
    width = 2 * HALF_LSB * torch.exp(-log_scales)
    inside = logsigmoid(upper) + logsigmoid(-lower) + torch.log(-torch.expm1(-width))
    inside = torch.where(samples > 1 - 3 * HALF_LSB, -softplus(lower), inside)  # from 32767/32768
    log_mass = torch.where(samples < -1 + HALF_LSB, logsigmoid(upper), inside)
    return torch.logsumexp(torch.log_softmax(log_weights, 1) + log_mass, 1)


def to_mu_law(samples: Tensor) -> Tensor:
    """Samples -1 to 1 -> levels 0 to 255 of ITU-T G.711: sign(x) ln(1 + mu |x|) / ln(1 + mu)."""
    range_ = torch.log1p(torch.tensor(float(MU)))
    compressed = samples.sign() * torch.log1p(MU * samples.abs()) / range_
    return ((compressed.clamp(-1, 1) + 1) / 2 * MU + 0.5).long()


def from_mu_law(levels: Tensor) -> Tensor:
    """Levels 0 to 255 -> samples -1 to 1, the middle of each step."""
    compressed = 2 * levels.float() / MU - 1
    range_ = torch.log1p(torch.tensor(float(MU)))
    return compressed.sign() * torch.expm1(compressed.abs() * range_) / MU
