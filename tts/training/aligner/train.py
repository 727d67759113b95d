"""Training of the phone classifier on clips with true durations: `python -m tts.training.aligner`.

loss = - mean log p(k_t | t)                 k_t: the phone that sounds in frame t
"""

from __future__ import annotations

import argparse
import math
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch.nn.functional import nll_loss

from tts.errors import SpeechError
from tts.training.aligner.data import AlignerBatches, LabelledClip, labelled_clips
from tts.training.aligner.network import AlignerNetwork
from vocoders.errors import VocoderError
from vocoders.mel_config import MelConfig
from vocoders.training.ema import ExponentialMovingAverage
from vocoders.training.loop import TimeBudget
from vocoders.training.optimization import optimizer_step, set_learning_rate, warmup
from vocoders.training.recipe import one_line_errors

LOG_STEPS = 20
SAVE_EVERY = 40


@dataclass(frozen=True)
class AlignerTrainingConfig:
    """Hyperparameters of the classifier's training."""

    steps: int = 3000
    batch_size: int = 12
    segment_frames: int = 200
    learning_rate: float = 2e-3
    warmup_steps: int = 50
    ema_decay: float = 0.99
    seed: int = 0


class AlignerTrainer:
    """The network, its optimizer, averaged weights and schedule."""

    def __init__(
        self,
        config: AlignerTrainingConfig,
        clips: list[LabelledClip],
        network: AlignerNetwork | None = None,
    ) -> None:
        torch.manual_seed(config.seed)
        self.config = config
        self.batches = AlignerBatches(clips, config.batch_size, config.segment_frames, config.seed)
        self.network = network or AlignerNetwork(clips[0].mel.shape[0])
        self.ema = ExponentialMovingAverage(self.network, config.ema_decay)
        self.optimizer = torch.optim.AdamW(
            self.network.parameters(), config.learning_rate, (0.9, 0.98), weight_decay=0.01
        )
        self.step = 0

    def train_step(self) -> tuple[float, float]:
        """One step; its loss and the share of frames that were recognized."""
        config = self.config
        decay = 0.5 + 0.5 * math.cos(math.pi * min(1.0, self.step / config.steps))
        rate = config.learning_rate * warmup(self.step, config.warmup_steps) * max(decay, 0.02)
        set_learning_rate(self.optimizer, rate)
        mels, phones = map(torch.from_numpy, self.batches(self.step))
        log_probs = self.network(mels)
        loss = nll_loss(log_probs.flatten(0, 1), phones.flatten())
        optimizer_step(loss, self.optimizer, self.network, 1.0)
        self.step += 1
        self.ema.update(self.network, self.step)
        accuracy = (log_probs.argmax(-1) == phones).float().mean()
        return loss.item(), accuracy.item()

    def averaged(self) -> AlignerNetwork:
        """A network with the averaged weights."""
        shape = self.network.in_conv.weight.shape
        network = AlignerNetwork(shape[1], shape[0], len(self.network.blocks))
        network.load_state_dict(self.ema.state)
        return network


def train_aligner(
    clips: list[LabelledClip],
    out: Path,
    config: AlignerTrainingConfig,
    minutes: float = math.inf,
    init: Path | None = None,
) -> AlignerTrainer:
    """Train on the training clips until `steps` or the minutes are over; the weights are written to
    a file now and then.
    """
    if not clips:
        raise SpeechError("there is no aligned training clip in these folders.")
    trainer = AlignerTrainer(config, clips, AlignerNetwork.load(init) if init else None)
    budget = TimeBudget(minutes)
    recent: list[tuple[float, float]] = []
    while trainer.step < config.steps and budget.left > 0:
        recent = [*recent[-LOG_STEPS + 1 :], trainer.train_step()]
        if trainer.step % LOG_STEPS == 0:
            loss, accuracy = np.mean(recent, 0)
            sys.stderr.write(
                f"step {trainer.step}  loss {loss:.3f}  right {accuracy:.3f}  "
                f"{budget.left / 60:.1f} min left\n"
            )
        if trainer.step % SAVE_EVERY == 0:
            trainer.averaged().save(out, MelConfig(), step=trainer.step)
    trainer.averaged().save(out, MelConfig(), step=trainer.step)
    return trainer


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(
        prog="python -m tts.training.aligner",
        description="Train the aligner's phone classifier on speakers with true durations.",
    )
    parser.add_argument("speakers", type=Path, nargs="+", help="folders with alignment.jsonl")
    parser.add_argument("--out", type=Path, required=True, help="the file to write (.safetensors)")
    parser.add_argument("--init", type=Path, help="weights to begin from")
    parser.add_argument(
        "--clips", type=int, default=10**9, metavar="N", help="at most so many of each speaker"
    )
    parser.add_argument("--steps", type=int, default=AlignerTrainingConfig.steps)
    parser.add_argument("--learning-rate", type=float, default=AlignerTrainingConfig.learning_rate)
    parser.add_argument("--minutes", type=float, default=math.inf, help="stop after so many")
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    config = AlignerTrainingConfig(steps=args.steps, learning_rate=args.learning_rate)
    with one_line_errors(SpeechError, VocoderError):
        clips = labelled_clips(args.speakers, MelConfig(), args.clips)
        train_aligner(clips, args.out, config, args.minutes, args.init)


if __name__ == "__main__":
    main()
