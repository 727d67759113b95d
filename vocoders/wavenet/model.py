"""WaveNet (van den Oord et al. 2016, arXiv 1609.03499): the network that predicts the distribution
of each sample from the samples before it and the mel (Shen et al. 2018, arXiv 1712.05884).

A stack is a row of causal convolutions of two taps whose dilations double: 1, 2, 4, ... With n
layers in each of m stacks a sample depends on the samples before it within the

    receptive field = m (2^n - 1) + 1

A layer computes

    (a, b) = W_0 h[t - d] + W_1 h[t] + c[t],   z = tanh(a) sigmoid(b)
    h += R z,   skip += S z

with c from the mel: convolutions over frames, interpolated linearly between the centres of frames.
The output is the distribution of the next sample, or of its LPC residual (`conditioning.py`):
a mixture of logistics or a softmax over mu-law levels. LPC supplies spectrum and level: with no
network at all it costs 5.7 nats a sample, a plain WaveNet of the same size was at 7.1 after 5,000
steps.
"""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy, interpolate, leaky_relu, pad

from vocoders.errors import VocoderError
from vocoders.mel_config import MelConfig
from vocoders.wavenet.conditioning import (
    LpcConditioning,
    NetworkInputs,
    lpc_conditioning,
    lpc_inputs,
    mel_features,
)
from vocoders.wavenet.config import LOGISTIC_MIXTURE, MU_LAW, WaveNetConfig
from vocoders.wavenet.likelihood import MULAW_RANGE, log_mixture, to_mu_law
from vocoders.wavenet.linear_prediction import SUBFRAMES

LOG_MEL_MEAN = -5.0  # about those of speech: mels are normalized by them
LOG_MEL_STD = 2.5


class WaveNet(nn.Module):
    """Earlier samples, mel and F0 -> distribution of the next sample."""

    def __init__(self, config: WaveNetConfig, spec: MelConfig) -> None:
        super().__init__()
        if spec.hop_length % SUBFRAMES:
            raise VocoderError(
                f"a WaveNet needs a hop_length of a multiple of {SUBFRAMES} samples, not "
                f"{spec.hop_length}."
            )
        self.config = config
        self.spec = spec
        residual = config.residual_channels
        skip = config.skip_channels
        kernel_size = config.cond_kernel_size
        layers = len(config.dilations)
        features = spec.n_mels + (2 if config.pitch_taps else 0)
        self.cond_convs = nn.ModuleList(
            nn.Conv1d(channels, config.cond_channels, kernel_size, padding=kernel_size // 2)
            for channels in (features, config.cond_channels)
        )
        self.cond_proj = nn.Conv1d(config.cond_channels, layers * 2 * residual, 1)
        self.input_proj = nn.Linear(config.input_channels, residual)
        self.gate_convs = nn.ModuleList(
            nn.Conv1d(residual, 2 * residual, 2, dilation=dilation, bias=False)
            for dilation in config.dilations
        )
        # the last layer has no residual output: nothing would read it
        outputs = [residual + skip] * (layers - 1) + [skip]
        self.res_skip_convs = nn.ModuleList(nn.Conv1d(residual, count, 1) for count in outputs)
        self.post_conv1 = nn.Conv1d(skip, skip, 1)
        self.post_conv2 = nn.Conv1d(skip, config.output_channels, 1)
        self._init_output_bias()

    @torch.no_grad()
    def _init_output_bias(self) -> None:
        """Start with logistics of a variance of about 1, as the LPC residual has; without linear
        prediction with scales of a twentieth, spread over the range of speech.
        """
        bias = self.post_conv2.bias
        if self.config.output_distribution == LOGISTIC_MIXTURE and bias is not None:
            _, means, log_scales = bias.chunk(3)
            several = len(means) > 1
            means.copy_(torch.linspace(-0.5, 0.5, len(means)) if several else torch.zeros(1))
            log_scales.fill_(-0.8 if self.config.lpc_order else -3.0)

    def condition(self, features: Tensor) -> Tensor:
        """Conditioning of all layers: features (batch, features, frames) ->
        (batch, layers * 2 residual_channels, frames).
        """
        mels = self.spec.n_mels
        log_mel = (features[:, :mels] - LOG_MEL_MEAN) / LOG_MEL_STD
        hidden = torch.cat([log_mel, features[:, mels:]], 1)
        for convolution in self.cond_convs:
            hidden = leaky_relu(convolution(hidden), 0.1)
        projected: Tensor = self.cond_proj(hidden)
        return projected

    def prepare_inputs(
        self, samples: Tensor, mel: Tensor, f0: Tensor | None = None
    ) -> NetworkInputs:
        """The inputs of `forward` for true samples.

        samples    (batch, frames * hop), -1 to 1
        mel        (batch, mels, frames), natural log
        f0         (batch, frames), Hz, 0 where unvoiced; the config says whether it is needed
        """
        mels = mel.numpy()
        contours = [None] * len(mels) if f0 is None else list(f0.numpy())
        rows = list(zip(mels, contours, strict=True))
        used = [(row, contour if self.config.pitch_taps else None) for row, contour in rows]
        features = np.stack([mel_features(*row) for row in used])
        conditionings = [lpc_conditioning(*row, self.config, self.spec) for row in rows]
        stacked = LpcConditioning(*map(np.stack, zip(*conditionings, strict=True)))
        inputs, prediction, gain = lpc_inputs(samples, stacked, self.config)
        return NetworkInputs(inputs, torch.from_numpy(features), prediction, gain)

    def forward(self, inputs: NetworkInputs) -> Tensor:
        """Distribution parameters of all samples, each from the true samples before it (teacher
        forcing): (batch, output_channels, samples).
        """
        residual = self.config.residual_channels
        conditions = self.condition(inputs.features).chunk(len(self.gate_convs), 1)
        hidden = self.input_proj(inputs.inputs).transpose(1, 2)  # (batch, residual, samples)
        skip = torch.zeros((), device=hidden.device)
        layers = zip(
            self.gate_convs, self.res_skip_convs, conditions, self.config.dilations, strict=True
        )
        for gate_conv, res_skip_conv, condition, dilation in layers:
            upsampled = interpolate(condition, scale_factor=self.spec.hop_length, mode="linear")
            a, b = (gate_conv(pad(hidden, (dilation, 0))) + upsampled).chunk(2, 1)
            outputs = res_skip_conv(torch.tanh(a) * torch.sigmoid(b))
            skip = skip + outputs[:, -self.config.skip_channels :]
            if outputs.shape[1] > self.config.skip_channels:
                hidden = hidden + outputs[:, :residual]
        out: Tensor = self.post_conv2(torch.relu(self.post_conv1(torch.relu(skip))))
        return out

    def log_likelihood(self, outputs: Tensor, samples: Tensor, inputs: NetworkInputs) -> Tensor:
        """Natural log of the probability of each 16-bit sample (or mu-law level), (batch, samples).

        outputs    as `forward` gives them
        """
        if self.config.output_distribution == MU_LAW:
            largest = MULAW_RANGE if self.config.lpc_order else 1.0
            residual = (samples - inputs.prediction) / inputs.gain
            return -cross_entropy(outputs, to_mu_law(residual / largest), reduction="none")
        log_weights, means, log_scales = outputs.float().chunk(3, 1)
        gain = inputs.gain[:, None]
        means = inputs.prediction[:, None] + gain * means
        return log_mixture(torch.cat([log_weights, means, gain.log() + log_scales], 1), samples)
