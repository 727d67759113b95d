"""Generation of a batch of chunks by the compiled kernels, block by block."""

from __future__ import annotations

from types import ModuleType

import numpy as np

from vocoders.errors import VocoderError
from vocoders.mel_config import Array, MelConfig
from vocoders.optional_dependencies import install_command
from vocoders.wavenet.chunks import ConditionedChunk, stack_padded
from vocoders.wavenet.config import MU_LAW, WaveNetConfig
from vocoders.wavenet.kernel_arrays import (
    PREFETCH,
    KernelConditioning,
    KernelSettings,
    KernelState,
    KernelWeights,
    kernel_buffers,
)
from vocoders.wavenet.likelihood import MULAW_RANGE
from vocoders.wavenet.linear_prediction import SUBFRAMES

BLOCK_SAMPLES = 2400  # generated between two reports of progress


class BatchGenerator:
    """Generation of several chunks at once, a row of the batch each. Shorter chunks repeat the
    conditioning of their last frame.
    """

    def __init__(
        self,
        chunks: list[ConditionedChunk],
        config: WaveNetConfig,
        spec: MelConfig,
        weights: KernelWeights,
        temperature: float,
    ) -> None:
        """VocoderError if there is not enough memory."""
        self.kernels = import_kernels()
        self.weights = weights
        self.samplers = [chunk.sampler for chunk in chunks]
        self.lengths = [len(chunk.conditioning) * spec.hop_length for chunk in chunks]
        self.length = max(self.lengths)
        self.generated = 0
        self.context = max(config.lpc_context(spec), 1)
        self.settings = self._settings(config, spec, temperature)
        self.state = self._new_state(config)
        self.conditioning = self._conditioning(chunks, config, self.length // spec.hop_length)
        self.buffers = kernel_buffers(weights, len(chunks))

    def _settings(
        self, config: WaveNetConfig, spec: MelConfig, temperature: float
    ) -> KernelSettings:
        mulaw = config.output_distribution == MU_LAW
        return KernelSettings(
            mixture_components=0 if mulaw else config.mixture_components,
            pitch_taps=config.pitch_taps,
            subframe_size=spec.hop_length // SUBFRAMES,
            context=self.context,
            temperature=np.float32(temperature),
            mulaw_range=np.float32(MULAW_RANGE if config.lpc_order else 1.0),
        )

    def _new_state(self, config: WaveNetConfig) -> KernelState:
        """Empty history and ring buffers; VocoderError if there is no memory for them."""
        batch = len(self.lengths)
        residual = config.residual_channels
        layers = len(config.dilations)
        shapes = (
            (2, batch, self.context + self.length),
            (sum(config.dilations) * batch, residual),
            (layers, PREFETCH * batch, 2 * residual),
        )
        try:
            history, ring, prefetched = (np.zeros(shape, np.float32) for shape in shapes)
        except MemoryError:
            size = sum(4 * float(np.prod(shape)) for shape in shapes) / 1e6
            raise VocoderError(
                f"not enough memory for the WaveNet's ring buffers: {batch} chunks need {size:.0f} "
                "MB. Generate fewer at once (max_chunks=1)."
            ) from None
        return KernelState(history, ring, prefetched, np.zeros(layers, np.int64))

    def _conditioning(
        self, chunks: list[ConditionedChunk], config: WaveNetConfig, frames: int
    ) -> KernelConditioning:
        """The conditioning of all chunks as the kernels read it: that of one layer together."""
        batch = len(chunks)
        layers = len(config.dilations)
        rows = stack_padded([chunk.conditioning for chunk in chunks], frames)
        by_layer = rows.reshape(batch, frames, layers, -1).transpose(1, 2, 0, 3)
        lpc = [stack_padded(rows, frames) for rows in zip(*(c.lpc for c in chunks), strict=True)]
        coeffs = lpc[0].reshape(batch, frames * SUBFRAMES, config.lpc_order)
        rest = (part.reshape(batch, -1) for part in lpc[1:])
        mel = np.ascontiguousarray(by_layer).reshape(frames, -1)
        return KernelConditioning(mel, coeffs, *rest)

    @property
    def remaining(self) -> int:
        """Number of samples of the longest chunk that are still to be generated."""
        return self.length - self.generated

    @property
    def completed(self) -> int:
        """Number of samples of all chunks that have been generated, repeated frames aside."""
        return sum(min(self.generated, length) for length in self.lengths)

    @property
    def samples(self) -> list[Array]:
        """(samples,) of each chunk."""
        ends = [self.context + length for length in self.lengths]
        return [
            row[self.context : end] for row, end in zip(self.state.history[0], ends, strict=True)
        ]

    def step(self) -> None:
        """Generate the next BLOCK_SAMPLES samples of each chunk, or what remains."""
        count = min(BLOCK_SAMPLES, self.remaining)
        if count:
            uniforms = np.stack([sampler(count) for sampler in self.samplers], 1)
            self.generate(uniforms.astype(np.float32))

    def generate(self, uniforms: Array, distributions: Array | None = None) -> None:
        """Generate one sample of each chunk for each row of random numbers.

        uniforms         (count, chunks, 2), between 0 and 1, both excluded
        distributions    (chunks, count, output_channels), receives the distribution parameters
        """
        if distributions is None:
            distributions = np.zeros((0, 0, 0), np.float32)
        self.kernels.generate(
            self.weights,
            self.conditioning,
            self.settings,
            self.state,
            self.buffers,
            uniforms,
            self.generated,
            distributions,
        )
        self.generated += len(uniforms)


def import_kernels() -> ModuleType:
    """The module vocoders.wavenet.kernels; VocoderError with the command that installs Numba where
    it is missing.
    """
    try:
        from vocoders.wavenet import kernels
    except ModuleNotFoundError as error:
        raise VocoderError(
            f"the WaveNet is sampled by Numba, which is not installed ({error}). "
            f"Install it with: {install_command('wavenet')}"
        ) from error
    return kernels
