"""The WaveNet as a vocoder: mel and F0 -> samples, generated in chunks side by side."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import torch

from vocoders.errors import VocoderError
from vocoders.header_checks import config_of
from vocoders.mel_config import Array, check_mel
from vocoders.network_file import load_network, save_network, state_arrays
from vocoders.pitch import check_pitch
from vocoders.wavenet.batch_generator import BatchGenerator, import_kernels
from vocoders.wavenet.chunks import ConditionedChunk, NoiseShapedSampler, crossfade, split_points
from vocoders.wavenet.conditioning import LpcConditioning, lpc_conditioning, mel_features
from vocoders.wavenet.config import WaveNetConfig
from vocoders.wavenet.kernel_arrays import kernel_weights
from vocoders.wavenet.mel_matching import match_mel
from vocoders.wavenet.model import WaveNet

MAX_BATCH = 16  # chunks that are generated at once, by one thread
# chosen by predicted MOS with the packaged weights
TEMPERATURE = 0.8
NOISE_SHAPING = 0.7
MEL_MATCHING_ITERATIONS = 2
Progress = Callable[[int, int], object]


class WaveNetVocoder:
    """Mel and F0 -> samples. An utterance is split into chunks that are generated as a batch; each
    starts one receptive field early.
    """

    name = "wavenet"

    def __init__(
        self,
        network: WaveNet,
        max_chunks: int = MAX_BATCH,
        threads: int = 1,
        temperature: float = TEMPERATURE,
        noise_shaping: float = NOISE_SHAPING,
        mel_matching_iterations: int = MEL_MATCHING_ITERATIONS,
    ) -> None:
        """VocoderError if Numba is missing.

        max_chunks                 that an utterance is split into; 1: it is never split
        threads                    that share the chunks; the samples do not depend on their number
        temperature                factor of the scales of the logistics
        noise_shaping              how far the noise of voiced frames is moved away from low
                                   frequencies (`NoiseShapedSampler`), 0 to 1; needs pitch taps
        mel_matching_iterations    of `match_mel`; 0 leaves the samples as they were drawn
        """
        self.network = network.eval()
        self.spec = network.spec
        self.needs_pitch = bool(network.config.pitch_taps)
        self.max_chunks = max_chunks
        self.threads = threads
        self.temperature = temperature
        self.noise_shaping = noise_shaping
        self.mel_matching_iterations = mel_matching_iterations
        import_kernels()
        state = {name: value.detach().numpy() for name, value in network.state_dict().items()}
        self.weights = kernel_weights(state, network.config.dilations)

    def __call__(
        self,
        mel: Array,
        pitch: Array | None = None,
        seed: int = 0,
        progress: Progress | None = None,
    ) -> Array:
        """Samples of a mel.

        mel         (mels, frames), natural log, of this vocoder's spec
        pitch       (frames,) in Hz, 0 where unvoiced; ignored unless `needs_pitch`
        progress    called now and then with the number of samples generated and their total; an
                    exception that it raises ends the work
        returns     (frames * hop,) float32
        """
        return self.batch([mel], [pitch], seed, progress)[0]

    def batch(
        self,
        mels: Sequence[Array],
        pitches: Sequence[Array | None],
        seed: int = 0,
        progress: Progress | None = None,
    ) -> list[Array]:
        """Samples of several mels, whose chunks are generated side by side: equal to those of each
        mel alone, in less time.
        """
        by_utterance = [self._chunks(*pair, seed) for pair in zip(mels, pitches, strict=True)]
        chunks = [chunk for utterance in by_utterance for chunk in utterance]
        generated = iter(self._generate(chunks, progress))
        return [
            self._join(chunks, [next(generated) for _ in chunks], mel)
            for chunks, mel in zip(by_utterance, mels, strict=True)
        ]

    def _join(self, chunks: list[ConditionedChunk], samples: list[Array], mel: Array) -> Array:
        """The samples of an utterance from those of its chunks, corrected towards its mel."""
        hop = self.spec.hop_length
        used = [
            row[chunk.warmup_frames * hop :] for chunk, row in zip(chunks, samples, strict=True)
        ]
        starts = [chunk.start * hop for chunk in chunks]
        joined = crossfade(used, starts, np.shape(mel)[1] * hop, hop)
        return match_mel(joined, mel, self.spec, self.mel_matching_iterations)

    def _chunks(self, mel: Array, pitch: Array | None, seed: int) -> list[ConditionedChunk]:
        """The chunks of an utterance; VocoderError for a mel or a pitch that is not valid."""
        mel = check_mel(mel, self.spec)
        pitch = self._checked_pitch(pitch, mel.shape[1])
        frames = mel.shape[1]
        with torch.inference_mode():
            features = torch.from_numpy(mel_features(mel, pitch))
            conditioning: Array = self.network.condition(features[None])[0].T.numpy()
        lpc = lpc_conditioning(mel, pitch, self.network.config, self.spec)
        lpc = LpcConditioning(*(part.reshape(frames, -1) for part in lpc))
        shaping = np.zeros(frames) if pitch is None else self.noise_shaping * (pitch > 0)
        return [
            ConditionedChunk(
                conditioning[rows],
                LpcConditioning(*(part[rows] for part in lpc)),
                start,
                start - rows.start,
                NoiseShapedSampler((seed, number), shaping[rows], self.spec.hop_length),
            )
            for number, (start, rows) in enumerate(self._frames_of_chunks(mel))
        ]

    def _checked_pitch(self, pitch: Array | None, frames: int) -> Array | None:
        """F0 of all frames if the network needs it; VocoderError if it is missing or not valid."""
        if not self.needs_pitch:
            return None
        if pitch is None or np.shape(pitch) != (frames,):
            raise VocoderError(
                f"this WaveNet needs the pitch in Hz of each of the {frames} frames beside the mel."
            )
        return check_pitch(pitch, self.spec)

    def _frames_of_chunks(self, mel: Array) -> Iterator[tuple[int, slice]]:
        """Start of each chunk of a mel and the frames that are generated for it: from a receptive
        field before the start to two frames after the end, one to crossfade, one to interpolate to.
        """
        config = self.network.config
        context = config.receptive_field + config.lpc_context(self.spec)
        warmup = -(-context // self.spec.hop_length)
        starts = split_points(mel, self.max_chunks)
        ends = [*(start + 2 for start in starts[1:]), mel.shape[1]]
        for start, end in zip(starts, ends, strict=True):
            yield start, slice(max(0, start - warmup), end)

    def _generate(self, chunks: list[ConditionedChunk], progress: Progress | None) -> list[Array]:
        """The samples of each chunk. Chunks of similar length are generated together, a batch a
        thread.
        """
        total = sum(len(chunk.conditioning) * self.spec.hop_length for chunk in chunks)
        batches = self._batches(chunks)
        out = dict[int, Array]()
        done = 0
        with ThreadPoolExecutor(self.threads) as pool:
            for first in range(0, len(batches), self.threads):
                at_once = batches[first : first + self.threads]
                generators = [self._generator([chunks[i] for i in batch]) for batch in at_once]
                for completed in _run(generators, pool):
                    if progress:
                        progress(done + completed, total)
                done += sum(generator.completed for generator in generators)
                for batch, generator in zip(at_once, generators, strict=True):
                    out |= dict(zip(batch, generator.samples, strict=True))
        return [out[index] for index in range(len(chunks))]

    def _batches(self, chunks: list[ConditionedChunk]) -> list[list[int]]:
        """Indices of the chunks, sorted by length and split into batches."""
        if not chunks:
            return []
        order = np.argsort([len(chunk.conditioning) for chunk in chunks], kind="stable")
        count = max(min(self.threads, len(chunks)), -(-len(chunks) // MAX_BATCH), 1)
        return [batch.tolist() for batch in np.array_split(order, count)]

    def _generator(self, chunks: list[ConditionedChunk]) -> BatchGenerator:
        config = self.network.config
        return BatchGenerator(chunks, config, self.spec, self.weights, self.temperature)

    def save(self, path: str | os.PathLike[str], fp16: bool = False, **more: Any) -> None:
        """Write the weights into one safetensors file.

        fp16    store float16
        more    goes into the header
        """
        tensors = state_arrays(self.network, fp16)
        save_network(path, self.name, self.network.config, self.spec, tensors, **more)

    @classmethod
    def load(cls, path: str | os.PathLike[str], threads: int = 1) -> WaveNetVocoder:
        """The vocoder in a safetensors file.

        InvalidWeightsError if the file is damaged or of another kind.
        """
        network, _ = load_network(
            path,
            cls.name,
            lambda meta, spec: WaveNet(config_of(WaveNetConfig, meta, path), spec),
        )
        return cls(network, threads=threads)


def _run(generators: list[BatchGenerator], pool: ThreadPoolExecutor) -> Iterator[int]:
    """Run generators side by side to their ends; after each block the number of samples so far."""
    while any(generator.remaining for generator in generators):
        _ = list(pool.map(BatchGenerator.step, generators))
        yield sum(generator.completed for generator in generators)
