"""Joint training of mel decoder and vocoder: `python -m tts.training.joint RECIPE.toml [--minutes
N]`.

Both were trained apart, with a mel between them: the decoder for a small distance from the
recording's mel, the vocoder for real mels. Here both are one generator, from the frames' vectors to
samples, and get the losses of HiFi-GAN (Kong et al. 2020, arXiv 2010.05646), as in JETS (Lim et
al. 2022, arXiv 2203.16852). The mel between them is held near the recording's, so that copy
synthesis and other vocoders keep working. The encoder and the F0 predictor stay as they are:
durations, pitch and energy are the recording's.

Networks with ReLUs are trained quantized, as they are packaged (`vocoders.export.qat`). OUT then
holds acoustic.safetensors and vocoder.safetensors, for `tts.training.package`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from tts.acoustic.fastspeech2 import FastSpeech2
from tts.errors import SpeechError
from tts.training.gta_mels import gta_mel
from tts.training.joint_segments import JointBatch, JointSampler
from vocoders.convnext import ConvNeXt
from vocoders.errors import VocoderError
from vocoders.export.calibration import CalibrationObserver, MinMax
from vocoders.export.qat import export_state, prepare_qat
from vocoders.export.quantization import smooth_quant
from vocoders.harmonic.network import HarmonicNetwork, HarmonicVocoder
from vocoders.mel import LOG_FLOOR
from vocoders.training.batching import prefetch
from vocoders.training.ema import ExponentialMovingAverage
from vocoders.training.feature_file import FeatureFile
from vocoders.training.harmonic import HarmonicTrainer
from vocoders.training.loop import Intervals, TimeBudget, fit, resume
from vocoders.training.optimization import set_learning_rate, warmup
from vocoders.training.recipe import (
    one_line_errors,
    parse_recipe_args,
    read_recipe,
    recipe_parser,
)
from vocoders.training.segments import INT16_MAX
from vocoders.training.trainer import Metrics
from vocoders.training.training_log import TrainingLog
from vocoders.training.vocoder_trainer import VocoderTrainingConfig

FLOOR = float(np.log(LOG_FLOOR))
CALIBRATION_STEP = 1_000_000_000  # whose batches no training sees


@dataclass(frozen=True)
class JointTrainingConfig(VocoderTrainingConfig):
    """Hyperparameters of a joint training; `init_from` is the vocoder."""

    acoustic: str = ""  # the acoustic model to begin from
    speakers: tuple[str, ...] = ("heart", "michael", "emma", "george")  # in the order of their ids
    real_fraction: float = 0.25  # of the segments, from the recording's mel: copy synthesis
    decoder_mel_weight: float = 10.0  # holds the mel near the recording's
    predicted_mel_weight: float = 15.0  # like mel_weight, where the decoder's mel is spoken
    generator_from: int = 200  # the step before which only the discriminators are trained
    generator_learning_rate: float = 2e-4
    quantized: bool = True  # train as packaged
    calibration_batches: int = 12  # whose ranges the quantization takes


class JointNetwork(nn.Module):
    """Decoder and vocoder."""

    def __init__(self, decoder: nn.Module, harmonic: HarmonicNetwork) -> None:
        super().__init__()
        self.decoder = decoder
        self.harmonic = harmonic

    def predict(self, mel: Tensor, f0_features: Tensor) -> Tensor:
        """The vocoder's predicted filters."""
        return self.harmonic.predict(mel, f0_features)

    @property
    def base_matrix(self) -> Tensor:
        """The vocoder's."""
        return self.harmonic.base_matrix


class JointTrainer(HarmonicTrainer):
    """Decoder and vocoder, discriminators, their optimizers, averaged weights."""

    config: JointTrainingConfig
    network: JointNetwork

    def __init__(self, config: JointTrainingConfig, features: FeatureFile) -> None:
        self.acoustic = FastSpeech2.load(config.acoustic)
        self.initial_vocoder = HarmonicVocoder.load(config.init_from)
        self.ranges: dict[str, dict[str, MinMax]] = {}
        super().__init__(config, self.initial_vocoder.config, features)
        self.loss_weights |= {
            "decoder_mel": config.decoder_mel_weight,
            "predicted_mel": config.predicted_mel_weight,
        }

    def build_network(self) -> nn.Module:
        """Both networks with their weights. Their layer scales stay, since they are fused into
        other weights where the networks are quantized.
        """
        network = JointNetwork(self.acoustic.decoder, self.initial_vocoder.network)
        for module in network.modules():
            if isinstance(module, ConvNeXt):
                module.layer_scale.requires_grad_(False)
        return network

    def joint_sampler(self, clips: list[int]) -> JointSampler:
        """Makes batches from some clips."""
        config = self.config
        return JointSampler(
            self.features,
            clips,
            self.sampler(clips),
            self.acoustic,
            config.speakers,
            config.real_fraction,
        )

    def decode(self, batch: JointBatch) -> Tensor:
        """The decoder's mel of the segments, (batch, mels, frames)."""
        mel = self.network.decoder(*batch.decoder_inputs)
        frames = torch.arange(batch.real_mel.shape[2]) + batch.offset[:, None]
        return mel.gather(2, frames[:, None].expand(-1, mel.shape[1], -1)).clamp_min(FLOOR)

    def losses(self, batch: JointBatch) -> Metrics:  # type: ignore[override]
        """All losses; the generator rests in the first steps."""
        config = self.config
        rate = config.generator_learning_rate / config.adversarial_learning_rate
        since = self.step - config.generator_from
        rate *= warmup(since, config.warmup_steps) if since >= 0 else 0.0
        set_learning_rate(self.optimizer, rate * self.learning_rate())
        real = batch.segments.mel_is_real
        decoded = self.decode(batch)
        mel = torch.where(real[:, None, None], batch.segments.mel, decoded)
        segments = batch.segments._replace(mel=mel)
        samples, losses = self.generate(segments)
        losses["decoder_mel"] = (decoded - batch.real_mel).abs().mean()
        losses |= self.recording_losses(samples, segments.samples, real)
        return losses | self.adversarial_losses(samples, segments)

    def recording_losses(self, fake: Tensor, recorded: Tensor, real: Tensor) -> Metrics:
        """Mel losses against the recordings, each in proportion to its share of the batch."""
        share = real.float().mean()
        losses: Metrics = {}
        if real.any():
            losses["mel"] = self.mel_loss(fake[real], recorded[real]) * share
        if not real.all():
            losses["predicted_mel"] = self.mel_loss(fake[~real], recorded[~real]) * (1 - share)
        return losses

    @torch.no_grad()
    def calibrate(self, sampler: JointSampler) -> dict[str, dict[str, MinMax]]:
        """Ranges of the inputs and outputs of the layers of both networks in some batches."""
        networks = {"decoder": self.network.decoder, "harmonic": self.network.harmonic}
        with CalibrationObserver(networks) as observer:
            for number in range(self.config.calibration_batches):
                batch = sampler(CALIBRATION_STEP + number)
                self.network.harmonic(self.decode(batch), batch.segments.f0_features)
                self.network.harmonic(batch.segments.mel, batch.segments.f0_features)
        return observer.ranges

    def start_qat(self, ranges: dict[str, dict[str, MinMax]]) -> None:
        """Train quantized from now on, with the given ranges."""
        self.ranges = ranges
        for name, found in ranges.items():
            prepare_qat(self.network.get_submodule(name), found)
        self.ema = ExponentialMovingAverage(self.network, self.config.ema_decay)
        self.optimizer = self.adamw(self.network, self.config.generator_learning_rate)
        self.parts |= {"network": self.network, "optimizer": self.optimizer}

    def smooth(self, sampler: JointSampler) -> dict[str, dict[str, MinMax]]:
        """Ranges after each network's outliers have been moved into its weights."""
        ranges = self.calibrate(sampler)
        return {
            name: smooth_quant(self.network.get_submodule(name), found)
            for name, found in ranges.items()
        }

    def state(self) -> dict[str, Any]:
        """Everything that a run goes on from."""
        ranges = {
            network: {name: list(ends) for name, ends in found.items()}
            for network, found in self.ranges.items()
        }
        return super().state() | {"ranges": ranges}

    def restore(self, state: dict[str, Any]) -> None:
        """Go on from a state."""
        if state["ranges"]:
            self.start_qat(
                {
                    network: {name: MinMax(*ends) for name, ends in found.items()}
                    for network, found in state["ranges"].items()
                }
            )
        super().restore(state)

    def networks(self) -> tuple[FastSpeech2, HarmonicVocoder]:
        """Acoustic model and vocoder with the averaged weights."""
        names = export_state(self.network)
        plain = dict(zip(names, self.ema_state().values(), strict=True))
        model = FastSpeech2(
            self.acoustic.config,
            self.acoustic.spec,
            self.acoustic.pitch_means,
            self.acoustic.pitch_std_scale,
        )
        others = {
            name: values
            for name, values in self.acoustic.state_dict().items()
            if not name.startswith("decoder.")
        }
        model.load_state_dict(others | part_state(plain, "decoder", "decoder."))
        vocoder = HarmonicVocoder(self.network_config, self.features.mel_config)
        vocoder.network.load_state_dict(part_state(plain, "harmonic", ""))
        return model, vocoder

    def validate(self, log: TrainingLog) -> dict[str, float]:
        """Mel losses of held-out clips with the averaged weights: of copy synthesis, and from the
        phonemes with the clip's own prosody; the latter are written.
        """
        model, vocoder = self.networks()
        arrays = self.features.arrays
        totals = {"mel": 0.0, "predicted_mel": 0.0}
        clips = [clip for clip in self.held_out_clips() if self.features.is_aligned(clip)]
        for clip in clips:
            speaker = self.config.speakers.index(self.features.clips[clip].speaker)
            mels = {
                "mel": arrays["mel"][clip],
                "predicted_mel": gta_mel(model, self.features, clip, speaker),
            }
            real = torch.from_numpy(arrays["samples"][clip].astype(np.float32) / INT16_MAX)
            for name, mel in mels.items():
                fake = vocoder(mel.T.astype(np.float32), arrays["f0"][clip])
                totals[name] += float(self.mel_loss(torch.from_numpy(fake)[None], real[None]))
            self.write_sample(log, clip, fake)
        return {name: total / max(1, len(clips)) for name, total in totals.items()}

    def vocoder(self) -> HarmonicVocoder:
        """The vocoder with the averaged weights."""
        return self.networks()[1]

    def save(self) -> None:
        """Write the checkpoint, the acoustic model and the vocoder."""
        super().save()
        model, _ = self.networks()
        path = Path(self.config.out) / "acoustic.safetensors"
        # recordings pull the postfilter out of the decoder again: packaging adds it anew
        model.save(path, training=asdict(self.config), step=self.step, postfilter=[0.0, 0.0])


def part_state(state: dict[str, Tensor], part: str, prefix: str) -> dict[str, Tensor]:
    """The weights of one network, with another prefix."""
    start = f"{part}."
    return {
        prefix + name.removeprefix(start): values
        for name, values in state.items()
        if name.startswith(start)
    }


def train_jointly(config: JointTrainingConfig, minutes: float = float("inf")) -> list[Path]:
    """Train for so many minutes or until `steps`, from the last checkpoint if there is one; returns
    the paths of the weights.
    """
    out = Path(config.out)
    out.mkdir(parents=True, exist_ok=True)
    features = FeatureFile.load(config.features)
    trainer = JointTrainer(config, features)
    sampler = trainer.joint_sampler(features.select("train", config.speakers))
    if config.quantized and not trainer.checkpoint.exists():
        trainer.start_qat(trainer.smooth(sampler))
    resume(trainer)
    log = TrainingLog(out / "curves")
    log.write_line(f"{trainer.device}, {trainer.precision}, {len(sampler.clips)} clips")
    intervals = Intervals(config.log_every, config.save_every, config.validate_every)
    batches: Iterator[Any] = prefetch(sampler, trainer.step, config.workers)
    fit(trainer, batches, intervals, TimeBudget(minutes), log)
    return [out / "acoustic.safetensors", out / "vocoder.safetensors"]


def main() -> None:
    """The command."""
    parser = recipe_parser(
        "python -m tts.training.joint", "Train mel decoder and vocoder together, by a recipe."
    )
    args = parse_recipe_args(parser)
    with one_line_errors(SpeechError, VocoderError):
        (config,) = read_recipe(args.recipe, JointTrainingConfig)
        for path in train_jointly(config, args.minutes):
            sys.stderr.write(f"wrote {path}\n")


if __name__ == "__main__":
    main()
