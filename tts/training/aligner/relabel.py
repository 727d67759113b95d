"""Viterbi training of the phone classifier on clips whose texts are known, but not their times: for
languages that the packaged classifier never heard.

In turn the clips are aligned, and the classifier is trained on the phones that sound by these
alignments (segmental k-means, Juang and Rabiner 1990, with a network in place of the densities). In
the first round the outputs for foreign sounds are those of their substitutes
(`tts.alignment.substitutes`). Each phoneme lasts a few frames at least: so every sound gets frames
of its own to learn from.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from tts.alignment.classifier import normalized_mel
from tts.alignment.paths import viterbi
from tts.alignment.states import States, with_room
from tts.alignment.substitutes import with_substitutes
from tts.training.aligner.data import LabelledClip
from tts.training.aligner.network import AlignerNetwork
from tts.training.aligner.train import AlignerTrainer, AlignerTrainingConfig
from vocoders.mel_config import Array


@dataclass(frozen=True)
class RelabelConfig:
    """Hyperparameters of Viterbi training.

    least_frames    of each phoneme, in each round
    steps           of training in a round
    learning_rate   at the beginning of a round; it falls along a cosine
    """

    least_frames: tuple[int, ...] = (4, 3, 3, 3)
    steps: int = 150
    batch_size: int = 12
    learning_rate: float = 1e-3
    seed: int = 0


def relabel_and_train(
    network: AlignerNetwork,
    clips: Sequence[LabelledClip],
    states: Sequence[States],
    config: RelabelConfig,
    report: Callable[[float], None] = lambda share: None,
) -> AlignerNetwork:
    """Train on clips with these states of their texts; returns the network of the last round. The
    phones that the clips hold are not used.

    report    called with the share that is done, 0 to 1
    """
    rounds = len(config.least_frames)
    for number, least in enumerate(config.least_frames):
        labelled = [
            clip._replace(phones=phones_of(network, clip, each, least, is_first=number == 0))
            for clip, each in zip(clips, states, strict=True)
        ]
        settings = AlignerTrainingConfig(
            steps=config.steps,
            batch_size=config.batch_size,
            learning_rate=config.learning_rate,
            seed=config.seed + number,
        )
        trainer = AlignerTrainer(settings, labelled, network)
        for step in range(config.steps):
            trainer.train_step()
            report((number + (step + 1) / config.steps) / rounds)
        network = trainer.averaged()
    return network


@torch.inference_mode()
def phones_of(
    network: AlignerNetwork, clip: LabelledClip, states: States, least: int, is_first: bool
) -> NDArray[np.uint8]:
    """The phone of each frame by the best path, where each phoneme lasts `least` frames, or fewer
    in a clip that has no room for so many.
    """
    mel = normalized_mel(clip.mel.astype(np.float32))
    log_probs: Array = network(torch.from_numpy(mel)[None])[0].numpy()
    if is_first:
        log_probs = with_substitutes(log_probs)
    longer = with_room(states, least, len(log_probs))
    return longer.phones[viterbi(log_probs, longer)].astype(np.uint8)
