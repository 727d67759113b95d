"""HiFi-GAN's training: the network is the whole vocoder, with normalized weights. Its only input is
the mel.
"""

from __future__ import annotations

from torch import Tensor, nn

from vocoders.errors import VocoderError
from vocoders.hifigan import HifiganGenerator, HifiganVocoder, fold
from vocoders.training.gan_trainer import GanTrainer
from vocoders.training.segments import SegmentBatch
from vocoders.training.stft import batch_stft
from vocoders.training.trainer import Metrics


class HifiganTrainer(GanTrainer):
    """Generator, discriminators, their optimizers, averaged weights.

    The excitation in a batch is not used. Its F0 is used by the losses of the harmonics, which the
    paper has not: with them the generator learns pitch and the shape of the wave before there are
    discriminators. A recipe as published gives them the weight 0.
    """

    def build_network(self) -> nn.Module:
        """The generator, fresh or with the weights of `init_from`."""
        mel_config = self.features.mel_config
        generator = HifiganGenerator(self.network_config, mel_config.n_mels)
        if self.network_config.hop_length != mel_config.hop_length:
            raise VocoderError(
                f"this HiFi-GAN makes {self.network_config.hop_length} samples a frame, the mels "
                f"of the features have {mel_config.hop_length} (hop_length)."
            )
        if self.config.init_from:
            initial = HifiganVocoder.load(self.config.init_from)
            generator.load_state_dict(initial.generator.state_dict())
        return generator.normalize_weights()

    def generate(self, batch: SegmentBatch) -> tuple[Tensor, Metrics]:
        """Samples (batch, samples), harmonicity and phase losses if they have a weight."""
        with self.autocast():
            samples: Tensor = self.network(batch.mel)
        samples = samples.float()
        if not self.config.harmonicity_weight and not self.config.phase_weight:
            return samples, {}
        spectrum = batch_stft(samples, self.features.mel_config)
        return samples, self.harmonic_losses(samples, spectrum, batch)

    def vocoder(self) -> HifiganVocoder:
        """The averaged weights, weight norm folded, as a vocoder that speaks."""
        mel_config = self.features.mel_config
        generator = HifiganGenerator(self.network_config, mel_config.n_mels)
        generator.load_state_dict(fold(self.ema_state()))
        return HifiganVocoder(generator, mel_config)
