"""Validation of an acoustic model on held-out clips."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

import numpy as np
import soundfile
import torch
from torch import Tensor

import vocoders
from frontend.phonemes import PAUSES, SILENCE, SYMBOL_ID
from tts.acoustic.fastspeech2 import FastSpeech2
from tts.acoustic.speakers import speaker_weights
from tts.training.batches import AcousticBatch, Batches

BATCH_SIZE = 8
PAUSE_IDS = [SYMBOL_ID[symbol] for symbol in (SILENCE, *PAUSES)]
MEL_RANGE = (-11.5, 1.5)  # of log mels in a picture


class Forward(Protocol):
    """A trainer of which only the forward pass is needed."""

    device: torch.device

    def forward(self, batch: AcousticBatch) -> tuple[Tensor, dict[str, Tensor]]:
        """The predicted mel (batch, mels, frames) and the losses."""


def mean_losses(trainer: Forward, held_out: Batches) -> tuple[dict[str, float], Tensor, Tensor]:
    """The losses on all held-out clips; real and predicted mel of one of them, (mels, frames)."""
    starts = range(0, len(held_out.clips), BATCH_SIZE)
    groups = [held_out.clips[start : start + BATCH_SIZE].tolist() for start in starts]
    means: dict[str, float] = {}
    for group in groups:
        batch = held_out.stack(group).to(trainer.device)
        mel, losses = trainer.forward(batch)
        for name, value in losses.items():
            means[name] = means.get(name, 0.0) + float(value) / len(groups)
    return means, batch.mel[0], mel[0]


def mel_pair_image(real: Tensor, predicted: Tensor) -> Tensor:
    """A picture of two mels (mels, frames): (1, 2 mels, frames) in 0..1, low bands below."""
    low, high = MEL_RANGE
    both = torch.cat([real, predicted]).flip(0)
    return ((both - low) / (high - low)).clamp(0, 1)[None]


def write_samples(model: FastSpeech2, held_out: Batches, out: Path) -> None:
    """One held-out clip of each speaker as the model predicts it by itself, by Griffin-Lim, to
    listen to.
    """
    vocoder = vocoders.load("griffin-lim", model.spec)
    features = held_out.features
    for name, speaker in held_out.speaker_ids.items():
        for clip in held_out.clips_of(name)[:1]:
            predicted = model.predict(features.arrays["ids"][clip].astype(np.int64), speaker)
            path = out / f"{features.clips[clip].id}.wav"
            soundfile.write(path, vocoder(predicted.mel), model.spec.sample_rate)


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
