"""The harmonic vocoder's training.

First the mel, harmonicity and phase losses alone, which cost a fifth of a full step; from step
`adversarial_from` on HiFi-GAN's losses, too.
"""

from __future__ import annotations

from typing import Any

from torch import Tensor, nn

from vocoders.harmonic.network import HarmonicNetwork, HarmonicVocoder
from vocoders.harmonic.synthesis_torch import batched_base_filters
from vocoders.training.feature_file import FeatureFile
from vocoders.training.gan_trainer import GanTrainer
from vocoders.training.recipe import check_init
from vocoders.training.segments import SegmentBatch
from vocoders.training.stft import batch_stft
from vocoders.training.synthesis import synthesize_batch
from vocoders.training.trainer import Metrics
from vocoders.training.vocoder_trainer import VocoderTrainingConfig


class HarmonicTrainer(GanTrainer):
    """Network at frame rate, discriminators, their optimizers, averaged weights."""

    def __init__(
        self, config: VocoderTrainingConfig, network_config: Any, features: FeatureFile
    ) -> None:
        self.max_voiced_hz = float(network_config.max_voiced_hz)
        self.phase_loss_hz = self.max_voiced_hz
        super().__init__(config, network_config, features)

    def build_network(self) -> nn.Module:
        """The network, fresh or with the weights of `init_from`."""
        network = HarmonicNetwork(self.network_config, self.features.mel_config)
        if path := self.config.init_from:
            initial = HarmonicVocoder.load(path)
            check_init(path, initial.config, self.network_config)
            network.load_state_dict(initial.network.state_dict())
        return network

    def generate(self, batch: SegmentBatch) -> tuple[Tensor, Metrics]:
        """Samples (batch, samples), harmonicity and phase losses."""
        mel_config = self.features.mel_config
        network: HarmonicNetwork = self.network  # type: ignore[assignment]
        with self.autocast():
            predicted = network.predict(batch.mel, batch.f0_features)
        base = batch.mel.transpose(1, 2) @ network.base_matrix
        filters = batched_base_filters(predicted.float(), base, mel_config.n_fft // 2 + 1)
        spectra = batch_stft(batch.excitation, mel_config)
        samples, pulse_spectrum = synthesize_batch(
            filters, spectra[:, 0], spectra[:, 1], batch.phase_carrier, mel_config
        )
        return samples, self.harmonic_losses(samples, pulse_spectrum, batch)

    def vocoder(self) -> HarmonicVocoder:
        """The averaged weights as a vocoder that speaks."""
        vocoder = HarmonicVocoder(self.network_config, self.features.mel_config)
        vocoder.network.load_state_dict(self.ema_state())
        return vocoder
