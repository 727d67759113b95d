"""What is different when a WaveNet is trained: nothing is judged and nothing made; true samples go
in, and each should have been likely.

The loss is the negative log likelihood, in nats a sample, of the true samples under the
distributions that the network gives each of them from the true ones before it (teacher forcing; van
den Oord et al. 2016, arXiv 1609.03499, equation 1). What is asked of a sample must be what
generation would see of it: so a cut holds a receptive field of true samples before the first that
counts, begins with empty queues only where the clip begins, and its mel reaches on both sides as
far as the convolutions over frames do.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import soundfile
import torch
from torch import Tensor, nn
from torch.nn.functional import linear, pad

from vocoders.mel import LOG_FLOOR, mel_spectrogram
from vocoders.mel_config import MelConfig
from vocoders.training import loop as run
from vocoders.training.feature_file import Pack
from vocoders.training.segments import Cutter
from vocoders.training.train import Trainer
from vocoders.wavenet.batch_generator import import_kernels
from vocoders.wavenet.conditioning import (
    LpcConditioning,
    NetworkInputs,
    frame_features,
    lpc_conditioning,
    lpc_inputs,
)
from vocoders.wavenet.config import WaveNetConfig
from vocoders.wavenet.model import WaveNet
from vocoders.wavenet.vocoder import WaveNetVocoder

JUDGED = 256  # frames of a clip that validation takes


class Lessons(NamedTuple):
    """A batch of cuts: `frames` frames of samples, and a mel that reaches further."""

    samples: Tensor  # (batch, frames * hop)
    heard: NetworkInputs  # of those samples; its features reach further, frames + 2 reach
    place: Tensor  # (batch,), which frame of the features is the samples' first
    # (batch, frames * hop), whether a sample has all before it that generation would see
    counts: Tensor

    def to(self, device: torch.device) -> Lessons:
        """The same on a device."""
        heard = NetworkInputs(*(part.to(device, non_blocking=True) for part in self.heard))
        return Lessons(
            self.samples.to(device), heard, self.place.to(device), self.counts.to(device)
        )


def lead_of(config: WaveNetConfig, spec: MelConfig) -> int:
    """Frames that hold a receptive field."""
    return -(-config.receptive_field // spec.hop_length)


def reach_of(config: WaveNetConfig, spec: MelConfig) -> int:
    """Frames on either side that a frame's condition depends on, and one that is interpolated to;
    or that hold what is heard of the past besides.
    """
    return max(
        2 * (config.cond_kernel_size // 2) + 1, -(-config.lpc_context(spec) // spec.hop_length) + 1
    )


class LessonCutter(Cutter):
    """Draws cuts as `Cutter` does, each with its past; a clip's beginning as often as what follows
    it.
    """

    def __init__(
        self,
        config: WaveNetConfig,
        pack: Pack,
        clips: list[int],
        frames: int,
        batch: int,
        seed: int,
        **spoken: Any,
    ) -> None:
        super().__init__(pack, clips, frames, batch, seed, 0.0, **spoken)
        self.config, self.lead, self.reach = (
            config,
            lead_of(config, pack.spec),
            reach_of(config, pack.spec),
        )
        if frames <= self.lead:
            raise run.BadRecipe(
                f"cuts of {frames} frames hold no more than the WaveNet's receptive field, {config.receptive_field} samples or "
                f"{self.lead} frames. Set frames to several times that."
            )

    def __call__(self, step: int) -> Lessons:  # type: ignore[override]
        """The batch of a step, always the same for the same seed."""
        rng = run.rng_of(self.seed, step)
        rows = [
            self.row(int(clip), rng) for clip in rng.choice(self.clips, self.batch, p=self.chances)
        ]
        samples, inputs, features, predicted, gain, place, counts = (
            torch.stack(part) for part in zip(*rows, strict=True)
        )
        return Lessons(samples, NetworkInputs(inputs, features, predicted, gain), place, counts)

    def row(self, clip: int, rng: np.random.Generator) -> tuple[Tensor, ...]:  # type: ignore[override]
        """One row of `Lessons`; a random gain of -6 to +3 dB moves the mel and the samples alike."""
        mel, _ = self.mel_of(clip, rng)
        count = len(mel)
        hop = self.pack.spec.hop_length
        first = int(np.clip(rng.integers(-self.lead, max(1, count - self.frames + 1)), 0, None))
        seen = int(
            np.clip(first - self.reach, 0, max(0, count - self.frames - 2 * self.reach))
        )  # the mel's first frame
        gain = rng.uniform(-6, 3) / 20 * np.log(10)
        wide = self.frames + 2 * self.reach
        heard = np.maximum(
            mel[seen : seen + wide].T.astype(np.float32) + np.float32(gain),
            np.float32(np.log(LOG_FLOOR)),
        )
        heard = np.pad(
            heard, ((0, 0), (0, wide - heard.shape[1])), constant_values=np.log(LOG_FLOOR)
        )
        pitch = None
        if self.config.pitch_taps:
            hertz = np.asarray(self.pack.arrays["pitch"][clip], np.float32)
            pitch = np.pad(hertz[seen : seen + wide], (0, max(0, wide - max(0, len(hertz) - seen))))
        true = (
            self.pack.arrays["samples"][clip][seen * hop : (seen + wide) * hop].astype(np.float32)
            / 32768
            * np.float32(np.exp(gain))
        )
        samples = torch.from_numpy(np.pad(np.clip(true, -1, 1), (0, wide * hop - len(true))))
        guide = LpcConditioning(
            *(part[None] for part in lpc_conditioning(heard, pitch, self.config, self.pack.spec))
        )
        place = first - seen
        inside = slice((first - seen) * hop, (first - seen + self.frames) * hop)
        inputs, predicted, gains = (
            part[0, inside] for part in lpc_inputs(samples[None], guide, self.config)
        )
        counts = torch.arange(self.frames * hop) < len(true) - place * hop
        counts[: self.lead * hop if first else 0] = False
        return (
            samples[inside],
            inputs,
            torch.from_numpy(frame_features(heard, pitch)),
            predicted,
            gains,
            torch.tensor(place),
            counts,
        )


def distributions(
    network: WaveNet, lessons: Lessons, precision: torch.dtype = torch.float32
) -> Tensor:
    """What `WaveNet.forward` gives, for cuts of which the mel reaches further, (batch, outputs,
    frames * hop) in float32.

    Channels lie innermost, and the mel is spread within the products: faster. Samples, what goes
    from layer to layer, and the end stay float32, or a sample would be known to 8 bits; the
    products of matrices within the layers are of the precision.
    """
    config = network.config
    hop = network.spec.hop_length
    width, heard, (batch, count) = config.residual_channels, lessons.heard, lessons.samples.shape
    frames = (
        torch.arange(-1, count // hop + 1, device=lessons.place.device) + lessons.place[:, None]
    )
    frames = frames.clamp(0, heard.features.shape[2] - 1)  # (batch, frames + 2)
    conditions = network.condition(heard.features).transpose(
        1, 2
    )  # (batch, features' frames, layers * 2 width)
    conditions = conditions.gather(1, frames[..., None].expand(-1, -1, conditions.shape[2]))
    nearest = (
        conditions.to(precision).unfold(1, 3, 1).flatten(0, 1)
    )  # (batch * frames, layers * 2 width, 3)
    spread = between(hop).to(nearest).expand(len(nearest), hop, 3)
    hidden = network.input_proj(heard.inputs)
    total = torch.zeros(batch, count, config.skip_channels, device=hidden.device)
    for place, (gate, dilation) in enumerate(
        zip(network.gate_convs, config.dilations, strict=True)
    ):
        now = hidden.to(precision)
        both = torch.cat([pad(now, (0, 0, dilation, 0))[:, :count], now], 2)
        taps = (
            gate.get_parameter("weight").permute(2, 1, 0).reshape(2 * width, -1)
        )  # the earlier tap's inputs, then the present's
        condition = nearest[:, place * 2 * width : (place + 1) * 2 * width].transpose(1, 2)
        a, b = torch.baddbmm(
            (both @ taps.to(precision)).view(-1, hop, 2 * width), spread, condition
        ).chunk(2, 2)
        mixed = mix(
            network, place, (torch.tanh(a) * torch.sigmoid(b)).view(batch, count, width), precision
        )
        total = total + mixed[..., -config.skip_channels :]
        if mixed.shape[2] > config.skip_channels:
            hidden = hidden + mixed[..., :width]
    end = torch.relu(
        linear(torch.relu(total), network.post_conv1.weight[..., 0], network.post_conv1.bias)
    )
    return linear(end, network.post_conv2.weight[..., 0], network.post_conv2.bias).transpose(1, 2)


def mix(network: WaveNet, place: int, z: Tensor, precision: torch.dtype) -> Tensor:
    """Residual and skip outputs of a layer (of the last layer skip outputs only): (batch, samples,
    residual_channels) -> (batch, samples, residual_channels + skip_channels).
    """
    convolution = network.res_skip_convs[place]
    weight, bias = (convolution.get_parameter(name).to(precision) for name in ("weight", "bias"))
    return linear(z, weight[..., 0], bias)


def between(hop: int) -> Tensor:
    """Linear interpolation between frames' centres: each sample's shares of the frame before, its
    own and the next, (hop, 3).
    """
    away = (torch.arange(hop) + 0.5) / hop - 0.5
    return torch.stack([(-away).clamp_min(0), 1 - away.abs(), away.clamp_min(0)], 1)


class WaveNetTrainer(Trainer):
    """Network, optimizer and average."""

    longest = 1.0
    betas = (0.9, 0.99)

    def build(self) -> nn.Module:
        """The network, fresh or as training.start holds it; VocoderError without Numba, which
        speaks for validation.
        """
        import_kernels()
        network = WaveNet(self.config, self.pack.spec)
        if self.training.start:
            network.load_state_dict(WaveNetVocoder.load(self.training.start).network.state_dict())
        return network

    def equip(self) -> None:
        """Nothing else is needed; the network's layers are compiled if the recipe says so."""
        self.distributions = (
            torch.compile(distributions) if self.training.compiled else distributions
        )

    def cutter(self, clips: list[int]) -> LessonCutter:
        """What draws the batches."""
        t = self.training
        spoken = Pack.load(t.spoken) if t.spoken else None
        return LessonCutter(
            self.config,
            self.pack,
            clips,
            t.frames,
            t.batch,
            t.seed,
            spoken=spoken,
            share=t.spoken_share,
        )

    def rate(self) -> float:
        """The learning rate of the next step."""
        t = self.training
        return (
            t.rate * float(0.5 ** (self.step / t.half_life)) * min(1.0, (self.step + 1) / t.warm_up)
        )

    def figures(self, batch: Lessons) -> dict[str, Tensor]:  # type: ignore[override]
        """Negative log likelihood, nats a sample."""
        network: WaveNet = self.network  # type: ignore[assignment]
        likelihood = network.log_likelihood(
            self.distributions(network, batch, self.precision), batch.samples, batch.heard
        )
        return {"nll": -likelihood[batch.counts].mean()}

    def vocoder(self) -> WaveNetVocoder:
        """The averaged weights, ready to speak."""
        network = WaveNet(self.config, self.pack.spec)
        network.load_state_dict({name: value.cpu() for name, value in self.average.state.items()})
        return WaveNetVocoder(network)

    def validate(self, folder: Path, clips: list[int]) -> dict[str, float]:
        """Averaged weights: nats a sample of the clips' beginnings, and the mel distance of a
        second that is spoken, written to listen to.
        """
        vocoder = self.vocoder()
        pack = self.pack
        figures = (
            {"nll": float(np.mean([nats(vocoder.network, pack, clip) for clip in clips]))}
            if clips
            else {}
        )
        for clip in clips[:1]:
            mel = pack.arrays["mel"][clip][: round(pack.spec.frame_rate)].T.astype(np.float32)
            made = vocoder(
                mel, pack.arrays["pitch"][clip][: mel.shape[1]] if vocoder.needs_pitch else None
            )
            figures["mel"] = float(np.abs(mel_spectrogram(made, pack.spec) - mel).mean())
            soundfile.write(folder / f"{pack.clips[clip].id}.wav", made, pack.spec.sample_rate)
        return figures


@torch.inference_mode()
def nats(network: WaveNet, pack: Pack, clip: int) -> float:
    """Negative log likelihood of a clip's first frames, a sample, as the network itself says it."""
    mel = torch.from_numpy(pack.arrays["mel"][clip][:JUDGED].T.astype(np.float32))[None]
    samples = torch.from_numpy(
        pack.arrays["samples"][clip][: mel.shape[2] * pack.spec.hop_length].astype(np.float32)
        / 32768
    )[None]
    pitch = (
        torch.from_numpy(np.asarray(pack.arrays["pitch"][clip][:JUDGED], np.float32))[None]
        if network.config.pitch_taps
        else None
    )
    heard = network.prepare_inputs(samples, mel, pitch)
    return -float(network.log_likelihood(network(heard), samples, heard).mean())
