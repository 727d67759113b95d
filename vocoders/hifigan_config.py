"""Shape of HiFi-GAN's generator, and the published ones."""

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import prod
from typing import Any

from vocoders.errors import VocoderError
from vocoders.header_checks import as_tuples
from vocoders.mel_config import MelConfig


@dataclass(frozen=True)
class HifiganConfig:
    """Shape of the weights, by the names of the published config.json.

    resblock                    "1" (two convolutions a step) or "2" (one)
    upsample_rates              samples out per value in, for each upsampling; their product is the
                                hop
    upsample_kernel_sizes       kernel of each transposed convolution
    upsample_initial_channel    channels before the first upsampling; each upsampling halves them
    resblock_kernel_sizes       kernels of the residual blocks that stand side by side
    resblock_dilation_sizes     for each of them, the dilation of every step
    """

    resblock: str = "1"
    upsample_rates: tuple[int, ...] = (8, 8, 2, 2)
    upsample_kernel_sizes: tuple[int, ...] = (16, 16, 4, 4)
    upsample_initial_channel: int = 512
    resblock_kernel_sizes: tuple[int, ...] = (3, 7, 11)
    resblock_dilation_sizes: tuple[tuple[int, ...], ...] = ((1, 3, 5), (1, 3, 5), (1, 3, 5))

    def __post_init__(self) -> None:
        for fault in (*self._upsampling_faults(), *self._block_faults()):
            raise VocoderError(
                f"this HiFi-GAN config cannot be built: {fault}. The published ones are V1, V2 and "
                "V3 in vocoders/hifigan_config.py."
            )

    def _upsampling_faults(self) -> Iterator[str]:
        rates = self.upsample_rates
        kernels = self.upsample_kernel_sizes
        channels = self.upsample_initial_channel
        if not rates or len(rates) != len(kernels):
            yield f"{len(rates)} upsample_rates but {len(kernels)} upsample_kernel_sizes"
        for rate, kernel in zip(rates, kernels, strict=False):
            if rate < 1 or kernel < rate or (kernel - rate) % 2:
                yield (
                    f"an upsampling by {rate} with kernel {kernel}: the kernel must exceed the "
                    "rate by an even number"
                )
        if channels < 1 or channels % 2 ** len(rates):
            yield f"upsample_initial_channel {channels} cannot be halved {len(rates)} times"

    def _block_faults(self) -> Iterator[str]:
        kernels = self.resblock_kernel_sizes
        dilations = self.resblock_dilation_sizes
        if self.resblock not in ("1", "2"):
            yield f"resblock is {self.resblock!r}, not '1' or '2'"
        if not kernels or len(kernels) != len(dilations):
            yield (
                f"{len(kernels)} resblock_kernel_sizes but {len(dilations)} resblock_dilation_sizes"
            )
        if any(kernel % 2 == 0 for kernel in kernels):
            yield f"resblock_kernel_sizes {kernels} are not all odd"

    @property
    def hop_length(self) -> int:
        """Samples per frame."""
        return prod(self.upsample_rates)

    @classmethod
    def from_dict(cls, fields: Mapping[str, Any]) -> "HifiganConfig":
        """The config among `fields` (others, as in a published config.json, are left); VocoderError
        where one is missing or wrong.
        """
        try:
            return cls(
                **{field.name: as_tuples(fields[field.name]) for field in dataclasses.fields(cls)}
            )
        except KeyError as error:
            raise VocoderError(
                f"the HiFi-GAN config has no {error.args[0]!r}; it has {', '.join(sorted(fields))}"
            ) from None
        except TypeError as error:
            raise VocoderError(
                f"the HiFi-GAN config has a value of the wrong kind ({error}): {dict(fields)}"
            ) from error


V1 = HifiganConfig()
V2 = HifiganConfig(upsample_initial_channel=128)
V3 = HifiganConfig(
    resblock="2",
    upsample_rates=(8, 8, 4),
    upsample_kernel_sizes=(16, 16, 8),
    upsample_initial_channel=256,
    resblock_kernel_sizes=(3, 5, 7),
    resblock_dilation_sizes=((1, 2), (2, 6), (3, 12)),
)
PUBLISHED_SPEC = MelConfig(
    sample_rate=22050,
    hop_length=256,
    win_length=1024,
    n_fft=1024,
    n_mels=80,
    f_min=0.0,
    f_max=8000.0,
)
