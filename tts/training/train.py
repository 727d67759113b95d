"""Train the acoustic model: `python -m tts.training.train RECIPE.toml [--minutes N]`.

Durations, pitch and energy are the true ones while the mel is learned (teacher forcing, as in the
paper); from step `adversarial_from` on a discriminator looks at patches of the mel, against blur.
Clips whose pitch was moved (tts.training.pitch_shift) teach the decoder pitches that nobody used; but not
what a speaker would say by himself.
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
from torch import Tensor

import vocoders
from frontend.phonemes import PAUSES, SILENCE, SYMBOL_ID
from tts.acoustic.fastspeech2 import FastSpeech2, FastSpeech2Config
from tts.training.batches import MOVED, Batch, Batches, clip_arrays, joined, modal
from tts.training.losses import MelDiscriminator, contour_losses, mel_distance, variance_losses
from vocoders.pitch import hz_to_log2_f0
from vocoders.training import loop as run
from vocoders.training.feature_file import Pack
from vocoders.training.losses import discriminator_loss, feature_distance, generator_loss

NETWORKS = ("encoder", "contour", "decoder")


@dataclass(frozen=True)
class Training:
    """Settings of a run; none of them shapes the weights."""

    pack: str  # features, made by tts.training.features
    out: str  # folder of checkpoints, samples and curves
    voices: tuple[str, ...] = (
        "heart",
        "michael",
        "emma",
        "george",
    )  # speakers, in the order of their numbers
    start: str = ""  # weights to begin from
    networks: tuple[str, ...] = NETWORKS  # those that are taught; the others stay as they are
    moved: str = ""  # clips at other pitches, made by tts.training.pitch_shift; "" for none
    steps: int = 1_000_000
    frames: int = 4500  # in a batch
    rate: float = 1e-3
    warm_up: int = 200
    half_life: int = 5000  # steps in which the rate halves
    adversarial_from: int = 3000
    adversarial_rate: float = 2e-4
    judged: int = 96  # frames the discriminator sees of each clip
    judge_weight: float = 0.1
    feature_weight: float = 0.2
    average: float = 0.999
    seed: int = 0
    workers: int = 1
    log_every: int = 50
    validate_every: int = 500
    save_every: int = 500


WEIGHTS = {"mel": 1.0, "duration": 0.5, "pitch": 0.3, "energy": 0.3, "contour": 0.3, "voicing": 0.2}


def speakers_mean(pack: Pack, speaker: str) -> float:
    """Geometric mean of a speaker's voiced frames that do not creak, in Hz."""
    rows = [
        hertz[modal(hertz)]
        for hertz in (pack.arrays["pitch"][i] for i in pack.chosen("train", [speaker]))
    ]
    if not rows:
        raise ValueError(
            f"the pack holds no training clip of {speaker!r}. It holds: {', '.join(sorted({clip.speaker for clip in pack.clips}))}."
        )
    return float(np.exp(np.log(np.concatenate(rows)).mean()))


def load_pack(training: Training) -> Pack:
    """The clips of a run, with the moved ones where the recipe names them; ValueError if there are
    none of its voices.
    """
    pack = Pack.load(training.pack)
    if not training.moved:
        return pack
    if not Path(training.moved).exists():
        raise ValueError(
            f"there is no {training.moved}, which the recipe names as moved. Make it with `python -m tts.training.pitch_shift {training.pack} "
            f"{training.moved}`, or leave `moved` out."
        )
    moved = Pack.load(training.moved)
    if not moved.chosen(MOVED, training.voices):
        raise ValueError(
            f"{training.moved} holds no moved clip of {', '.join(training.voices)}. Make it with `python -m tts.training.pitch_shift`."
        )
    return joined(pack, moved)


class Trainer:
    """Model, discriminator, optimizers and averages; everything a checkpoint holds."""

    def __init__(self, training: Training, config: FastSpeech2Config, pack: Pack) -> None:
        self.training = training
        self.config = config
        self.pack = pack
        self.device = run.pick_device()
        self.precision = run.pick_precision(self.device)
        torch.manual_seed(training.seed)
        means = [speakers_mean(pack, name) for name in training.voices]
        self.model = self.build(means).to(self.device)
        self.usual = torch.from_numpy(hz_to_log2_f0(np.array(means))).to(self.device)
        self.judge = MelDiscriminator().to(self.device)
        self.average = run.Average(self.model, training.average)
        self.optimizer = torch.optim.AdamW(
            self.model.parameters(), training.rate, (0.9, 0.98), weight_decay=0.01
        )
        self.judging = torch.optim.AdamW(
            self.judge.parameters(), training.adversarial_rate, (0.5, 0.9)
        )
        self.parts: dict[str, Any] = {
            "model": self.model,
            "judge": self.judge,
            "optimizer": self.optimizer,
            "judging": self.judging,
        }
        self.step = 0

    def build(self, means: list[float]) -> FastSpeech2:
        """The model, fresh or with the weights of training.start; what is not taught asks for no
        gradient.
        """
        t = self.training
        if unknown := sorted(set(t.networks) - set(NETWORKS)):
            raise run.BadRecipe(
                f"networks: there is no {', '.join(unknown)}. Known: {', '.join(NETWORKS)}."
            )
        model = FastSpeech2(self.config, self.pack.spec, means)
        if t.start:
            begun = FastSpeech2.load(t.start)
            run.check_start(t.start, begun.config, self.config)
            begun.spec.check(self.pack.spec, t.start, "the pack")
            model.load_state_dict(begun.state_dict())
        for name in set(NETWORKS) - set(t.networks):
            getattr(model, name).requires_grad_(False)
        return model

    def rate(self) -> float:
        """The learning rate of the next step."""
        t = self.training
        return t.rate * min(1.0, (self.step + 1) / t.warm_up) * 0.5 ** (self.step / t.half_life)

    def forward(self, batch: Batch) -> tuple[Tensor, dict[str, Tensor]]:
        """The mel (batch, mels, frames) under teacher forcing, and every loss."""
        with torch.autocast(
            self.device.type, self.precision, enabled=self.precision != torch.float32
        ):
            hidden, *predicted = self.model.encoder(batch.ids, batch.speaker, batch.known)
            held = (
                hidden.flatten(0, 1)[batch.row] * batch.heard[..., None]
            )  # (batch, frames, width)
            deviation, odds = self.model.contour(held, batch.place)
            mel = self.model.decoder(held, batch.place, batch.tone, batch.voiced)
        losses = {"mel": mel_distance(batch, mel, self.usual[batch.speaker])} | variance_losses(
            batch, *predicted
        )
        return mel.float(), losses | contour_losses(batch, deviation, odds)

    def train(self, batch: Batch) -> dict[str, Tensor]:
        """One step; the figures of its losses."""
        for group in self.optimizer.param_groups:
            group["lr"] = self.rate()
        torch.manual_seed(self.training.seed * 1_000_003 + self.step)  # dropout
        self.model.eval()  # what is not taught drops nothing
        for name in self.training.networks:
            getattr(self.model, name).train()
        mel, losses = self.forward(batch)
        loss = torch.stack([WEIGHTS[name] * value for name, value in losses.items()]).sum()
        if self.step >= self.training.adversarial_from:
            loss = loss + self.adversarial(batch, mel, losses)
        self.descend(loss, self.optimizer, self.model)
        self.step += 1
        self.average.update(self.model, self.step)
        return losses

    def adversarial(self, batch: Batch, mel: Tensor, figures: dict[str, Tensor]) -> Tensor:
        """Teach the discriminator, then ask it."""
        real, made = self.patches(batch, mel)
        with torch.autocast(
            self.device.type, self.precision, enabled=self.precision != torch.float32
        ):
            figures["judge"] = discriminator_loss([self.judge(real)], [self.judge(made.detach())])
        self.descend(figures["judge"], self.judging, self.judge)
        self.judge.requires_grad_(False)
        with torch.autocast(
            self.device.type, self.precision, enabled=self.precision != torch.float32
        ):
            judged_real = self.judge(real)
            judged_made = self.judge(made)
        self.judge.requires_grad_(True)
        figures["taken"] = generator_loss([judged_made])
        figures["features"] = feature_distance([judged_real], [judged_made])
        return (
            self.training.judge_weight * figures["taken"]
            + self.training.feature_weight * figures["features"]
        )

    def patches(self, batch: Batch, mel: Tensor) -> tuple[Tensor, Tensor]:
        """The same cut of each clip's real and made mel, (batch, mels, judged)."""
        rng = run.rng_of(self.training.seed + 1, self.step)
        length = min(self.training.judged, mel.shape[2])
        room = (batch.heard.sum(1).cpu().numpy() - length).clip(0)
        firsts = (rng.random(len(room)) * (room + 1)).astype(int)
        cuts = [slice(first, first + length) for first in firsts]
        return tuple(
            torch.stack([row[:, cut] for row, cut in zip(mels, cuts, strict=True)])
            for mels in (batch.mel, mel)
        )  # type: ignore[return-value]

    def descend(
        self, loss: Tensor, optimizer: torch.optim.Optimizer, module: torch.nn.Module
    ) -> None:
        """One step of an optimizer, its gradient no longer than 1."""
        optimizer.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(module.parameters(), 1.0)
        optimizer.step()

    def averaged(self) -> FastSpeech2:
        """The averaged weights, ready to speak."""
        made = FastSpeech2(
            self.config, self.pack.spec, self.model.pitch_means
        )  # spreads are found when it is saved
        made.load_state_dict({name: value.cpu() for name, value in self.average.state.items()})
        return made

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


def spreads(model: FastSpeech2, held: Batches) -> list[float]:
    """By how much more each speaker's pitch varies within held-out clips than the model says; 1
    where nothing is known.

    Least squares predicts the mean of what may be said, so its variance is too small: the fault
    that global variance (Toda and Tokuda 2007) mends.
    """
    found = []
    for name, speaker in held.speaker.items():
        said = []
        meant = []
        for clip in (int(clip) for clip in held.clips if held.pack.clips[clip].speaker == name):
            row = clip_arrays(held.pack, clip, speaker)
            sounding = (row["durations"] > 0) & ~np.isin(
                row["ids"][:, 0], [SYMBOL_ID[symbol] for symbol in (SILENCE, *PAUSES)]
            )
            said.append(float(row["tones"][sounding].std()))
            meant.append(float(model.encode(row["ids"], speaker)[2][sounding].std()))
        found.append(round(sum(said) / sum(meant), 3) if sum(meant) > 0 else 1.0)
    return found


@torch.no_grad()
def validate(trainer: Trainer, batches: Batches, log: run.Log) -> dict[str, float]:
    """The losses on held-out clips with the averaged weights; one clip's real and made mel as a
    picture.
    """
    present = {name: value.clone() for name, value in trainer.model.state_dict().items()}
    trainer.model.load_state_dict(trainer.average.state)
    trainer.model.eval()
    sums: dict[str, float] = {}
    groups = [batches.clips[i : i + 8] for i in range(0, len(batches.clips), 8)]
    for group in groups:
        batch = batches.stack([int(i) for i in group]).to(trainer.device)
        mel, losses = trainer.forward(batch)
        sums = {
            name: sums.get(name, 0.0) + float(value) / len(groups) for name, value in losses.items()
        }
    picture = torch.cat([batch.mel[0], mel[0]]).flip(0)
    log.board.add_image("made over real", ((picture + 11.5) / 13).clamp(0, 1)[None], trainer.step)
    trainer.model.load_state_dict(present)
    return sums


def speak(model: FastSpeech2, held: Batches, out: Path) -> None:
    """One held-out clip of each speaker as the model says it by itself, through Griffin-Lim, to
    listen to.
    """
    vocoder = vocoders.load("griffin-lim", model.spec)
    for name, speaker in held.speaker.items():
        for clip in [int(clip) for clip in held.clips if held.pack.clips[clip].speaker == name][:1]:
            spoken = model.predict(held.pack.arrays["ids"][clip].astype(np.int64), speaker)
            soundfile.write(
                out / f"{held.pack.clips[clip].id}.wav", vocoder(spoken.mel), model.spec.sample_rate
            )


def train(training: Training, config: FastSpeech2Config, minutes: float) -> Path:
    """Train for so many minutes or until training.steps, from the last checkpoint if there is one;
    the weights' path.
    """
    out = Path(training.out)
    out.mkdir(parents=True, exist_ok=True)
    pack = load_pack(training)
    chosen = [
        pack.chosen("train", training.voices) + pack.chosen(MOVED, training.voices),
        pack.chosen("val", training.voices),
    ]
    pick = [
        Batches(pack, clips, training.voices, training.frames, training.seed) for clips in chosen
    ]
    trainer = Trainer(training, config, pack)
    if (out / "last.pt").exists():
        trainer.restore(run.load_checkpoint(out / "last.pt", trainer.device))
    log = run.Log(out / "curves", training.log_every)
    millions = sum(p.numel() for p in trainer.model.parameters()) / 1e6
    moved = len(pack.chosen(MOVED, training.voices))
    log.say(
        f"{trainer.device}, {trainer.precision}, {len(pick[0].clips)} clips, {moved} of them moved, {millions:.2f} M weights"
    )
    clock = run.Clock(minutes, training.steps, trainer.step)
    loop(trainer, run.prefetch(pick[0], trainer.step, training.workers), pick[1], log, clock)
    return out / "acoustic.safetensors"


def loop(
    trainer: Trainer, batches: Iterator[Batch], held: Batches, log: run.Log, clock: run.Clock
) -> None:
    """Step after step, with what is due in between."""
    t = trainer.training
    out = Path(trainer.training.out)
    over = clock.over(trainer.step)
    while not over:
        log.add(trainer.train(next(batches).to(trainer.device)))
        over = clock.over(trainer.step)
        if over or trainer.step % t.log_every == 0:
            log.say(clock.line(trainer.step, log.means(trainer.step), trainer.rate()))
        if over or trainer.step % t.save_every == 0:
            run.save_checkpoint(out / "last.pt", trainer.state())
            model = trainer.averaged()
            model.pitch_spreads = spreads(model, held)
            model.save(out / "acoustic.safetensors", training=asdict(t), step=trainer.step)
        if over or trainer.step % t.validate_every == 0:
            figures = validate(trainer, held, log)
            log.scalars(trainer.step, "validation", figures)
            speak(trainer.averaged(), held, out)
            log.say(
                f"validation at {trainer.step}: "
                + "  ".join(f"{name} {value:.3f}" for name, value in figures.items())
            )


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(
        prog="python -m tts.training.train", description="Train the acoustic model by a recipe."
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
    training, config = run.read_recipe(given.recipe, Training, FastSpeech2Config)
    train(training, config, given.minutes)


if __name__ == "__main__":
    main()
