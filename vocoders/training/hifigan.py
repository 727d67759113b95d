"""What is different when HiFi-GAN is trained: the network is the whole vocoder, with normalized
weights, and hears the mel alone.
"""

from __future__ import annotations

from torch import Tensor, nn

from vocoders.errors import VocoderError
from vocoders.hifigan import HifiganGenerator, HifiganVocoder, fold
from vocoders.training.segments import Segments
from vocoders.training.train import Trainer


class HifiganTrainer(Trainer):
    """Generator, discriminators, their optimizers and averages."""

    def build(self) -> nn.Module:
        """The generator, fresh or as training.start holds it."""
        generator = HifiganGenerator(self.config, self.pack.spec.n_mels)
        if self.config.hop_length != self.pack.spec.hop_length:
            raise VocoderError(
                f"this HiFi-GAN makes {self.config.hop_length} samples a frame, the pack's mels have {self.pack.spec.hop_length} (field hop_length)"
            )
        if self.training.start:
            generator.load_state_dict(
                HifiganVocoder.load(self.training.start).generator.state_dict()
            )
        return generator.normalize_weights()

    def limit(self) -> float:
        """No pulses: the sources in a batch are left aside."""
        return 0.0

    def made(self, batch: Segments, figures: dict[str, Tensor]) -> Tensor:
        """What the generator makes of a batch, (batch, samples)."""
        samples: Tensor = self.network(batch.mel)
        return samples.float()

    def vocoder(self) -> HifiganVocoder:
        """The averaged weights, multiplied out, ready to speak."""
        generator = HifiganGenerator(self.config, self.pack.spec.n_mels)
        generator.load_state_dict(
            {name: value.cpu() for name, value in fold(self.average.state).items()}
        )
        return HifiganVocoder(generator, self.pack.spec)
