"""The WaveNet as a plain torch loop, which the compiled kernels are compared with."""

import numpy as np
import torch
from torch import Tensor

from vocoders.wavenet.conditioning import LpcConditioning, lpc_conditioning, mel_features
from vocoders.wavenet.linear_prediction import SUBFRAMES
from vocoders.wavenet.model import WaveNet


class TorchLoop:
    """Ring buffers and sums of the kernels in torch, sample by sample."""

    def __init__(self, network: WaveNet, mel: np.ndarray, f0: np.ndarray, count: int) -> None:
        config = network.config
        self.network = network
        self.config = config
        self.conditions = self._conditions(mel, f0)
        lpc = lpc_conditioning(mel, f0, config, network.spec)
        self.lpc = [torch.from_numpy(part) for part in lpc]
        self.taps = [conv.weight.unbind(2) for conv in network.gate_convs]
        self.rings = [
            torch.zeros(dilation, config.residual_channels) for dilation in config.dilations
        ]
        self.context = max(config.lpc_context(network.spec), 1)
        self.samples = torch.zeros(self.context + count)
        self.residuals = torch.zeros(self.context + count)

    def _conditions(self, mel: np.ndarray, f0: np.ndarray) -> Tensor:
        """Conditioning of each sample and layer, (samples, layers, 2 residual_channels)."""
        features = mel_features(mel, f0 if self.config.pitch_taps else None)
        frames = self.network.condition(torch.from_numpy(features)[None])
        hop = self.network.spec.hop_length
        samples = torch.nn.functional.interpolate(frames, scale_factor=hop, mode="linear")[0].T
        return samples.reshape(len(samples), len(self.config.dilations), -1)

    def step(self, t: int) -> None:
        """Generate one sample."""
        network = self.network
        index = self.context + t
        subframe = t * SUBFRAMES // network.spec.hop_length
        lpc = LpcConditioning(*(part[subframe] for part in self.lpc))
        inputs, prediction = self._inputs(index, lpc)
        skip = self._layers(t, network.input_proj(inputs))
        hidden = torch.relu(pointwise(network.post_conv1, torch.relu(skip)))
        outputs = pointwise(network.post_conv2, hidden)
        sample = draw(outputs, prediction, lpc.gain)
        self.samples[index] = sample
        self.residuals[index] = torch.asinh((sample - prediction) / lpc.gain)

    def _inputs(self, index: int, lpc: LpcConditioning) -> tuple[Tensor, Tensor]:
        """Inputs of the first layer and the LPC prediction."""
        if not self.config.lpc_order:
            return self.samples[index - 1 : index], torch.zeros(())
        prediction = lpc.coeffs @ self.samples[index - self.config.lpc_order : index]
        last = torch.stack([self.samples[index - 1], prediction]) / lpc.rms
        first = index - int(lpc.pitch_lag) - self.config.pitch_taps // 2
        pitch_taps = self.residuals[first : first + self.config.pitch_taps]
        residual = self.residuals[index - 1 : index]
        return torch.cat([residual, torch.asinh(last), pitch_taps]), prediction

    def _layers(self, t: int, hidden: Tensor) -> Tensor:
        """The sum of the skip outputs."""
        skip_channels = self.config.skip_channels
        skip = torch.zeros(skip_channels)
        for layer, (earlier, present) in enumerate(self.taps):
            ring = self.rings[layer]
            position = t % len(ring)
            preact = earlier @ ring[position] + present @ hidden + self.conditions[t, layer]
            ring[position] = hidden
            a, b = preact.chunk(2)
            z = torch.tanh(a) * torch.sigmoid(b)
            outputs = pointwise(self.network.res_skip_convs[layer], z)
            skip = skip + outputs[-skip_channels:]
            if len(outputs) > skip_channels:
                hidden = hidden + outputs[:-skip_channels]
        return skip


def pointwise(convolution: torch.nn.Conv1d, x: Tensor) -> Tensor:
    """A convolution of kernel size 1 on one sample (channels,)."""
    return convolution.weight[:, :, 0] @ x + convolution.bias


def draw(outputs: Tensor, prediction: Tensor, gain: Tensor) -> Tensor:
    """One sample of a mixture of logistics."""
    log_weights, means, log_scales = outputs.chunk(3)
    component = torch.multinomial(torch.softmax(log_weights, 0), 1)[0]
    uniform = torch.rand(()).clamp(1e-7, 1 - 1e-7)
    value = means[component] + log_scales[component].exp() * torch.logit(uniform)
    return (prediction + gain * value).clamp(-1, 1)
