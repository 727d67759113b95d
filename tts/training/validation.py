"""Validation of an acoustic model on held-out clips."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

import numpy as np
import soundfile
import torch
from numpy.typing import NDArray
from torch import Tensor

import vocoders
from frontend.phonemes import PAUSES, SILENCE, SYMBOL_ID
from tts.acoustic.fastspeech2 import FastSpeech2
from tts.acoustic.speakers import speaker_weights
from tts.training.batches import AcousticBatch, Batches

BATCH_SIZE = 8
PAUSE_IDS = [SYMBOL_ID[symbol] for symbol in (SILENCE, *PAUSES)]
STRIP_ROWS = 6  # of a picture, that show where phonemes begin
MEL_RANGE = (-11.5, 1.5)  # of log mels in a picture


class Forward(Protocol):
    """A trainer of which only the forward pass is needed."""

    device: torch.device

    def forward(self, batch: AcousticBatch) -> tuple[Tensor, dict[str, Tensor]]:
        """The predicted mel (batch, mels, frames) and the losses."""


def mean_losses(trainer: Forward, held_out: Batches) -> tuple[dict[str, float], Tensor]:
    """The losses on all held-out clips, and the picture of one of them."""
    starts = range(0, len(held_out.clips), BATCH_SIZE)
    groups = [held_out.clips[start : start + BATCH_SIZE].tolist() for start in starts]
    means: dict[str, float] = {}
    for group in groups:
        batch = held_out.stack(group).to(trainer.device)
        mel, losses = trainer.forward(batch)
        for name, value in losses.items():
            means[name] = means.get(name, 0.0) + float(value) / len(groups)
    return means, mel_pair_image(batch.mel[0], mel[0], batch.durations[0])


def mel_pair_image(real: Tensor, predicted: Tensor, durations: Tensor) -> Tensor:
    """A picture of two mels (mels, frames), one over the other, low bands below; between them a
    strip that is white and black in turn, a phoneme each: (1, 2 mels + STRIP_ROWS, frames) in 0..1.

    durations   (phonemes,) frames; frames behind them are black
    """
    low, high = MEL_RANGE
    mels = [((mel.flip(0) - low) / (high - low)).clamp(0, 1) for mel in (predicted, real)]
    sounding = durations[durations > 0].long()
    is_white = torch.arange(len(sounding), device=real.device) % 2 == 0
    strip = torch.repeat_interleave(is_white.float(), sounding)[: real.shape[1]]
    strip = torch.nn.functional.pad(strip, (0, real.shape[1] - len(strip)))
    return torch.cat([mels[0], strip.expand(STRIP_ROWS, -1), mels[1]])[None]


def write_samples(
    model: FastSpeech2, held_out: Batches, out: Path
) -> list[tuple[str, NDArray[np.float32]]]:
    """One held-out clip of each speaker as the model predicts it by itself, by Griffin-Lim, to
    listen to: files in a folder; returns names and samples.
    """
    vocoder = vocoders.load("griffin-lim", model.spec)
    features = held_out.features
    written = []
    for name, speaker in held_out.speaker_ids.items():
        for clip in held_out.clips_of(name)[:1]:
            predicted = model.predict(features.arrays["ids"][clip].astype(np.int64), speaker)
            samples = vocoder(predicted.mel)
            clip_id = features.clips[clip].id
            soundfile.write(out / f"{clip_id}.wav", samples, model.spec.sample_rate)
            written.append((clip_id, samples))
    return written


def pitch_std_ratios(model: FastSpeech2, held_out: Batches) -> list[float]:
    """How many times as much each speaker's pitch varies within held-out clips as the predicted
    pitch; 1 where nothing is known.

    Least squares predicts the mean of what is likely, so its variance is too small: the fault that
    global variance (Toda and Tokuda 2007) mends.
    """
    return [
        pitch_std_ratio(model, held_out, held_out.clips_of(name), speaker)
        for name, speaker in held_out.speaker_ids.items()
    ]


def pitch_std_ratio(model: FastSpeech2, held_out: Batches, clips: list[int], speaker: int) -> float:
    """Sum of the standard deviations of true pitch in clips over that of predicted pitch."""
    real = []
    predicted = []
    for clip in clips:
        row = held_out.clip_row(clip)
        weights = speaker_weights(speaker, model.config.num_speakers)
        sounding = (row["durations"] > 0) & ~np.isin(row["ids"][:, 0], PAUSE_IDS)
        real.append(float(row["pitch_norm"][sounding].std()))
        predicted.append(float(model.encode(row["ids"], weights)[2][sounding].std()))
    return round(sum(real) / sum(predicted), 3) if sum(predicted) > 0 else 1.0
