"""WaveNet (van den Oord et al. 2016, arXiv 1609.03499): each sample from those before it, and from
the mel (Shen et al. 2018, arXiv 1712.05884).

A stack is a row of causal convolutions of two taps whose dilations double, 1, 2, 4, ...; with n
layers in each of m stacks a sample depends on the

    receptive field = m (2^n - 1) + 1

samples before it. A layer is  z = tanh(a) sigmoid(b),  (a, b) = W_0 h[t - d] + W_1 h[t] + c[t],  h
                               += R z,  skip += S z,  with c from the mel. What
comes out is a distribution of the next sample: a mixture of logistics (Salimans et al. 2017, arXiv
1701.05517, equation 2), or a softmax over mu-law steps. The mel goes through convolutions over
frames and is interpolated between the frames' centres, so that all its work is done at frame rate.
`wavenet_numba.py` says the same sample by sample.

With an `order`, what is described is not the sample x[t] but what the mel's own predictor leaves of
it (`linear_prediction.py`), in units of its gain:

    e[t] = (x[t] - p[t]) / g[t],   p[t] = sum over k of a_k[t] x[t - k]

as in LP-WaveNet (Hwang et al. 2018, arXiv 1811.11913). The spectrum and the loudness need not be
learned then: with no network at all a sample costs 5.7 nats, which a plain WaveNet of the same size
had not reached after 5,000 steps (7.1). The first layer hears e[t - 1], x[t - 1] and p[t]; with a
`period`, also the errors a pitch period ago (Wu et al. 2019, "Quasi-periodic WaveNet", arXiv
1907.00797, has whole layers that look back so).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from types import ModuleType
from typing import Any, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn.functional import cross_entropy, interpolate, leaky_relu, logsigmoid, pad, softplus

from vocoders import weights
from vocoders.errors import BadWeights, VocoderError
from vocoders.harmonic.synthesis import check_pitch, voicing
from vocoders.mel_config import Array, MelConfig, check_mel
from vocoders.pitch import interpolate_unvoiced
from vocoders.wavenet.chunks import Draws, Piece, aligned, cuts, joined
from vocoders.wavenet.linear_prediction import PARTS, predictors
from vocoders.wavenet.mel_matching import matched

LOGISTICS = "logistics"
MU_LAW = "mu-law"
STEP = 1 / 65536  # half the distance of two samples of 16 bits on -1..1
LEAST_LOG_SCALE = (
    -12.0
)  # a logistic narrower than a fifth of a step of 16 bits gains nothing; -9 would hiss at -73 dB
MU = 255
LOWEST = 50.0  # Hz; a period that is looked back is no longer
LARGEST = 32.0  # error, in units of its gain, that mu-law reaches
VOICES = 16  # pieces at once
BLOCK = 2400  # samples between two calls of `progress`
# judged best of those tried with the packaged weights
TEMPERATURE = 0.8
SHAPING = 0.7
PASSES = 2
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
    order       samples that the mel's predictor predicts from; 0: nothing is predicted, and the
                network describes the sample itself
    period      errors around a pitch period ago that are heard, an odd number; 0: none, and the
                pitch need not be known
    """

    width: int = 32
    skip: int = 64
    stacks: int = 2
    layers: int = 8
    condition: int = 128
    kernel: int = 5
    output: str = LOGISTICS
    mixtures: int = 8
    order: int = 32
    period: int = 5

    def __post_init__(self) -> None:
        if self.output not in (LOGISTICS, MU_LAW):
            raise VocoderError(
                f"a WaveNet's output is {LOGISTICS!r} or {MU_LAW!r}, not {self.output!r}"
            )
        if (
            self.width % 8
            or self.skip % 8
            or min(self.width, self.skip, self.stacks, self.layers, self.mixtures) < 1
        ):
            raise VocoderError(
                f"a WaveNet's width and skip must be multiples of 8, its stacks, layers and mixtures at least 1: {self}"
            )
        if (self.period and not (self.order and self.period % 2)) or min(
            self.order, self.period
        ) < 0:
            raise VocoderError(
                f"a WaveNet's period is 0 or odd, and needs an order, which is 0 or more: {self}"
            )

    @property
    def dilations(self) -> tuple[int, ...]:
        """Of every layer, in samples."""
        return tuple(2**layer for _ in range(self.stacks) for layer in range(self.layers))

    @property
    def receptive_field(self) -> int:
        """How many samples before it a sample depends on, but for those a period ago and by
        prediction: stacks (2^layers - 1) + 1.
        """
        return sum(self.dilations) + 1

    @property
    def inputs(self) -> int:
        """Numbers that the first layer hears of each sample's past."""
        return 3 + self.period if self.order else 1

    def reach(self, spec: MelConfig) -> int:
        """Samples before the receptive field that are heard, too: a period, and what predicts."""
        return self.order + (longest(spec) + self.period // 2 + 1 if self.period else 0)

    @property
    def outputs(self) -> int:
        """Numbers that describe the distribution of one sample: weight, mean and log scale of every
        logistic, or a logit a step.
        """
        return 3 * self.mixtures if self.output == LOGISTICS else MU + 1


class Guide(NamedTuple):
    """What is known of each part of a frame, hop / PARTS samples, before any of them is."""

    taps: NDArray[Any]  # (parts, order), the earliest sample's first
    gain: NDArray[Any]  # (parts,)
    level: NDArray[Any]  # (parts,)
    lags: NDArray[Any]  # (parts,), a pitch period, in whole samples


class Heard(NamedTuple):
    """What a network hears of samples, each from those before it."""

    inputs: Tensor  # (batch, samples, inputs)
    features: Tensor  # (batch, mels, or mels + 2 with the pitch, frames)
    predicted: Tensor  # (batch, samples)
    gain: Tensor  # (batch, samples)


def longest(spec: MelConfig) -> int:
    """The longest period, in samples."""
    return int(spec.sample_rate / LOWEST)


def guide_of(mel: Array, pitch: Array | None, config: WaveNetConfig, spec: MelConfig) -> Guide:
    """Of a mel (mels, frames) and a pitch (frames,) in Hz, 0 where unvoiced."""
    count = mel.shape[1] * PARTS
    if not config.order:
        return Guide(
            np.zeros((count, 0), np.float32),
            np.ones(count, np.float32),
            np.ones(count, np.float32),
            np.zeros(count, np.int64),
        )
    found = predictors(mel, spec, config.order)
    lags = np.zeros(count, np.int64)
    if config.period and pitch is not None:
        hertz = np.interp(
            (np.arange(count) + 0.5) / PARTS - 0.5,
            np.arange(mel.shape[1]),
            interpolate_unvoiced(pitch),
        )
        lags = np.clip(
            np.round(spec.sample_rate / hertz), config.period // 2 + 1, longest(spec)
        ).astype(np.int64)
    return Guide(np.ascontiguousarray(found.taps[:, ::-1]), found.gain, found.level, lags)


def features_of(mel: Array, pitch: Array | None) -> Array:
    """What the convolutions over frames hear: (mels, frames), and two rows more if there is a
    pitch.
    """
    return mel if pitch is None else np.concatenate([mel, voicing(pitch)])


def listen(samples: Tensor, guide: Guide, config: WaveNetConfig) -> tuple[Tensor, Tensor, Tensor]:
    """Of true samples (batch, samples): `inputs`, `predicted` and `gain` of `Heard`; the guide's
    arrays have a row a part, for each of the batch.
    """
    if not config.order:
        return (
            pad(samples[:, :-1], (1, 0))[..., None],
            torch.zeros_like(samples),
            torch.ones_like(samples),
        )
    count = samples.shape[1]
    parts = guide.gain.shape[1]
    taps, gain, level, lags = (
        torch.as_tensor(part).repeat_interleave(count // parts, 1) for part in guide
    )
    past = pad(samples, (config.order, 0)).unfold(1, config.order, 1)[
        :, :count
    ]  # (batch, samples, order)
    predicted = (past * taps).sum(2)
    errors = pad(torch.asinh((samples - predicted) / gain), (1, 0))[:, :count]  # e[t - 1]
    half = config.period // 2
    back = (
        torch.arange(count)[:, None]
        - lags[..., None]
        + 1
        + torch.arange(-half, config.period - half)
    )
    ago = torch.where(
        back >= 0, errors[:, None].expand(-1, count, -1).gather(2, back.clamp_min(0)), 0
    )
    now = torch.stack(
        [
            errors,
            torch.asinh(pad(samples, (1, 0))[:, :count] / level),
            torch.asinh(predicted / level),
        ],
        2,
    )
    return torch.cat([now, ago[..., : config.period]], 2), predicted, gain


class WaveNet(nn.Module):
    """Samples so far and the mel -> distribution of the next sample."""

    def __init__(self, config: WaveNetConfig, spec: MelConfig) -> None:
        super().__init__()
        if config.order and spec.hop_length % PARTS:
            raise VocoderError(
                f"a WaveNet that predicts needs a hop of a multiple of {PARTS} samples, not {spec.hop_length}."
            )
        self.config = config
        self.spec = spec
        width = config.width
        count = len(config.dilations)
        self.frames = nn.ModuleList(
            [
                nn.Conv1d(
                    spec.n_mels + (2 if config.period else 0),
                    config.condition,
                    config.kernel,
                    padding=config.kernel // 2,
                ),
                nn.Conv1d(
                    config.condition, config.condition, config.kernel, padding=config.kernel // 2
                ),
            ]
        )
        self.project = nn.Conv1d(config.condition, count * 2 * width, 1)
        self.enter = nn.Linear(config.inputs, width)
        self.gates = nn.ModuleList(
            nn.Conv1d(width, 2 * width, 2, dilation=dilation, bias=False)
            for dilation in config.dilations
        )
        self.residuals = nn.ModuleList(
            nn.Conv1d(width, width, 1) for _ in config.dilations[:-1]
        )  # nobody would hear the last one's
        self.skips = nn.ModuleList(nn.Conv1d(width, config.skip, 1) for _ in config.dilations)
        self.inner = nn.Conv1d(config.skip, config.skip, 1)
        self.outer = nn.Conv1d(config.skip, config.outputs, 1)
        self._start()

    @torch.no_grad()
    def _start(self) -> None:
        """Begin with logistics that have a variance of about 1, an error's, or that are spread over
        the range of speech: scales of a twentieth.
        """
        if self.config.output == LOGISTICS and self.outer.bias is not None:
            _, means, scales = self.outer.bias.chunk(3)
            means.copy_(torch.linspace(-0.5, 0.5, len(means)) if len(means) > 1 else torch.zeros(1))
            scales.fill_(-0.8 if self.config.order else -3.0)

    def condition(self, features: Tensor) -> Tensor:
        """What every layer hears of the features (batch, features, frames): (batch, layers * 2
        width, frames).
        """
        mels = self.spec.n_mels
        hidden = torch.cat([(features[:, :mels] + 5) / 2.5, features[:, mels:]], 1)
        for convolution in self.frames:
            hidden = leaky_relu(convolution(hidden), 0.1)
        projected: Tensor = self.project(hidden)
        return projected

    def heard(self, samples: Tensor, mel: Tensor, pitch: Tensor | None = None) -> Heard:
        """What `forward` takes, of true samples.

        samples    (batch, frames * hop), -1 to 1
        mel        (batch, mels, frames), natural log
        pitch      (batch, frames), Hz, 0 where unvoiced; the config says whether it is needed
        """
        rows = list(
            zip(mel.numpy(), [None] * len(mel) if pitch is None else pitch.numpy(), strict=True)
        )
        guides = [guide_of(*row, self.config, self.spec) for row in rows]
        features = np.stack(
            [features_of(each, hertz if self.config.period else None) for each, hertz in rows]
        )
        guide = Guide(*(np.stack(part) for part in zip(*guides, strict=True)))
        inputs, predicted, gain = listen(samples, guide, self.config)
        return Heard(inputs, torch.from_numpy(features), predicted, gain)

    def forward(self, heard: Heard) -> Tensor:
        """Distributions of all samples' errors, each from the true samples before it (teacher
        forcing): (batch, outputs, samples).
        """
        conditions = self.condition(heard.features).chunk(
            len(self.gates), 1
        )  # each (batch, 2 width, frames)
        hidden = self.enter(heard.inputs).transpose(
            1, 2
        )  # (batch, width, samples): what came before
        total = torch.zeros((), device=hidden.device)
        for place, (gate, dilation, skip) in enumerate(
            zip(self.gates, self.config.dilations, self.skips, strict=True)
        ):
            sums = gate(pad(hidden, (dilation, 0))) + interpolate(
                conditions[place], scale_factor=self.spec.hop_length, mode="linear"
            )
            a, b = sums.chunk(2, 1)
            z = torch.tanh(a) * torch.sigmoid(b)
            total = total + skip(z)
            if place < len(self.residuals):
                hidden = hidden + self.residuals[place](z)
        out: Tensor = self.outer(torch.relu(self.inner(torch.relu(total))))
        return out

    def log_likelihood(self, outputs: Tensor, samples: Tensor, heard: Heard) -> Tensor:
        """Natural log of the probability that each 16-bit sample (or mu-law step) had, (batch,
        samples); outputs as `forward` gives them.
        """
        if self.config.output == MU_LAW:
            largest = LARGEST if self.config.order else 1.0
            return -cross_entropy(
                outputs,
                to_mu_law((samples - heard.predicted) / heard.gain / largest),
                reduction="none",
            )
        weights, means, scales = outputs.float().chunk(3, 1)
        gain = heard.gain[:, None]
        return log_mixture(
            torch.cat([weights, heard.predicted[:, None] + gain * means, gain.log() + scales], 1),
            samples,
        )


def log_mixture(outputs: Tensor, samples: Tensor) -> Tensor:
    """Log probability of 16-bit samples under a mixture of logistics: of each, the mass between the
    sample's two edges, all beyond at both ends.

    outputs    (batch, 3 mixtures, samples): log weights, means, log scales
    samples    (batch, samples), -1 to 1
    returns    (batch, samples)
    """
    weights, means, scales = outputs.float().chunk(3, 1)
    scales = scales.clamp_min(LEAST_LOG_SCALE)
    away = samples[:, None] - means
    upper = (away + STEP) * torch.exp(-scales)
    lower = (away - STEP) * torch.exp(-scales)
    # log(sigmoid(u) - sigmoid(l)) = log sigmoid(u) + log sigmoid(-l) + log(1 - e^(l - u)), and u -
    # l = 2 STEP / scale
    inside = (
        logsigmoid(upper)
        + logsigmoid(-lower)
        + torch.log(-torch.expm1(-2 * STEP * torch.exp(-scales)))
    )
    inside = torch.where(
        samples[:, None] > 1 - 3 * STEP, -softplus(lower), inside
    )  # 32767 / 32768 and all beyond
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
    """Mel -> wave, sample by sample; an utterance is spoken in pieces at once, each of which begins
    a receptive field early.
    """

    name = "wavenet"

    def __init__(
        self,
        network: WaveNet,
        pieces: int = VOICES,
        threads: int = 1,
        temperature: float = TEMPERATURE,
        shaping: float = SHAPING,
        passes: int = PASSES,
    ) -> None:
        """VocoderError if Numba is missing.

        pieces        into how many an utterance is cut at most; 1 never cuts
        threads       that share them; the samples are the same for any number
        temperature   what the logistics' scales are multiplied with
        shaping       how far the noise of voiced frames is drawn away from low frequencies
                      (`Draws`), 0 to 1; only with a period
        passes        over an utterance, to give it the mel it was made from (`matching.py`); 0
                      leaves the samples as they were drawn
        """
        self.kernels = numba_kernels()
        self.network, self.spec = network.eval(), network.spec
        self.needs_pitch = bool(network.config.period)
        self.pieces = pieces
        self.threads = threads
        self.temperature = temperature
        self.shaping = shaping
        self.passes = passes
        state = {name: value.detach().numpy() for name, value in network.state_dict().items()}
        self.arguments = self.kernels.kernel_arguments_of(state, len(network.config.dilations))

    def __call__(
        self,
        mel: Array,
        pitch: Array | None = None,
        seed: int = 0,
        progress: Progress | None = None,
    ) -> Array:
        """Samples of a mel.

        mel        (mels, frames), natural log, of this vocoder's spec
        pitch      (frames,) in Hz, 0 where unvoiced; only if `needs_pitch`, else it changes nothing
        progress   called now and then with samples made and samples in all; what it raises ends the
                   work
        returns    (frames * hop,) float32
        """
        return self.many([mel], [pitch], seed, progress)[0]

    def many(
        self,
        mels: Sequence[Array],
        pitches: Sequence[Array | None],
        seed: int = 0,
        progress: Progress | None = None,
    ) -> list[Array]:
        """Samples of several mels, whose pieces are made side by side: each as if it were made
        alone, in less time than one after the other.
        """
        cut = [self._cut(mel, pitch, seed) for mel, pitch in zip(mels, pitches, strict=True)]
        made = iter(self._generate([piece for pieces in cut for piece in pieces], progress))
        hop = self.spec.hop_length
        whole = (
            joined(
                [next(made)[piece.early * hop :] for piece in pieces],
                [piece.start * hop for piece in pieces],
                np.shape(mel)[1] * hop,
                hop,
            )
            for mel, pieces in zip(mels, cut, strict=True)
        )
        return [
            matched(samples, mel, self.spec, self.passes)
            for samples, mel in zip(whole, mels, strict=True)
        ]

    def _cut(self, mel: Array, pitch: Array | None, seed: int) -> list[Piece]:
        """The pieces of an utterance; VocoderError for a mel or a pitch that can't be spoken."""
        mel = check_mel(mel, self.spec)
        config = self.network.config
        hop = self.spec.hop_length
        frames = mel.shape[1]
        if not self.needs_pitch:
            pitch = None
        elif pitch is None or np.shape(pitch) != (frames,):
            raise VocoderError(
                f"this WaveNet needs the pitch in Hz of each of the {frames} frames beside the mel."
            )
        else:
            pitch = check_pitch(pitch, self.spec)
        with torch.inference_mode():
            condition: Array = self.network.condition(
                torch.from_numpy(features_of(mel, pitch))[None]
            )[0].T.numpy()  # (frames, layers * 2 width)
        guide = Guide(
            *(part.reshape(frames, -1) for part in guide_of(mel, pitch, config, self.spec))
        )
        starts, early = (
            cuts(mel, self.pieces),
            -(-(config.receptive_field + config.reach(self.spec)) // hop),
        )  # frames to warm up over
        ends = [
            *(start + 2 for start in starts[1:]),
            frames,
        ]  # a frame to fade over, and one to interpolate to
        rows = [slice(max(0, start - early), end) for start, end in zip(starts, ends, strict=True)]
        shaping = np.zeros(frames) if pitch is None else self.shaping * (pitch > 0)
        return [
            Piece(
                condition[row],
                Guide(*(part[row] for part in guide)),
                start,
                start - row.start,
                Draws((seed, number), shaping[row], hop),
            )
            for number, (start, row) in enumerate(zip(starts, rows, strict=True))
        ]

    def _generate(self, pieces: list[Piece], progress: Progress | None) -> list[Array]:
        """The samples of each piece; those of like length are made together, a group a thread."""
        order = np.argsort([len(piece.condition) for piece in pieces], kind="stable")
        shares = (
            np.array_split(order, max(min(self.threads, len(pieces)), -(-len(pieces) // VOICES), 1))
            if pieces
            else []
        )
        total = sum(len(piece.condition) * self.spec.hop_length for piece in pieces)
        done = 0
        out = dict[int, Array]()
        with ThreadPoolExecutor(self.threads) as pool:
            for turn in range(0, len(shares), self.threads):
                together = shares[turn : turn + self.threads]
                groups = [Group(self, [pieces[number] for number in share]) for share in together]
                while any(group.left for group in groups):
                    _ = list(pool.map(Group.go, groups))
                    if progress:
                        progress(done + sum(group.finished for group in groups), total)
                done += sum(group.finished for group in groups)
                out |= {
                    int(number): samples
                    for share, group in zip(together, groups, strict=True)
                    for number, samples in zip(share, group.samples, strict=True)
                }
        return [out[number] for number in range(len(pieces))]

    def save(self, path: str | os.PathLike[str], half: bool = False, **more: Any) -> None:
        """Write the weights, float16 if `half`; `more` goes into the header."""
        kind = np.float16 if half else np.float32
        state = {
            name: value.detach().numpy().astype(kind)
            for name, value in self.network.state_dict().items()
        }
        about = {
            "architecture": self.name,
            "config": asdict(self.network.config),
            "mel_config": self.spec.to_dict(),
        }
        weights.save(path, state, about | more)

    @classmethod
    def load(cls, path: str | os.PathLike[str], threads: int = 1) -> WaveNetVocoder:
        """The vocoder in a safetensors file; VocoderError if it is damaged or holds something else."""
        tensors, meta = weights.load(path)
        if meta.get("architecture") != cls.name:
            raise BadWeights(
                f"{path} holds {meta.get('architecture')!r}, not {cls.name!r}. Load it with vocoders.load(path)."
            )
        try:
            network = WaveNet(WaveNetConfig(**meta["config"]), weights.mel_config_of(meta, path))
            network.load_state_dict(
                {
                    name: torch.from_numpy(value.astype(np.float32))
                    for name, value in tensors.items()
                }
            )
        except (KeyError, TypeError, RuntimeError) as error:
            raise BadWeights(f"the weights in {path} do not fit their config: {error}") from None
        return cls(network, threads=threads)


class Group:
    """Some pieces that are made together, a voice each: their queues, and what they have said. The
    shorter ones hold their last frame.
    """

    def __init__(self, vocoder: WaveNetVocoder, pieces: list[Piece]) -> None:
        """VocoderError if there is no room for the queues."""
        config = vocoder.network.config
        spec = vocoder.spec
        voices = len(pieces)
        self.lengths = [len(piece.condition) * spec.hop_length for piece in pieces]
        self.made, self.count, self.reach = 0, max(self.lengths), max(config.reach(spec), 1)
        frames = self.count // spec.hop_length
        try:
            self.queue = np.zeros((sum(config.dilations) * voices, config.width), np.float32)
            self.said = np.zeros((2, voices, self.reach + self.count), np.float32)
        except MemoryError:
            size = (sum(config.dilations) * config.width + 2 * self.count) * voices * 4 / 1e6
            raise VocoderError(
                f"no room for the WaveNet's queues: {voices} pieces need {size:.0f} MB. Speak fewer at once (pieces=1)."
            ) from None
        self.shape = np.array(
            [
                config.mixtures if config.output == LOGISTICS else 0,
                config.period,
                spec.hop_length // PARTS,
                self.reach,
            ]
        )
        taps, *rest = (
            aligned(parts, frames) for parts in zip(*(piece.guide for piece in pieces), strict=True)
        )
        self.guide = (
            taps.reshape(voices, frames * PARTS, config.order),
            *(part.reshape(voices, -1) for part in rest),
        )
        rows = aligned([piece.condition for piece in pieces], frames).reshape(
            voices, frames, len(config.dilations), -1
        )
        self.condition = np.ascontiguousarray(rows.transpose(1, 2, 0, 3)).reshape(
            frames, -1
        )  # each layer's together
        self.dilations, self.places = (
            np.array(config.dilations),
            np.zeros(len(config.dilations), np.int64),
        )
        self.ahead = np.zeros(
            (len(config.dilations), vocoder.kernels.AHEAD * voices, 2 * config.width), np.float32
        )
        self.scale = np.array([vocoder.temperature, LARGEST if config.order else 1.0], np.float32)
        self.vocoder = vocoder
        self.draws = [piece.draws for piece in pieces]

    @property
    def left(self) -> int:
        """Samples that are still to be made."""
        return self.count - self.made

    @property
    def finished(self) -> int:
        """Samples that were made for those who wanted them."""
        return sum(min(self.made, length) for length in self.lengths)

    @property
    def samples(self) -> list[Array]:
        """(samples,) of each piece"""
        return [
            row[self.reach : self.reach + length]
            for row, length in zip(self.said[0], self.lengths, strict=True)
        ]

    def go(self) -> None:
        """Make the next samples, BLOCK or what is left."""
        if size := min(BLOCK, self.left):
            self.make(np.stack([draws(size) for draws in self.draws], 1).astype(np.float32))

    def make(self, uniforms: Array, seen: Array | None = None) -> None:
        """Make a sample of every voice for each of the uniform numbers (count, voices, 2); `seen`
        takes the distributions.
        """
        seen = np.zeros((0, 0, 0), np.float32) if seen is None else seen
        vocoder = self.vocoder
        vocoder.kernels.generate(
            *vocoder.arguments,
            self.dilations,
            self.condition,
            *self.guide,
            self.shape,
            self.scale,
            uniforms,
            self.said,
            self.queue,
            self.ahead,
            self.places,
            self.made,
            seen,
        )
        self.made += len(uniforms)


def numba_kernels() -> ModuleType:
    """vocoders.wavenet.kernels; VocoderError, saying what to install, without Numba."""
    try:
        from vocoders.wavenet import kernels
    except ModuleNotFoundError as error:
        raise VocoderError(
            f"the WaveNet is sampled by Numba, which is not installed ({error}). Run: pip install 'plainspeech[wavenet]'"
        ) from None
    return kernels
