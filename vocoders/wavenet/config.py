"""The shape of a WaveNet: every number that decides its weights."""

from __future__ import annotations

from dataclasses import dataclass

from vocoders.errors import VocoderError
from vocoders.mel_config import MelConfig

LOGISTIC_MIXTURE = "logistic-mixture"
MU_LAW = "mu-law"
DISTRIBUTIONS = (LOGISTIC_MIXTURE, MU_LAW)
MU = 255  # of ITU-T G.711: 256 levels
MIN_F0_HZ = 50.0  # lower F0 values are treated as this one


@dataclass(frozen=True)
class WaveNetConfig:
    """Every number that shapes the weights.

    residual_channels      between layers; a multiple of 8, as is `skip_channels`
    skip_channels          from each layer to the output layers
    stacks                 how often the dilations start again at 1
    layers_per_stack       with dilations 1, 2, 4, ..., 2^(layers_per_stack - 1)
    cond_channels          of the convolutions over mel frames
    cond_kernel_size       of those convolutions, in frames; an odd number
    output_distribution    "logistic-mixture", or "mu-law": a softmax over 256 levels
    mixture_components     number of logistics in the mixture
    lpc_order              number of LPC coefficients; 0: no linear prediction, the network
                           describes the sample itself
    pitch_taps             LPC residuals around one pitch period ago that are inputs, an odd number;
                           0: none, and no F0 is needed
    """

    residual_channels: int = 32
    skip_channels: int = 64
    stacks: int = 2
    layers_per_stack: int = 8
    cond_channels: int = 128
    cond_kernel_size: int = 5
    output_distribution: str = LOGISTIC_MIXTURE
    mixture_components: int = 8
    lpc_order: int = 32
    pitch_taps: int = 5

    def __post_init__(self) -> None:
        if self.output_distribution not in DISTRIBUTIONS:
            raise VocoderError(
                f"a WaveNet's output_distribution is {' or '.join(map(repr, DISTRIBUTIONS))}, "
                f"not {self.output_distribution!r}"
            )
        self._check_sizes()
        self._check_prediction()

    def _check_sizes(self) -> None:
        """VocoderError for channels that the kernels cannot take, or counts below 1."""
        channels = (self.residual_channels, self.skip_channels)
        counts = (self.stacks, self.layers_per_stack, self.mixture_components)
        if any(count % 8 for count in channels) or min(*channels, *counts) < 1:
            raise VocoderError(
                "a WaveNet's residual_channels and skip_channels must be multiples of 8; its "
                f"stacks, layers_per_stack and mixture_components must be at least 1: {self}"
            )

    def _check_prediction(self) -> None:
        """VocoderError for an order or pitch taps that do not fit each other."""
        if min(self.lpc_order, self.pitch_taps) < 0:
            raise VocoderError(f"a WaveNet's lpc_order and pitch_taps must not be negative: {self}")
        if self.pitch_taps and not (self.lpc_order and self.pitch_taps % 2):
            raise VocoderError(
                "a WaveNet's pitch_taps must be 0 or an odd number, and need an lpc_order above "
                f"0: {self}"
            )

    @property
    def dilations(self) -> tuple[int, ...]:
        """Dilation of each layer, in samples."""
        one_stack = tuple(2**layer for layer in range(self.layers_per_stack))
        return one_stack * self.stacks

    @property
    def receptive_field(self) -> int:
        """Number of earlier samples that a sample depends on through the dilated convolutions:
        stacks (2^layers_per_stack - 1) + 1.
        """
        return sum(self.dilations) + 1

    def lpc_context(self, spec: MelConfig) -> int:
        """Number of samples before the receptive field that are needed too, for the linear
        prediction and the pitch taps.
        """
        if not self.pitch_taps:
            return self.lpc_order
        return self.lpc_order + max_period(spec) + self.pitch_taps // 2 + 1

    @property
    def input_channels(self) -> int:
        """Inputs of the first layer for each sample: the last residual, the last sample, the
        prediction and the pitch taps; without linear prediction the last sample alone.
        """
        return 3 + self.pitch_taps if self.lpc_order else 1

    @property
    def output_channels(self) -> int:
        """Parameters of the distribution of one sample: weight, mean and log scale of each
        logistic, or a logit for each mu-law level.
        """
        if self.output_distribution == MU_LAW:
            return MU + 1
        return 3 * self.mixture_components


def max_period(spec: MelConfig) -> int:
    """The longest pitch period, in samples."""
    return int(spec.sample_rate / MIN_F0_HZ)
