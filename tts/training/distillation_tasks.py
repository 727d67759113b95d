"""Distillation tasks: for each network its teacher, random inputs, and losses between the outputs
of student and teacher. The inputs cost nothing: they are made by the teachers themselves.
"""

from __future__ import annotations

import itertools
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn.functional import max_pool1d

from tts.acoustic.fastspeech2 import FastSpeech2
from tts.acoustic.mel_decoder import AcousticFeatures, decode_frames
from tts.acoustic.prosody import Floats, apply_settings, override_prosody
from vocoders.harmonic.excitation import VOICED_DILATION
from vocoders.harmonic.filters import ENVELOPE_POINTS, harmonic_bins
from vocoders.harmonic.network import HarmonicVocoder
from vocoders.mel import LOG_FLOOR
from vocoders.pitch import fill_f0
from vocoders.training.feature_file import FeatureFile

Inputs = tuple[Tensor, ...]
Losses = dict[str, Tensor]

# log units (nepers) below the loudest bin of a frame at which an error counts half
AUDIBLE_DEPTH = 5.5


class TeacherData:
    """Utterances of the acoustic model: the phonemes of training clips, in any of its voices, with
    random settings.
    """

    def __init__(self, model: FastSpeech2, features: FeatureFile) -> None:
        self.model = model
        self.ids = [
            features.arrays["ids"][clip].astype(np.int64)
            for clip in features.select("train")
            if features.is_aligned(clip)
        ]

    def utterance(self, rng: np.random.Generator) -> AcousticFeatures:
        """A random utterance."""
        speed, pitch_range = np.exp(rng.normal(0, [0.12, 0.2]))
        pitch = float(rng.normal(0, 2)) if rng.random() < 0.5 else 0.0
        ids = self.ids[rng.integers(len(self.ids))]
        speaker = int(rng.integers(self.model.config.num_speakers))
        predicted = self.model.predict_prosody(ids, self.model.mixture(speaker))
        prosody = apply_settings(predicted, pitch=pitch, pitch_range=float(pitch_range))
        prosody = override_prosody(prosody, durations=prosody.durations / speed)
        return self.model.expand(prosody)

    def frames(
        self,
        rng: np.random.Generator,
        count: int,
        of: Callable[[AcousticFeatures], Sequence[Floats]],
    ) -> list[Floats]:
        """Arrays of random utterances one after the other, (count, ...) each."""
        return concat_frames((of(self.utterance(rng)) for _ in itertools.count()), count)

    def mel_and_f0_features(self, utterance: AcousticFeatures) -> tuple[Floats, Floats]:
        """The vocoder's inputs for an utterance, (frames, ...) each."""
        mel = decode_frames(self.model, utterance, 0, len(utterance.f0))
        return mel.T, fill_f0(utterance.f0).features.T


class DistillationTask(ABC):
    """A network that a student learns from."""

    def __init__(self, teacher: nn.Module) -> None:
        self.teacher = teacher.eval()

    @abstractmethod
    def inputs(self, rng: np.random.Generator, frames: int) -> Inputs:
        """A random batch of inputs of the network."""

    @abstractmethod
    def losses(self, pred: Any, target: Any, inputs: Inputs) -> Losses:
        """Squared errors between outputs of student and teacher; their sum is minimized."""


class F0Task(DistillationTask):
    """Frame vectors and features -> F0 residual, voicing logit."""

    def __init__(self, data: TeacherData, segment_frames: int) -> None:
        super().__init__(data.model.f0_predictor)
        self.data = data
        self.segment_frames = segment_frames

    def inputs(self, rng: np.random.Generator, frames: int) -> Inputs:
        """Segments of the first two decoder inputs."""
        arrays = self.data.frames(rng, frames, lambda utterance: utterance.decoder_inputs[:2])
        return cut_segments(arrays, self.segment_frames)

    def losses(self, pred: Any, target: Any, inputs: Inputs) -> Losses:
        """Error of the residual, weighted by the probability of voicing; error of the logits, less
        of those far from even.
        """
        residual, logit = pred
        target_residual, target_logit = target
        voiced = torch.sigmoid(target_logit) + 0.05
        logit_error = torch.tanh(logit / 4) - torch.tanh(target_logit / 4)
        return {
            "f0": 10 * (voiced * (residual - target_residual) ** 2).mean(),
            "voicing": 4 * (logit_error**2).mean(),
        }


class DecoderTask(DistillationTask):
    """All decoder inputs -> mel."""

    def __init__(self, data: TeacherData, segment_frames: int) -> None:
        super().__init__(data.model.decoder)
        self.data = data
        self.segment_frames = segment_frames

    def inputs(self, rng: np.random.Generator, frames: int) -> Inputs:
        """Segments of utterances."""
        arrays = self.data.frames(rng, frames, lambda utterance: utterance.decoder_inputs)
        return cut_segments(arrays, self.segment_frames)

    def losses(self, pred: Any, target: Any, inputs: Inputs) -> Losses:
        """Error of the mel, and of its differences between neighbouring bands and frames."""
        error = pred - target
        return {
            "mel": (error**2).mean(),
            "slopes": 0.3 * sum((error.diff(dim=axis) ** 2).mean() for axis in (1, 2)),
        }


class VocoderTask(DistillationTask):
    """Mel and F0 features -> filters. One half of the mels are recordings', the other predicted;
    some are louder or softer.
    """

    def __init__(
        self,
        vocoder: HarmonicVocoder,
        data: TeacherData,
        features: FeatureFile,
        segment_frames: int,
    ) -> None:
        super().__init__(vocoder.network)
        self.data = data
        self.features = features
        self.segment_frames = segment_frames
        self.clips = features.select("train")
        self.harmonic_bins = harmonic_bins(vocoder.spec, vocoder.max_voiced_hz)
        self.bins = vocoder.spec.n_fft // 2 + 1

    def inputs(self, rng: np.random.Generator, frames: int) -> Inputs:
        """Segments of mels, and their F0 features."""
        predicted = self.data.frames(rng, frames // 2, self.data.mel_and_f0_features)
        real = concat_frames(
            (self.real_clip(clip) for clip in rng.permutation(self.clips)), frames // 2
        )
        mel, f0_features = (
            torch.cat(parts).transpose(1, 2)
            for parts in zip(
                cut_segments(predicted, self.segment_frames),
                cut_segments(real, self.segment_frames),
                strict=True,
            )
        )
        shape = (len(mel), 1, 1)
        log_gain = rng.normal(0, 0.7, shape) * (rng.random(shape) < 0.5)
        louder = mel + torch.from_numpy(log_gain).float()
        return louder.clamp_min(float(np.log(LOG_FLOOR))), f0_features

    def real_clip(self, clip: int) -> tuple[Floats, Floats]:
        """Mel and F0 features of a clip, (frames, ...) each."""
        arrays = self.features.arrays
        return arrays["mel"][clip].astype(np.float32), fill_f0(arrays["f0"][clip]).features.T

    def losses(self, pred: Any, target: Any, inputs: Inputs) -> Losses:
        """Error of each kind of parameter. Bins count by their level below the loudest of their
        frame; pulses count where there are any.
        """
        sizes = [self.harmonic_bins, self.harmonic_bins, self.bins, 2 * ENVELOPE_POINTS, 2]
        amplitude, phase, noise, envelopes, modulation = torch.split(
            (pred[0] - target[0]) ** 2, sizes, 2
        )
        pulse_weight, noise_weight = self.audibility(*target)
        voiced = max_pool1d(
            inputs[1][:, 1:], 2 * VOICED_DILATION + 1, 1, VOICED_DILATION
        ).transpose(1, 2)
        return {
            "amplitude": (amplitude * pulse_weight * voiced).mean(),
            "phase": (phase * pulse_weight * voiced).mean(),
            "noise": (noise * noise_weight).mean(),
            "envelopes": 0.5 * envelopes.mean(),
            "modulation": 0.5 * modulation.mean(),
        }

    def audibility(self, predicted_filters: Tensor, base_filters: Tensor) -> tuple[Tensor, Tensor]:
        """Weights of the bins of pulses and noise, from the teacher's output, (batch, frames, bins)
        each.
        """
        pulses = self.harmonic_bins
        base = base_filters[..., pulses:]
        pulse_level = predicted_filters[..., :pulses] + base[..., :pulses]
        noise_level = predicted_filters[..., 2 * pulses : 2 * pulses + self.bins] + base
        loudest = torch.maximum(
            pulse_level.amax(-1, keepdim=True), noise_level.amax(-1, keepdim=True)
        )
        return (
            0.05 + torch.sigmoid(1.5 * (pulse_level - loudest + AUDIBLE_DEPTH)),
            0.05 + torch.sigmoid(1.5 * (noise_level - loudest + AUDIBLE_DEPTH)),
        )


def concat_frames(rows: Iterable[Sequence[Floats]], count: int) -> list[Floats]:
    """Arrays (frames, ...) of rows one after the other until there are enough frames, (count, ...)
    each.
    """
    taken = list[Sequence[Floats]]()
    frames = 0
    for row in rows:
        taken.append(row)
        frames += len(row[0])
        if frames >= count:
            break
    return [np.concatenate(kind)[:count] for kind in zip(*taken, strict=True)]


def cut_segments(arrays: Sequence[NDArray[np.floating]], length: int) -> Inputs:
    """Arrays (frames, ...) -> (segments, length, ...) each; frames left over are dropped."""
    count = len(arrays[0]) // length
    return tuple(
        torch.from_numpy(
            np.asarray(row[: count * length], np.float32).reshape(count, length, *row.shape[1:])
        )
        for row in arrays
    )
