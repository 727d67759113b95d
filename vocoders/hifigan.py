"""HiFi-GAN (Kong, Kim, Bae 2020, arXiv 2010.05646): a mel is upsampled to a wave by transposed
convolutions.

After each upsampling, residual blocks of several kernel widths and dilations look at the same
signal side by side and their mean goes on ("multi-receptive field fusion", section 2.2). The
generators are those of the authors' published weights:

| | channels after the first convolution | residual block | upsampling | weights |
|---|---|---|---|---|
| V1 | 512 | two convolutions a step | 8 8 2 2 | 13.9 M |
| V2 | 128 | two convolutions a step | 8 8 2 2 | 0.9 M |
| V3 | 256 | one convolution a step | 8 8 4 | 1.5 M |

Names inside the network are the published ones, so their state dicts fit; `convert` makes a file of
ours from a published pair of files. Published weights speak the mel of 22.05 kHz, 80 bands, 0 to 8
kHz, and no other.
"""

import json
import os
import pickle
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn.functional import leaky_relu
from torch.nn.utils.parametrizations import weight_norm

from vocoders.errors import VocoderError
from vocoders.header_checks import config_of
from vocoders.hifigan_config import HifiganConfig
from vocoders.mel_config import MelConfig, check_mel
from vocoders.network_file import load_network, save_network

SLOPE = 0.1  # of every leaky ReLU but the last
# before the last convolution; the paper names no value, the published weights were trained with
# this one
LAST_SLOPE = 0.01


class ResBlock1(nn.Module):
    """Residual steps of a dilated and a plain convolution, each behind a leaky ReLU (V1, V2)."""

    def __init__(self, channels: int, kernel: int, dilations: tuple[int, ...]) -> None:
        super().__init__()
        self.convs1 = nn.ModuleList(
            _same_length(channels, kernel, dilation) for dilation in dilations
        )
        self.convs2 = nn.ModuleList(_same_length(channels, kernel, 1) for _ in dilations)

    def forward(self, x: Tensor) -> Tensor:  # (batch, channels, samples) -> the same
        for dilated, plain in zip(self.convs1, self.convs2, strict=True):
            x = x + plain(leaky_relu(dilated(leaky_relu(x, SLOPE)), SLOPE))
        return x


class ResBlock2(nn.Module):
    """Residual steps of one dilated convolution behind a leaky ReLU (V3)."""

    def __init__(self, channels: int, kernel: int, dilations: tuple[int, ...]) -> None:
        super().__init__()
        self.convs = nn.ModuleList(
            _same_length(channels, kernel, dilation) for dilation in dilations
        )

    def forward(self, x: Tensor) -> Tensor:  # (batch, channels, samples) -> the same
        for dilated in self.convs:
            x = x + dilated(leaky_relu(x, SLOPE))
        return x


def _same_length(channels: int, kernel: int, dilation: int) -> nn.Conv1d:
    return nn.Conv1d(
        channels, channels, kernel, dilation=dilation, padding=dilation * (kernel - 1) // 2
    )


RESIDUAL_BLOCKS: dict[str, type[ResBlock1] | type[ResBlock2]] = {"1": ResBlock1, "2": ResBlock2}


class HifiganGenerator(nn.Module):
    """mel -> wave, all in one piece."""

    def __init__(self, config: HifiganConfig, mels: int) -> None:
        super().__init__()
        self.config = config
        widths = [
            config.upsample_initial_channel >> step
            for step in range(len(config.upsample_rates) + 1)
        ]
        block = RESIDUAL_BLOCKS[config.resblock]
        self.conv_pre = nn.Conv1d(mels, widths[0], 7, padding=3)
        self.ups = nn.ModuleList(
            nn.ConvTranspose1d(wide, narrow, kernel, rate, padding=(kernel - rate) // 2)
            for wide, narrow, kernel, rate in zip(
                widths,
                widths[1:],
                config.upsample_kernel_sizes,
                config.upsample_rates,
                strict=False,
            )
        )
        shapes = list(
            zip(config.resblock_kernel_sizes, config.resblock_dilation_sizes, strict=True)
        )
        self.resblocks = nn.ModuleList(
            block(width, kernel, dilations) for width in widths[1:] for kernel, dilations in shapes
        )
        self.conv_post = nn.Conv1d(widths[-1], 1, 7, padding=3)

    def forward(self, mel: Tensor) -> Tensor:
        """Samples of a mel.

        mel        (batch, mels, frames), natural log
        returns    (batch, frames * hop), -1 to 1
        """
        x = self.conv_pre(mel)  # (batch, channels, frames)
        for step, upsample in enumerate(self.ups):
            x = self._fused(
                upsample(leaky_relu(x, SLOPE)), step
            )  # (batch, half the channels, rate times as long)
        return torch.tanh(self.conv_post(leaky_relu(x, LAST_SLOPE)))[:, 0]

    def _fused(self, x: Tensor, step: int) -> Tensor:
        beside = len(self.config.resblock_kernel_sizes)
        total = torch.zeros_like(x)
        for block in self.resblocks[step * beside : (step + 1) * beside]:
            total = total + block(x)
        return total / beside

    def normalize_weights(self) -> "HifiganGenerator":
        """Split every weight into length and direction for training (Salimans, Kingma 2016, arXiv
        1602.07868, equation 2).
        """
        for module in list(self.modules()):
            if isinstance(module, nn.Conv1d | nn.ConvTranspose1d):
                weight_norm(module)
        return self


# (length, direction): the published files' names, then those of torch's parametrizations
WEIGHT_NORM_NAMES = (
    (".weight_g", ".weight_v"),
    (".parametrizations.weight.original0", ".parametrizations.weight.original1"),
)


def fold(state: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Multiply weight-normalized weights out: w = g v / |v|, the norm over all but v's first
    dimension.

    state      a generator's state dict, with either way of naming g and v, or none
    returns    the same with plain `.weight` names, float32
    """
    folded = {}
    for name, value in state.items():
        for length_name, direction_name in WEIGHT_NORM_NAMES:
            if name.endswith(length_name):
                break
            if name.endswith(direction_name):
                stem = name.removesuffix(direction_name)
                folded[f"{stem}.weight"] = _multiplied(state, stem + length_name, value)
                break
        else:
            folded[name] = value.float()
    return folded


def _multiplied(state: Mapping[str, Tensor], length_name: str, direction: Tensor) -> Tensor:
    if length_name not in state:
        raise VocoderError(
            "the state dict holds a weight's direction but not its length: "
            f"{length_name} is missing"
        )
    norm = direction.float().flatten(1).norm(dim=1).reshape(-1, *[1] * (direction.dim() - 1))
    weight: Tensor = state[length_name].float() * direction.float() / norm
    return weight


class HifiganVocoder:
    """A vocoder from the mel alone: HiFi-GAN and the mel it was trained on."""

    name = "hifigan"
    needs_pitch = False

    def __init__(self, generator: HifiganGenerator, spec: MelConfig) -> None:
        """VocoderError if the generator does not make `spec.hop_length` samples a frame."""
        if generator.config.hop_length != spec.hop_length:
            raise VocoderError(
                f"this HiFi-GAN makes {generator.config.hop_length} samples a frame, its mel has "
                f"{spec.hop_length} (field hop_length)"
            )
        self.generator = generator.eval()
        self.spec = spec

    def __call__(
        self, mel: NDArray[np.float32], pitch: NDArray[np.float32] | None = None, seed: int = 0
    ) -> NDArray[np.float32]:
        """Samples of a mel; pitch and seed change nothing.

        mel        (mels, frames), natural log, of this vocoder's spec
        returns    (frames * hop,) float32
        """
        mel = np.ascontiguousarray(check_mel(mel, self.spec))
        with torch.inference_mode():
            samples: NDArray[np.float32] = self.generator(torch.from_numpy(mel)[None])[0].numpy()
        return samples

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> "HifiganVocoder":
        """The vocoder in a safetensors file; VocoderError if the file is damaged or holds something
        else.
        """

        def build(meta: dict[str, Any], spec: MelConfig) -> HifiganGenerator:
            return HifiganGenerator(config_of(HifiganConfig, meta, path), spec.n_mels)

        return cls(*load_network(path, cls.name, build))

    def save(self, path: str | os.PathLike[str], fp16: bool = False, **more: Any) -> None:
        """Write the weights, multiplied out, into one safetensors file.

        fp16    store float16
        more    goes into the header
        """
        dtype = np.float16 if fp16 else np.float32
        tensors = {
            name: value.detach().numpy().astype(dtype)
            for name, value in fold(self.generator.state_dict()).items()
        }
        save_network(path, self.name, self.generator.config, self.spec, tensors, **more)


def _fill(
    generator: HifiganGenerator, state: Mapping[str, Tensor], source: str | os.PathLike[str]
) -> None:
    try:
        generator.load_state_dict(state, strict=True)
    except RuntimeError as error:
        raise VocoderError(f"the weights in {source} do not fit their config: {error}") from error


def convert(
    checkpoint: str | os.PathLike[str],
    config: str | os.PathLike[str],
    output: str | os.PathLike[str],
) -> HifiganVocoder:
    """Make a file of ours from a published generator (`generator_v1`, `g_02500000`, ...) and its
    `config.json`.

    checkpoint    torch file of a dict whose key "generator" holds the state dict (weight_g,
                  weight_v), or of the state dict itself
    config        its config.json: the network's shape, and the mel (sampling_rate, hop_size,
                  win_size, n_fft, num_mels, fmin, fmax)
    output        the safetensors file to write, for `vocoders.load`, `plainspeech vocode --vocoder`
                  and voices of the same spec
    returns       the vocoder, as loaded from `output`

    Only tensors are read from the checkpoint: no code in it is run. VocoderError says what is
    missing.
    """
    fields = _json(config)
    spec = published_spec(fields)
    generator = HifiganGenerator(HifiganConfig.from_dict(fields), spec.n_mels)
    _fill(generator, fold(_state(checkpoint)), checkpoint)
    HifiganVocoder(generator, spec).save(output)
    return HifiganVocoder.load(output)


def published_spec(fields: Mapping[str, Any]) -> MelConfig:
    """The mel that a published config.json describes; fmax null stands for half the sample rate."""
    names = ("sampling_rate", "hop_size", "win_size", "n_fft", "num_mels", "fmin", "fmax")
    if missing := [name for name in names if name not in fields]:
        raise VocoderError(
            f"the config.json does not say {', '.join(missing)}; it says "
            f"{', '.join(sorted(fields))}"
        )
    rate, hop, window, fft, mels, low, high = (fields[name] for name in names)
    return MelConfig(
        rate, hop, window, fft, mels, float(low), float(rate / 2 if high is None else high)
    )


def _json(path: str | os.PathLike[str]) -> dict[str, Any]:
    try:
        fields = json.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise VocoderError(f"cannot read the HiFi-GAN config {path}: {error}") from error
    if not isinstance(fields, dict):
        raise VocoderError(
            f"{path} is not a HiFi-GAN config.json: it holds a {type(fields).__name__}, not an "
            "object"
        )
    return fields


def _state(path: str | os.PathLike[str]) -> dict[str, Tensor]:
    try:
        content = torch.load(path, map_location="cpu", weights_only=True)
    except (OSError, RuntimeError, EOFError, pickle.UnpicklingError) as error:
        raise VocoderError(f"cannot read the HiFi-GAN checkpoint {path}: {error}") from error
    state = content.get("generator", content) if isinstance(content, dict) else None
    if not isinstance(state, dict) or not all(
        isinstance(value, Tensor) for value in state.values()
    ):
        kind = (
            f"a dict of {', '.join(map(str, content))}"
            if isinstance(content, dict)
            else type(content).__name__
        )
        raise VocoderError(
            f"{path} is no HiFi-GAN generator: it holds {kind}. The generator's file has the key "
            "'generator'."
        )
    return state
