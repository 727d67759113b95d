"""Train a vocoder: `python -m vocoders.training.train RECIPE.toml [--minutes N]`; the recipe's
`vocoder` says which.

This is the harmonic one's training; `train_hifigan.py` and `train_wavenet.py` say what is different
for those. First the distances of mel, ripple and phase alone, which cost a fifth of a full step;
from step `adversarial_from` on HiFi-GAN's losses too. The generator sees more frames than the
discriminators judge, so that its view is never cut short where it is judged.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import soundfile
import torch
from torch import Tensor, nn

from vocoders.harmonic.network import HarmonicConfig, HarmonicNetwork, HarmonicVocoder, unvoicing
from vocoders.hifigan import HifiganConfig, HifiganVocoder
from vocoders.training import loop as run
from vocoders.training import losses
from vocoders.training.discriminators import Discriminators
from vocoders.training.feature_file import Pack
from vocoders.training.hifigan_discriminators import HifiganDiscriminators
from vocoders.training.segments import Cutter, Segments
from vocoders.training.synthesis import stft, wave
from vocoders.wavenet.config import WaveNetConfig
from vocoders.wavenet.vocoder import WaveNetVocoder


@dataclass(frozen=True)
class Training:
    """Settings of a run; none of them shapes the weights of the vocoder."""

    pack: str  # features, made by tts.training.features
    out: str  # folder of checkpoints, samples and curves
    vocoder: str = "harmonic"  # or "hifigan", "wavenet"
    start: str = ""  # weights to begin from
    speakers: tuple[str, ...] = ()  # all, if none is named
    spoken: str = (
        ""  # the same clips' mels as the acoustic model makes them, by tts.training.gta_mels
    )
    spoken_share: float = 0.7  # how often those are taken
    # how much of the rest is played faster or slower, so that pitches occur which nobody has
    faster_share: float = 0.2
    steps: int = 1_000_000
    batch: int = 8
    frames: int = 64  # the generator's cut
    judged: int = 32  # the middle of it that the discriminators see
    rate: float = 1e-3  # learning rate with the mel distance alone
    adversarial_rate: float = 4e-4  # and with discriminators, of both sides
    half_life: int = 20_000  # steps in which the rates halve, from adversarial_from on
    warm_up: int = 100
    adversarial_from: int = 3000
    mel_weight: float = 45.0
    ripple_weight: float = 30.0  # of how far each band is harmonic
    phase_weight: float = 10.0  # of the harmonics' phases
    feature_weight: float = 2.0
    judge_weight: float = 1.0
    judges: str = "narrow"  # or "published": HiFi-GAN's own, 70.7 M weights
    periods: tuple[int, ...] = (2, 3, 5, 7, 11)
    period_widths: tuple[int, ...] = (16, 32, 96, 192, 192)
    ffts: tuple[int, ...] = (512, 1024, 2048)
    stft_width: int = 16
    share: float = 1.0  # of the discriminators asked in each step, drawn anew
    average: float = 0.999
    compiled: bool = (
        False  # the WaveNet's layers by torch.compile: faster, and needs a C++ compiler
    )
    seed: int = 0
    workers: int = 1
    log_every: int = 50
    validate_every: int = 1000
    save_every: int = 500


class Trainer:
    """Generator, discriminators, their optimizers and averages; everything a checkpoint holds."""

    longest = 100.0  # norm of a gradient; longer ones are shortened to it
    betas = (0.8, 0.99)

    def __init__(self, training: Training, config: Any, pack: Pack) -> None:
        self.training = training
        self.config = config
        self.pack = pack
        self.device = run.pick_device()
        self.precision = run.pick_precision(self.device)
        torch.manual_seed(training.seed)
        self.network = self.build().to(self.device)
        self.average = run.Average(self.network, training.average)
        self.optimizer = torch.optim.AdamW(
            self.network.parameters(), training.rate, self.betas, weight_decay=0.01
        )
        self.parts: dict[str, Any] = {"network": self.network, "optimizer": self.optimizer}
        self.step = 0
        self.equip()

    def equip(self) -> None:
        """Discriminators and distances: what samples that were made are compared by."""
        spec = self.pack.spec
        self.judges = self.build_judges().to(self.device)
        self.judging = torch.optim.AdamW(
            self.judges.parameters(), self.training.adversarial_rate, self.betas, weight_decay=0.01
        )
        self.parts |= {"judges": self.judges, "judging": self.judging}
        self.distance = losses.MelDistance(spec).to(self.device)
        self.asked = losses.AskedDistance(spec).to(self.device)
        self.ripple = losses.Ripple(spec).to(self.device)
        self.phase = losses.PhaseDistance(spec, self.limit()).to(self.device)

    def build(self) -> nn.Module:
        """The network, fresh or as training.start holds it."""
        network = HarmonicNetwork(self.config, self.pack.spec)
        if self.training.start:
            begun = HarmonicVocoder.load(self.training.start)
            run.check_start(self.training.start, begun.config, self.config)
            network.load_state_dict(begun.network.state_dict())
        return network

    def build_judges(self) -> Discriminators | HifiganDiscriminators:
        """The discriminators that the recipe asks for."""
        t = self.training
        return (
            HifiganDiscriminators()
            if t.judges == "published"
            else Discriminators(t.periods, t.period_widths, t.ffts, t.stft_width)
        )

    def cutter(self, clips: list[int]) -> Cutter:
        """What draws the batches."""
        t = self.training
        spoken = Pack.load(t.spoken) if t.spoken else None
        return Cutter(
            self.pack,
            clips,
            t.frames,
            t.batch,
            t.seed,
            self.limit(),
            spoken,
            t.spoken_share,
            t.faster_share,
        )

    def limit(self) -> float:
        """Where the pulses among a batch's sources end, in Hz."""
        return float(self.config.limit)

    def made(self, batch: Segments, figures: dict[str, Tensor]) -> Tensor:
        """What the network makes of a batch, (batch, samples); figures of what only this vocoder is
        asked for.
        """
        with torch.autocast(
            self.device.type, self.precision, enabled=self.precision != torch.float32
        ):
            learned = self.network.learned(batch.mel, batch.voice)  # type: ignore[operator]
        filters = learned.float() + batch.mel.transpose(1, 2) @ self.network.base  # type: ignore[operator]
        spectra = stft(batch.sources, self.pack.spec)
        samples, voiced = wave(filters, spectra[:, 0], spectra[:, 1], batch.swing, self.pack.spec)
        pitch = unvoicing(batch.voice[:, 0])
        voicing = batch.voice[:, 1]
        figures["ripple"] = self.ripple(samples, batch.samples, pitch, voicing)
        figures["phase"] = self.phase(voiced, stft(batch.samples, self.pack.spec), pitch, voicing)
        return samples

    def rate(self) -> float:
        """The learning rate of the next step."""
        t = self.training
        if self.step < t.adversarial_from:
            return t.rate * min(1.0, (self.step + 1) / t.warm_up)
        return (
            t.adversarial_rate
            * float(0.5 ** ((self.step - t.adversarial_from) / t.half_life))
            * min(1.0, (self.step + 1) / t.warm_up)
        )

    def train(self, batch: Segments) -> dict[str, Tensor]:
        """One step; the figures of its losses."""
        for part in self.parts.values():
            for group in getattr(part, "param_groups", ()):
                group["lr"] = self.rate()
        t = self.training
        weights = {
            "mel": t.mel_weight,
            "asked": t.mel_weight,
            "ripple": t.ripple_weight,
            "phase": t.phase_weight,
            "taken": t.judge_weight,
            "features": t.feature_weight,
            "nll": 1.0,
        }
        figures = self.figures(batch)
        loss = losses.sum_of(
            weights[name] * figure for name, figure in figures.items() if name in weights
        )
        self.descend(loss, self.optimizer, self.network)
        self.step += 1
        self.average.update(self.network, self.step)
        return figures

    def figures(self, batch: Segments) -> dict[str, Tensor]:
        """What the network is asked for, and what of that the discriminators say."""
        figures: dict[str, Tensor] = {}
        made = self.made(batch, figures)
        self.resemble(made, batch, figures)
        if self.step >= self.training.adversarial_from:
            self.adversarial(self.middle(batch.samples), self.middle(made), figures)
        return figures

    def resemble(self, made: Tensor, batch: Segments, figures: dict[str, Tensor]) -> None:
        """How far what was made is from the recordings, or from the mels that it was asked for
        where they are not the recordings' own.
        """
        share = batch.own.float().mean()
        if batch.own.any():
            figures["mel"] = self.distance(made[batch.own], batch.samples[batch.own]) * share
        if not batch.own.all():
            figures["asked"] = self.asked(made[~batch.own], batch.mel[~batch.own]) * (1 - share)

    def adversarial(self, real: Tensor, made: Tensor, figures: dict[str, Tensor]) -> None:
        """Teach the discriminators (batch, samples), then ask them; the figures of both."""
        t = self.training
        some = self.judges.drawn(run.rng_of(t.seed + 1, self.step), t.share)
        with torch.autocast(
            self.device.type, self.precision, enabled=self.precision != torch.float32
        ):
            mixed = self.judges(torch.cat([real, made.detach()]), some)
        figures["judges"] = losses.discriminator_loss(*halves(mixed))
        self.descend(figures["judges"], self.judging, self.judges)
        self.judges.requires_grad_(False)
        with torch.autocast(
            self.device.type, self.precision, enabled=self.precision != torch.float32
        ):
            with torch.no_grad():
                judged_real = self.judges(real, some)
            judged_made = self.judges(made, some)
        self.judges.requires_grad_(True)
        figures["taken"] = losses.generator_loss(judged_made)
        figures["features"] = losses.feature_distance(judged_real, judged_made)

    def descend(
        self, loss: Tensor, optimizer: torch.optim.Optimizer, module: torch.nn.Module
    ) -> None:
        """One step of an optimizer, its gradient no longer than `longest`."""
        optimizer.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(module.parameters(), self.longest)
        optimizer.step()

    def middle(self, samples: Tensor) -> Tensor:
        """What the discriminators see of (batch, samples)."""
        hop = self.pack.spec.hop_length
        t = self.training
        first = (t.frames - t.judged) // 2 * hop
        return samples[:, first : first + t.judged * hop]

    def vocoder(self) -> HarmonicVocoder | HifiganVocoder | WaveNetVocoder:
        """The averaged weights, ready to speak."""
        made = HarmonicVocoder(self.config, self.pack.spec)
        made.network.load_state_dict(
            {name: value.cpu() for name, value in self.average.state.items()}
        )
        return made

    def validate(self, folder: Path, clips: list[int]) -> dict[str, float]:
        """Copy synthesis of a few clips with the averaged weights: their mel distance; they are
        written to listen to.
        """
        vocoder = self.vocoder()
        pack = self.pack
        distance = losses.MelDistance(pack.spec)
        total = 0.0
        for clip in clips:
            made = vocoder(
                pack.arrays["mel"][clip].T.astype(np.float32), pack.arrays["pitch"][clip]
            )
            real = pack.arrays["samples"][clip].astype(np.float32) / 32767
            total += float(distance(torch.from_numpy(made)[None], torch.from_numpy(real)[None]))
            soundfile.write(folder / f"{pack.clips[clip].id}.wav", made, pack.spec.sample_rate)
        return {"mel": total / max(1, len(clips))}

    def state(self) -> dict[str, Any]:
        """Everything that a run goes on from."""
        return {name: part.state_dict() for name, part in self.parts.items()} | {
            "average": self.average.state,
            "step": self.step,
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Go on from a state."""
        for name, part in self.parts.items():
            part.load_state_dict(state[name])
        self.average.state, self.step = state["average"], state["step"]


def halves(judged: list[Any]) -> tuple[list[Any], list[Any]]:
    """Judgements of two stacked batches -> those of the first, those of the second."""
    pairs = [(j.chunk(2), [m.chunk(2) for m in maps]) for j, maps in judged]
    first, second = ([(j[side], [m[side] for m in maps]) for j, maps in pairs] for side in (0, 1))
    return first, second


def train(
    training: Training, config: Any, minutes: float, trainer_of: type[Trainer] = Trainer
) -> Path:
    """Train for so many minutes or until training.steps, from the last checkpoint if there is one;
    the weights' path.
    """
    out = Path(training.out)
    out.mkdir(parents=True, exist_ok=True)
    torch.set_flush_denormal(True)  # gradients that small say nothing, and are slow
    pack = Pack.load(training.pack)
    speakers = training.speakers or None
    trainer = trainer_of(training, config, pack)
    cutter = trainer.cutter(pack.chosen("train", speakers))
    if (out / "last.pt").exists():
        trainer.restore(run.load_checkpoint(out / "last.pt", trainer.device))
    log = run.Log(out / "curves", training.log_every)
    millions = sum(p.numel() for p in trainer.network.parameters()) / 1e6
    log.say(
        f"{trainer.device}, {trainer.precision}, {len(cutter.clips)} clips, {millions:.2f} M weights"
    )
    held = pack.chosen("val", speakers)
    clock = run.Clock(minutes, training.steps, trainer.step)
    loop(
        trainer,
        run.prefetch(cutter, trainer.step, training.workers),
        log,
        clock,
        out,
        held[:: max(1, len(held) // 8)][:8],
    )
    return out / "vocoder.safetensors"


def loop(
    trainer: Trainer,
    batches: Iterator[Segments],
    log: run.Log,
    clock: run.Clock,
    out: Path,
    held: list[int],
) -> None:
    """Step after step, with what is due in between."""
    t = trainer.training
    over = clock.over(trainer.step)
    while not over:
        log.add(trainer.train(next(batches).to(trainer.device)))
        over = clock.over(trainer.step)
        if over or trainer.step % t.log_every == 0:
            log.say(clock.line(trainer.step, log.means(trainer.step), trainer.rate()))
        if over or trainer.step % t.save_every == 0:
            run.save_checkpoint(out / "last.pt", trainer.state())
            trainer.vocoder().save(
                out / "vocoder.safetensors", training=asdict(t), step=trainer.step
            )
        if over or trainer.step % t.validate_every == 0:
            figures = trainer.validate(out, held)
            log.scalars(trainer.step, "validation", figures)
            log.say(
                f"validation at {trainer.step}: "
                + "  ".join(f"{name} {value:.3f}" for name, value in figures.items())
            )


def kinds() -> dict[str, tuple[type[Any], type[Trainer]]]:
    """What a recipe's `vocoder` may name: its config and its trainer."""
    from vocoders.training.hifigan import HifiganTrainer
    from vocoders.training.wavenet import WaveNetTrainer

    return {
        "harmonic": (HarmonicConfig, Trainer),
        "hifigan": (HifiganConfig, HifiganTrainer),
        "wavenet": (WaveNetConfig, WaveNetTrainer),
    }


def train_recipe(recipe: str | os.PathLike[str], minutes: float = float("inf")) -> Path:
    """Train what a recipe says; the weights' path. BadRecipe for a recipe that can't be."""
    name = str(run.table_of(recipe).get("vocoder", "harmonic"))
    if name not in kinds():
        raise run.BadRecipe(
            f"{recipe}: no vocoder {name!r} can be trained. Known: {', '.join(kinds())}."
        )
    config, trainer = kinds()[name]
    training, shape_of_weights = run.read_recipe(recipe, Training, config)
    return train(training, shape_of_weights, minutes, trainer)


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(
        prog="python -m vocoders.training.train", description="Train a vocoder by a recipe."
    )
    parser.add_argument("recipe", type=Path)
    parser.add_argument(
        "--minutes",
        type=float,
        default=float("inf"),
        help="stop, with a checkpoint, after so many minutes",
    )
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    given = parser.parse_args()
    torch.set_num_threads(given.threads)
    train_recipe(given.recipe, given.minutes)


if __name__ == "__main__":
    main()
