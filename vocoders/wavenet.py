"""WaveNet (van den Oord et al. 2016, arXiv 1609.03499): each sample from those before it, and from the mel (Shen et al. 2018, arXiv 1712.05884).

A stack is a row of causal convolutions of two taps whose dilations double, 1, 2, 4, ...; with n layers in each of m stacks a sample depends on the

    receptive field = m (2^n - 1) + 1

samples before it. A layer is  z = tanh(a) sigmoid(b),  (a, b) = W_0 h[t - d] + W_1 h[t] + c[t],  h += R z,  skip += S z,  with c from the mel. What
comes out is a distribution of the next sample: a mixture of logistics (Salimans et al. 2017, arXiv 1701.05517, equation 2), or a softmax over mu-law
steps. The mel goes through convolutions over frames and is interpolated between the frames' centres, so that all its work is done at frame rate.
`wavenet_numba.py` says the same sample by sample.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from itertools import pairwise
from types import ModuleType
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn.functional import cross_entropy, interpolate, leaky_relu, logsigmoid, pad, softplus

from vocoders import weights
from vocoders.mel import Array, MelSpec, VocoderError, check_mel

LOGISTICS, MU_LAW = "logistics", "mu-law"
STEP = 1 / 65536  # half the distance of two samples of 16 bits on -1..1
LEAST_LOG_SCALE = -9.0  # a logistic narrower than a few steps of 16 bits gains nothing
MU = 255
PIECE = 32  # frames that a piece of an utterance has at least
VOICES = 16  # pieces at once
BLOCK = 2400  # samples between two calls of `progress`
Progress = Callable[[int, int], object]


@dataclass(frozen=True)
class WaveNetConfig:
    """Every number that shapes the weights.

    width       channels that go from layer to layer; multiples of 8, as is `skip`
    skip        channels that go from every layer to the end
    stacks      how often the dilations start again
    layers      in each stack, of dilation 1, 2, 4, ..., 2^(layers - 1)
    condition   channels of the convolutions over frames
    kernel      frames that each of them sees
    output      "logistics", a mixture of `mixtures` of them, or "mu-law", 256 steps
    """

    width: int = 48
    skip: int = 64
    stacks: int = 2
    layers: int = 9
    condition: int = 128
    kernel: int = 5
    output: str = LOGISTICS
    mixtures: int = 8

    def __post_init__(self) -> None:
        if self.output not in (LOGISTICS, MU_LAW):
            raise VocoderError(f"a WaveNet's output is {LOGISTICS!r} or {MU_LAW!r}, not {self.output!r}")
        if self.width % 8 or self.skip % 8 or min(self.width, self.skip, self.stacks, self.layers, self.mixtures) < 1:
            raise VocoderError(f"a WaveNet's width and skip must be multiples of 8, its stacks, layers and mixtures at least 1: {self}")

    @property
    def dilations(self) -> tuple[int, ...]:
        """Of every layer, in samples."""
        return tuple(2**layer for _ in range(self.stacks) for layer in range(self.layers))

    @property
    def receptive_field(self) -> int:
        """How many samples before it a sample depends on: stacks (2^layers - 1) + 1."""
        return sum(self.dilations) + 1

    @property
    def outputs(self) -> int:
        """Numbers that describe the distribution of one sample: weight, mean and log scale of every logistic, or a logit a step."""
        return 3 * self.mixtures if self.output == LOGISTICS else MU + 1


class WaveNet(nn.Module):
    """Samples so far and the mel -> distribution of the next sample."""

    def __init__(self, config: WaveNetConfig, spec: MelSpec) -> None:
        super().__init__()
        self.config, self.spec = config, spec
        width, count = config.width, len(config.dilations)
        self.frames = nn.ModuleList([
            nn.Conv1d(spec.mels, config.condition, config.kernel, padding=config.kernel // 2),
            nn.Conv1d(config.condition, config.condition, config.kernel, padding=config.kernel // 2),
        ])
        self.project = nn.Conv1d(config.condition, count * 2 * width, 1)
        self.enter = nn.Conv1d(1, width, 1)
        self.gates = nn.ModuleList(nn.Conv1d(width, 2 * width, 2, dilation=dilation, bias=False) for dilation in config.dilations)
        self.residuals = nn.ModuleList(nn.Conv1d(width, width, 1) for _ in config.dilations[:-1])  # nobody would hear the last one's
        self.skips = nn.ModuleList(nn.Conv1d(width, config.skip, 1) for _ in config.dilations)
        self.inner = nn.Conv1d(config.skip, config.skip, 1)
        self.outer = nn.Conv1d(config.skip, config.outputs, 1)
        self._start()

    @torch.no_grad()
    def _start(self) -> None:
        """Begin with logistics spread over the range of speech: means apart, scales of a twentieth."""
        if self.config.output == LOGISTICS and self.outer.bias is not None:
            _, means, scales = self.outer.bias.chunk(3)
            means.copy_(torch.linspace(-0.5, 0.5, len(means)) if len(means) > 1 else torch.zeros(1))
            scales.fill_(-3.0)

    def condition(self, mel: Tensor) -> Tensor:
        """What every layer hears of the mel: (batch, mels, frames) -> (batch, layers * 2 width, frames)."""
        hidden = (mel + 5) / 2.5
        for convolution in self.frames:
            hidden = leaky_relu(convolution(hidden), 0.1)
        projected: Tensor = self.project(hidden)
        return projected

    def forward(self, samples: Tensor, mel: Tensor) -> Tensor:
        """Distributions of all samples, each from the true ones before it (teacher forcing).

        samples    (batch, frames * hop), -1 to 1
        mel        (batch, mels, frames), natural log
        returns    (batch, outputs, frames * hop)
        """
        conditions = self.condition(mel).chunk(len(self.gates), 1)  # each (batch, 2 width, frames)
        hidden = self.enter(pad(samples[:, None, :-1], (1, 0)))  # (batch, width, samples): what came before
        total = torch.zeros((), device=samples.device)
        for place, (gate, dilation, skip) in enumerate(zip(self.gates, self.config.dilations, self.skips, strict=True)):
            heard = gate(pad(hidden, (dilation, 0))) + interpolate(conditions[place], scale_factor=self.spec.hop, mode="linear")
            a, b = heard.chunk(2, 1)
            z = torch.tanh(a) * torch.sigmoid(b)
            total = total + skip(z)
            if place < len(self.residuals):
                hidden = hidden + self.residuals[place](z)
        out: Tensor = self.outer(torch.relu(self.inner(torch.relu(total))))
        return out

    def log_likelihood(self, outputs: Tensor, samples: Tensor) -> Tensor:
        """Natural log of the probability that each 16-bit sample (or mu-law step) had, (batch, samples); outputs as `forward` gives them."""
        if self.config.output == MU_LAW:
            return -cross_entropy(outputs, to_mu_law(samples), reduction="none")
        return log_mixture(outputs, samples)


def log_mixture(outputs: Tensor, samples: Tensor) -> Tensor:
    """Log probability of 16-bit samples under a mixture of logistics: of each, the mass between the sample's two edges, all beyond at both ends.

    outputs    (batch, 3 mixtures, samples): log weights, means, log scales
    samples    (batch, samples), -1 to 1
    returns    (batch, samples)
    """
    weights, means, scales = outputs.float().chunk(3, 1)
    scales = scales.clamp_min(LEAST_LOG_SCALE)
    away = samples[:, None] - means
    upper, lower = (away + STEP) * torch.exp(-scales), (away - STEP) * torch.exp(-scales)
    # log(sigmoid(u) - sigmoid(l)) = log sigmoid(u) + log sigmoid(-l) + log(1 - e^(l - u)), and u - l = 2 STEP / scale
    inside = logsigmoid(upper) + logsigmoid(-lower) + torch.log(-torch.expm1(-2 * STEP * torch.exp(-scales)))
    inside = torch.where(samples[:, None] > 1 - 3 * STEP, -softplus(lower), inside)  # 32767 / 32768 and all beyond
    mass = torch.where(samples[:, None] < -1 + STEP, logsigmoid(upper), inside)
    return torch.logsumexp(torch.log_softmax(weights, 1) + mass, 1)


def to_mu_law(samples: Tensor) -> Tensor:
    """-1 to 1 -> steps 0 to 255 of ITU-T G.711's law: sign(x) ln(1 + mu |x|) / ln(1 + mu)."""
    bent = samples.sign() * torch.log1p(MU * samples.abs()) / torch.log1p(torch.tensor(float(MU)))
    return ((bent.clamp(-1, 1) + 1) / 2 * MU + 0.5).long()


def from_mu_law(steps: Tensor) -> Tensor:
    """Steps 0 to 255 -> -1 to 1, the middle of each step."""
    bent = 2 * steps.float() / MU - 1
    return bent.sign() * torch.expm1(bent.abs() * torch.log1p(torch.tensor(float(MU)))) / MU


class WaveNetVocoder:
    """Mel -> wave, sample by sample; an utterance is spoken in pieces at once, each of which begins a receptive field early."""

    name = "wavenet"
    needs_pitch = False

    def __init__(self, network: WaveNet, pieces: int = VOICES, threads: int = 1, temperature: float = 1.0) -> None:
        """VocoderError if Numba is missing.

        pieces        into how many an utterance is cut at most; 1 never cuts
        threads       that share them; the samples are the same for any number
        temperature   what the logistics' scales are multiplied with
        """
        self.kernels = numba_kernels()
        self.network, self.spec = network.eval(), network.spec
        self.pieces, self.threads, self.temperature = pieces, threads, temperature
        state = {name: value.detach().numpy() for name, value in network.state_dict().items()}
        self.arguments = self.kernels.kernel_arguments_of(state, len(network.config.dilations))

    def __call__(self, mel: Array, pitch: Array | None = None, seed: int = 0, progress: Progress | None = None) -> Array:
        """Samples of a mel; pitch changes nothing.

        mel        (mels, frames), natural log, of this vocoder's spec
        progress   called now and then with samples made and samples in all; what it raises ends the work
        returns    (frames * hop,) float32
        """
        mel = check_mel(mel, self.spec)
        with torch.inference_mode():
            condition: Array = self.network.condition(torch.from_numpy(mel)[None])[0].T.numpy()  # (frames, layers * 2 width)
        starts = cuts(mel, self.pieces)
        early = -(-self.network.config.receptive_field // self.spec.hop)  # frames to warm up over
        begins = [max(0, start - early) for start in starts]
        ends = [*(start + 2 for start in starts[1:]), mel.shape[1]]  # a frame to fade over, and one to interpolate to
        rows = aligned(condition, begins, ends)
        spoken = self._generate(rows, seed, progress)
        hop = self.spec.hop
        kept = [row[(start - begin) * hop:] for row, start, begin in zip(spoken, starts, begins, strict=True)]
        return joined(kept, [start * hop for start in starts], mel.shape[1] * hop, hop)

    def _generate(self, condition: Array, seed: int, progress: Progress | None) -> Array:
        """Conditions of all pieces (voices, frames, layers * 2 width) -> samples (voices, frames * hop)."""
        voices, count = len(condition), condition.shape[1] * self.spec.hop
        randoms = [np.random.default_rng((seed, voice)) for voice in range(voices)]
        bounds = np.linspace(0, voices, min(self.threads, voices) + 1).astype(int)
        groups = [self._group(condition[first:last]) for first, last in pairwise(bounds)]
        out = np.zeros((voices, count), np.float32)
        with ThreadPoolExecutor(len(groups)) as pool:
            for first in range(0, count, BLOCK):
                block = out[:, first:first + BLOCK]
                uniforms = np.stack([1e-7 + (1 - 2e-7) * random.random((block.shape[1], 2)) for random in randoms], 1).astype(np.float32)
                shares = zip(groups, pairwise(bounds), strict=True)
                work = [pool.submit(group, first, uniforms[:, low:high], block[low:high]) for group, (low, high) in shares]
                _ = [each.result() for each in work]
                if progress:
                    progress(voices * (first + block.shape[1]), voices * count)
        return out

    def _group(self, condition: Array) -> Callable[[int, Array, Array], None]:
        """What makes the next samples of some voices: called with the first one's number, uniform numbers, and where to put them."""
        config, (voices, *_) = self.network.config, condition.shape
        try:
            queue = np.zeros((sum(config.dilations), voices, config.width), np.float32)
        except MemoryError:
            size = sum(config.dilations) * voices * config.width * 4 / 1e6
            raise VocoderError(f"no room for the WaveNet's queues: {voices} pieces need {size:.0f} MB. Speak fewer at once (pieces=1).") from None
        state, places = np.zeros(voices, np.float32), np.zeros(len(config.dilations), np.int64)
        mixtures = config.mixtures if config.output == LOGISTICS else 0
        dilations, nothing = np.array(config.dilations), np.zeros((0, 0, 0), np.float32)

        def go(first: int, uniforms: Array, out: Array) -> None:
            self.kernels.generate(*self.arguments, dilations, condition, self.spec.hop, mixtures, self.temperature,
                                  np.ascontiguousarray(uniforms), state, queue, places, first, out, nothing)
        return go

    def save(self, path: str | os.PathLike[str], half: bool = False, **more: Any) -> None:
        """Write the weights, float16 if `half`; `more` goes into the header."""
        kind = np.float16 if half else np.float32
        state = {name: value.detach().numpy().astype(kind) for name, value in self.network.state_dict().items()}
        about = {"architecture": self.name, "config": asdict(self.network.config), "spec": self.spec.to_dict()}
        weights.save(path, state, about | more)

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> WaveNetVocoder:
        """The vocoder in a safetensors file; VocoderError if it is damaged or holds something else."""
        tensors, meta = weights.load(path)
        if meta.get("architecture") != cls.name:
            raise weights.BadWeights(f"{path} holds {meta.get('architecture')!r}, not {cls.name!r}. Load it with vocoders.load(path).")
        try:
            network = WaveNet(WaveNetConfig(**meta["config"]), weights.spec_in(meta, path))
            network.load_state_dict({name: torch.from_numpy(value.astype(np.float32)) for name, value in tensors.items()})
        except (KeyError, TypeError, RuntimeError) as error:
            raise weights.BadWeights(f"the weights in {path} do not fit their config: {error}") from None
        return cls(network)


def numba_kernels() -> ModuleType:
    """vocoders.wavenet_numba; VocoderError, saying what to install, without Numba."""
    try:
        from vocoders import wavenet_numba
    except ModuleNotFoundError as error:
        raise VocoderError(f"the WaveNet is sampled by Numba, which is not installed ({error}). Run: pip install 'plainspeech[wavenet]'") from None
    return wavenet_numba


def cuts(mel: Array, pieces: int) -> list[int]:
    """The first frame of every piece of a mel (mels, frames): evenly apart, each moved to the quietest frame up to a quarter of a piece away."""
    frames = mel.shape[1]
    count = max(1, min(pieces, frames // PIECE))
    level, reach = mel.mean(0), frames // count // 4
    even = [piece * frames // count for piece in range(1, count)]
    return [0, *(int(at - reach + np.argmin(level[at - reach:at + reach + 1])) for at in even)]


def aligned(condition: Array, begins: list[int], ends: list[int]) -> Array:
    """Parts of a condition (frames, channels) as rows of the same length, (pieces, frames, channels); past its end each holds its last frame."""
    length = max(end - begin for begin, end in zip(begins, ends, strict=True))
    frames = [np.minimum(np.arange(begin, begin + length), min(end, len(condition)) - 1) for begin, end in zip(begins, ends, strict=True)]
    return np.ascontiguousarray(condition[np.stack(frames)])


def joined(pieces: list[NDArray[np.float32]], starts: list[int], count: int, fade: int) -> Array:
    """Pieces that begin at these samples -> (count,): each takes over from the one before within `fade` samples, at constant power."""
    out = np.zeros(count, np.float32)
    turn = np.sin(np.pi / 2 * (np.arange(fade) + 0.5) / fade).astype(np.float32)
    for piece, start, end in zip(pieces, starts, [*starts[1:], count], strict=True):
        stop = min(end + fade, count) if end < count else count
        piece = piece[:stop - start].copy()
        if start:
            piece[:fade] *= turn
        if end < count:
            piece[end - start:] *= turn[::-1][:stop - end]
        out[start:stop] += piece
    return out
