"""Teach faster networks what trained ones say (knowledge distillation, Hinton et al. 2015, arXiv
1503.02531): `python -m tts.training.distil RECIPE.toml [--minutes N]`.

The pupils are the networks at frame rate, contour, decoder and vocoder, with rectifiers in place of
GELUs: where products are rounded to bytes (`vocoders.export.quantization`) those cost nothing, but GELUs a
sixth of all time. A pupil begins as its teacher, whose GELUs fade into rectifiers; then it learns
as rounded as it will be packaged. What it learns from costs nothing: whatever the teachers say.
Networks are taught one after the other, each from its last checkpoint if there is one; then OUT
holds acoustic.safetensors and vocoder.safetensors, for `tts.training.package`.
"""

from __future__ import annotations

import argparse
import copy
import itertools
import math
import os
import sys
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn.functional import max_pool1d

from tts.acoustic.fastspeech2 import FastSpeech2
from tts.acoustic.mel_decoder import AcousticFeatures, decode_frames
from tts.acoustic.prosody import Floats, apply_settings
from vocoders.convnext import ConvNeXt, activation_of
from vocoders.export.quantization import Seen, Watching, balanced, learned, pretend
from vocoders.harmonic.network import HarmonicVocoder
from vocoders.harmonic.synthesis import KNOTS, SPREAD, pulsed_bins, voicing
from vocoders.mel import LOG_FLOOR
from vocoders.training import loop as run
from vocoders.training.feature_file import Pack

Inputs = tuple[Tensor, ...]
Figures = dict[str, Tensor]


@dataclass(frozen=True)
class Distilling:
    """Settings of a run."""

    acoustic: str  # the teachers, as training leaves them
    vocoder: str
    pack: str  # features, made by tts.training.features: phonemes to speak, mels to render
    out: str
    contour_steps: int = 3500
    decoder_steps: int = 3500
    harmonic_steps: int = 2500
    frames: int = 4096  # in a batch
    cut: int = 128  # frames that are looked at in one piece
    rate: float = 6e-4
    warm_up: int = 50
    faded: float = 0.2  # share of the steps after which there are only rectifiers
    rounded: float = 0.4  # and after which all is rounded
    watched: int = 24  # batches whose extremes are found then
    seed: int = 0
    log_every: int = 50
    save_every: int = 250


NETWORKS = ("contour", "decoder", "harmonic")
AUDIBLE = 5.5  # nepers under the loudest bin of a frame where half of a difference is heard


class Blend:
    """Between an activation and another, in the blocks of a network."""

    def __init__(self, first: str, second: str) -> None:
        self.first = activation_of(first)
        self.second = activation_of(second)
        self.share = 0.0

    def __call__(self, values: Tensor) -> Tensor:
        """The share of the second."""
        return (
            self.second(values)
            if self.share >= 1
            else torch.lerp(self.first(values), self.second(values), self.share)
        )


class Speech:
    """What the acoustic model is given and says of the phonemes of a pack's training clips, in any
    of its voices, as a listener may ask for it.
    """

    def __init__(self, model: FastSpeech2, pack: Pack) -> None:
        self.model = model
        self.ids = [
            pack.arrays["ids"][clip].astype(np.int64)
            for clip in pack.chosen("train")
            if len(pack.arrays["ids"][clip])
        ]

    def features(self, rng: np.random.Generator) -> AcousticFeatures:
        """Some utterance."""
        speed, spread = np.exp(rng.normal(0, [0.12, 0.2]))
        pitch = float(rng.normal(0, 2)) if rng.random() < 0.5 else 0.0
        ids = self.ids[rng.integers(len(self.ids))]
        speaker = int(rng.integers(self.model.config.speakers))
        predicted = self.model.predict_prosody(ids, speaker)
        prosody = apply_settings(
            predicted, speed=float(speed), pitch=pitch, pitch_range=float(spread)
        )
        return self.model.expand(prosody)

    def frames(
        self,
        rng: np.random.Generator,
        count: int,
        of: Callable[[AcousticFeatures], Sequence[Floats]],
    ) -> list[Floats]:
        """What is to be known of utterances one after the other, (count, ...) each."""
        return end_to_end((of(self.features(rng)) for _ in itertools.count()), count)


class Lesson(ABC):
    """A network that is taught: what it is given, and how far it is from its teacher."""

    def __init__(self, teacher: nn.Module) -> None:
        self.teacher = teacher.eval()

    @abstractmethod
    def inputs(self, rng: np.random.Generator, count: int) -> Inputs:
        """A batch."""

    @abstractmethod
    def figures(self, found: Any, wanted: Any, given: Inputs) -> Figures:
        """Squared distances whose sum is to be little."""


class Intoning(Lesson):
    """Held vectors and places -> deviation of the pitch, log odds of voicing."""

    def __init__(self, speech: Speech, cut: int) -> None:
        super().__init__(speech.model.contour)
        self.speech = speech
        self.cut = cut

    def inputs(self, rng: np.random.Generator, count: int) -> Inputs:
        """Cuts of what the decoder is told."""
        return cuts(
            self.speech.frames(rng, count, lambda features: features.decoder_inputs[:2]), self.cut
        )

    def figures(self, found: Any, wanted: Any, given: Inputs) -> Figures:
        """The deviation as far as it is heard, and the odds where they are near even."""
        heard = torch.sigmoid(wanted[1]) + 0.05
        return {
            "deviation": 10 * (heard * (found[0] - wanted[0]) ** 2).mean(),
            "odds": 4 * ((torch.tanh(found[1] / 4) - torch.tanh(wanted[1] / 4)) ** 2).mean(),
        }


class Decoding(Lesson):
    """All that the decoder is told -> mel."""

    def __init__(self, speech: Speech, cut: int) -> None:
        super().__init__(speech.model.decoder)
        self.speech = speech
        self.cut = cut

    def inputs(self, rng: np.random.Generator, count: int) -> Inputs:
        """Cuts of utterances."""
        return cuts(
            self.speech.frames(rng, count, lambda features: features.decoder_inputs), self.cut
        )

    def figures(self, found: Any, wanted: Any, given: Inputs) -> Figures:
        """The mel, and how it goes up and down between neighbours."""
        off = found - wanted
        return {
            "mel": (off**2).mean(),
            "slopes": 0.3 * sum((off.diff(dim=axis) ** 2).mean() for axis in (1, 2)),
        }


class Rendering(Lesson):
    """Mel and pitch -> filters: one half of the mels from recordings, the other as the acoustic
    model says them; some louder or softer.
    """

    def __init__(self, vocoder: HarmonicVocoder, speech: Speech, pack: Pack, cut: int) -> None:
        super().__init__(vocoder.network)
        self.speech, self.pack, self.cut, self.clips = speech, pack, cut, pack.chosen("train")
        self.pulsed = pulsed_bins(vocoder.spec, vocoder.limit)
        self.bins = vocoder.spec.n_fft // 2 + 1

    def predicted(self, features: AcousticFeatures) -> Sequence[Floats]:
        """The acoustic model's mel of an utterance, and its voicing, (frames, ...) each."""
        mel = decode_frames(self.speech.model, features, 0, len(features.f0))
        return mel.T, voicing(features.f0).T

    def inputs(self, rng: np.random.Generator, count: int) -> Inputs:
        """Cuts of mels, and their voicing."""
        said = self.speech.frames(rng, count // 2, self.predicted)
        mels = self.pack.arrays["mel"]
        pitches = self.pack.arrays["pitch"]
        real = end_to_end(
            (
                (mels[clip].astype(np.float32), voicing(pitches[clip]).T)
                for clip in rng.permutation(self.clips)
            ),
            count // 2,
        )
        mel, voice = (
            torch.cat(parts).transpose(1, 2)
            for parts in zip(cuts(said, self.cut), cuts(real, self.cut), strict=True)
        )
        louder = torch.from_numpy(
            rng.normal(0, 0.7, (len(mel), 1, 1)) * (rng.random((len(mel), 1, 1)) < 0.5)
        ).float()
        return (mel + louder).clamp_min(float(np.log(LOG_FLOOR))), voice

    def figures(self, found: Any, wanted: Any, given: Inputs) -> Figures:
        """Each kind of column, bins as far as they are heard beside the loudest of their frame,
        pulses where there are any.
        """
        off = found[0] - wanted[0]
        known = wanted[1]
        pulsed = self.pulsed
        bins = self.bins
        between = known[..., pulsed:]
        size = wanted[0][..., :pulsed] + between[..., :pulsed]
        hiss = wanted[0][..., 2 * pulsed : 2 * pulsed + bins] + between
        loudest = torch.maximum(size.amax(-1, keepdim=True), hiss.amax(-1, keepdim=True))
        voiced = max_pool1d(given[1][:, 1:], 2 * SPREAD + 1, 1, SPREAD).transpose(1, 2)
        of_pulses, of_noise = (
            0.05 + torch.sigmoid(1.5 * (part - loudest + AUDIBLE)) for part in (size, hiss)
        )
        parts = torch.split(off**2, [pulsed, pulsed, bins, 2 * KNOTS, 2], 2)
        return {
            "amplitude": (parts[0] * of_pulses * voiced).mean(),
            "phase": (parts[1] * of_pulses * voiced).mean(),
            "noise": (parts[2] * of_noise).mean(),
            "knots": 0.5 * parts[3].mean(),
            "swell": 0.5 * parts[4].mean(),
        }


def end_to_end(parts: Iterable[Sequence[Floats]], count: int) -> list[Floats]:
    """(frames, ...) of one after the other until there are so many, (count, ...) each."""
    rows = list[Sequence[Floats]]()
    there = 0
    for row in parts:
        rows.append(row)
        there += len(row[0])
        if there >= count:
            break
    return [np.concatenate(kind)[:count] for kind in zip(*rows, strict=True)]


def cuts(rows: Sequence[NDArray[np.floating]], length: int) -> Inputs:
    """(frames, ...) each -> (cuts, length, ...), what is over left out."""
    count = len(rows[0]) // length
    return tuple(
        torch.from_numpy(
            np.asarray(row[: count * length], np.float32).reshape(count, length, *row.shape[1:])
        )
        for row in rows
    )


class Teaching:
    """A pupil, its optimizer, and how far it has come; everything a checkpoint holds."""

    def __init__(self, lesson: Lesson, settings: Distilling, steps: int) -> None:
        self.lesson = lesson
        self.settings = settings
        self.steps = steps
        self.step = 0
        self.pupil = copy.deepcopy(lesson.teacher)
        self.blend = Blend("gelu", "relu")
        for module in self.pupil.modules():
            if isinstance(module, ConvNeXt):
                module.activation = self.blend
                module.rectified = ("wide",)
                module.fuse_layer_scale()
                module.scale.requires_grad_(False)
        self.seen: dict[str, Seen] = {}
        self.optimizer = torch.optim.AdamW(
            self.pupil.parameters(), settings.rate, (0.9, 0.98), weight_decay=0
        )

    def rate(self) -> float:
        """The learning rate of the next step: whole until the GELUs have gone, then half, and less
        and less once all is rounded (a cosine).
        """
        s = self.settings
        done = self.step / self.steps
        share = (
            1.0
            if done < s.faded
            else 0.5
            if done < s.rounded
            else 0.25 * (1 + math.cos(math.pi * (done - s.rounded) / (1 - s.rounded))) + 0.01
        )
        return s.rate * share * min(1.0, (self.step + 1) / s.warm_up)

    def train(self) -> Figures:
        """One step; its figures."""
        self.blend.share = min(1.0, self.step / (self.settings.faded * self.steps))
        if self.step >= self.settings.rounded * self.steps and not self.seen:
            self.round(balanced(self.pupil, self.watch()))
        given = self.lesson.inputs(run.rng_of(self.settings.seed, self.step), self.settings.frames)
        with torch.no_grad():
            wanted = self.lesson.teacher(*given)
        figures = self.lesson.figures(self.pupil(*given), wanted, given)
        for group in self.optimizer.param_groups:
            group["lr"] = self.rate()
        self.optimizer.zero_grad(set_to_none=True)
        torch.stack(list(figures.values())).sum().backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(self.pupil.parameters(), 1.0)
        self.optimizer.step()
        self.step += 1
        return figures

    def watch(self) -> dict[str, Seen]:
        """What goes through the pupil's products in some batches."""
        with Watching({"pupil": self.pupil}) as watching, torch.no_grad():
            for number in range(self.settings.watched):
                self.pupil(
                    *self.lesson.inputs(
                        run.rng_of(self.settings.seed + 1, number), self.settings.frames
                    )
                )
        return watching.seen["pupil"]

    def round(self, seen: dict[str, Seen]) -> None:
        """Go on as rounded as what was seen asks for."""
        self.seen = seen
        pretend(self.pupil, seen)
        self.optimizer = torch.optim.AdamW(
            self.pupil.parameters(), self.settings.rate, (0.9, 0.98), weight_decay=0
        )

    def state(self) -> dict[str, Any]:
        """Everything that a run goes on from."""
        return {
            "pupil": self.pupil.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "step": self.step,
            "seen": {name: list(seen) for name, seen in self.seen.items()},
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Go on from a state."""
        if state["seen"]:
            self.round({name: Seen(*ends) for name, ends in state["seen"].items()})
        self.pupil.load_state_dict(state["pupil"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.step = state["step"]


def distil(
    settings: Distilling, minutes: float = float("inf"), only: str | None = None
) -> list[Path]:
    """Teach all networks, or one, or go on for so many minutes; the files written, none before all
    have learned enough.
    """
    model = FastSpeech2.load(settings.acoustic)
    vocoder = HarmonicVocoder.load(settings.vocoder)
    pack = Pack.load(settings.pack)
    out = Path(settings.out)
    if (model.config.activation, vocoder.config.activation) != ("gelu", "gelu"):
        raise run.BadRecipe(
            f"{settings.acoustic} and {settings.vocoder} have {model.config.activation} and {vocoder.config.activation}: "
            f"teachers have gelu."
        )
    teachable = lessons(settings, model, vocoder, pack)
    clock = run.Clock(minutes, sum(steps for _, steps in teachable.values()))
    weights = dict[str, dict[str, Tensor]]()
    for name, (lesson, steps) in teachable.items():
        if only not in (None, name):
            continue
        teaching = taught(lesson, settings, steps, out / f"{name}.pt", clock)
        if teaching.step < steps:
            return []
        weights[name] = learned(teaching.pupil)
    if weights.keys() != teachable.keys():
        return []
    own = FastSpeech2(
        replace(model.config, activation="relu"), model.spec, model.pitch_means, model.pitch_spreads
    )
    sound = HarmonicVocoder(replace(vocoder.config, activation="relu"), vocoder.spec)
    own.load_state_dict(
        model.state_dict()
        | {
            f"{name}.{key}": values
            for name in ("contour", "decoder")
            for key, values in weights[name].items()
        }
    )
    sound.network.load_state_dict(weights["harmonic"])
    files = [out / "acoustic.safetensors", out / "vocoder.safetensors"]
    own.save(files[0], training=asdict(settings))
    sound.save(files[1], training=asdict(settings))
    return files


def lessons(
    settings: Distilling, model: FastSpeech2, vocoder: HarmonicVocoder, pack: Pack
) -> dict[str, tuple[Lesson, int]]:
    """What is taught, and for how many steps."""
    speech = Speech(model, pack)
    found = (
        Intoning(speech, settings.cut),
        Decoding(speech, settings.cut),
        Rendering(vocoder, speech, pack, settings.cut),
    )
    steps = settings.contour_steps, settings.decoder_steps, settings.harmonic_steps
    return dict(zip(NETWORKS, zip(found, steps, strict=True), strict=True))


def taught(
    lesson: Lesson, settings: Distilling, steps: int, checkpoint: Path, clock: run.Clock
) -> Teaching:
    """A pupil, taught for so many steps, or until the time is over, from its checkpoint."""
    teaching = Teaching(lesson, settings, steps)
    if checkpoint.exists():
        teaching.restore(run.load_checkpoint(checkpoint, torch.device("cpu")))
    log = run.Log(checkpoint.parent / "curves" / checkpoint.stem, settings.log_every)
    done = teaching.step
    own = run.Clock(float("inf"), steps, done)
    while teaching.step < steps and not clock.over(0):
        log.add(teaching.train())
        over = teaching.step == steps or clock.over(0)
        if over or teaching.step % settings.log_every == 0:
            log.say(
                f"{checkpoint.stem}  {own.line(teaching.step, log.means(teaching.step), teaching.rate())}"
            )
        if over or teaching.step % settings.save_every == 0:
            run.save_checkpoint(checkpoint, teaching.state())
    return teaching


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(
        prog="python -m tts.training.distil",
        description="Teach networks with rectifiers what trained ones say.",
    )
    parser.add_argument("recipe", type=Path)
    parser.add_argument(
        "--minutes",
        type=float,
        default=float("inf"),
        help="stop, with a checkpoint, after so many minutes",
    )
    parser.add_argument(
        "--network",
        choices=NETWORKS,
        help="teach only this one, so that several can learn at a time",
    )
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    given = parser.parse_args()
    torch.set_num_threads(given.threads)
    (settings,) = run.read_recipe(given.recipe, Distilling)
    for file in distil(settings, given.minutes, given.network):
        sys.stderr.write(f"wrote {file}\n")


if __name__ == "__main__":
    main()
