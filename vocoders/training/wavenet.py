"""The WaveNet's training: maximum likelihood with teacher forcing, no discriminators, no synthesis.

The loss is the negative log likelihood, in nats a sample, of the true samples under the
distributions that the network computes from the true samples before them (van den Oord et al. 2016,
arXiv 1609.03499, equation 1).
"""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from vocoders.mel import mel_spectrogram
from vocoders.training.feature_file import FeatureFile
from vocoders.training.optimization import half_life_decay, warmup
from vocoders.training.trainer import Metrics
from vocoders.training.training_log import TrainingLog
from vocoders.training.vocoder_trainer import VocoderTrainer, VocoderTrainingConfig
from vocoders.training.wavenet_forward import distributions
from vocoders.training.wavenet_segments import INT16_SCALE, WaveNetBatch, WaveNetSampler
from vocoders.wavenet.batch_generator import import_kernels
from vocoders.wavenet.model import WaveNet
from vocoders.wavenet.vocoder import WaveNetVocoder

VALIDATION_FRAMES = 256  # of each clip


class WaveNetTrainer(VocoderTrainer[WaveNetBatch]):
    """Network, optimizer and averaged weights."""

    max_grad_norm = 1.0
    betas = (0.9, 0.99)

    def __init__(
        self, config: VocoderTrainingConfig, network_config: Any, features: FeatureFile
    ) -> None:
        super().__init__(config, network_config, features)
        self.distributions = (
            torch.compile(distributions) if config.compile_layers else distributions
        )
        self.loss_weights = {"nll": 1.0}

    def build_network(self) -> nn.Module:
        """The network, fresh or with the weights of `init_from`; VocoderError without Numba, which
        validation synthesizes with.
        """
        import_kernels()
        network = WaveNet(self.network_config, self.features.mel_config)
        if path := self.config.init_from:
            network.load_state_dict(WaveNetVocoder.load(path).network.state_dict())
        return network

    def sampler(self, clips: list[int]) -> WaveNetSampler:
        """Makes batches from some clips."""
        config = self.config
        return WaveNetSampler(
            self.network_config,
            self.features,
            clips,
            config.segment_frames,
            config.batch_size,
            config.seed,
            gta=self.gta(),
            gta_fraction=config.gta_fraction,
        )

    def learning_rate(self) -> float:
        """The learning rate of the next step."""
        config = self.config
        decayed = config.learning_rate * half_life_decay(self.step, config.lr_half_life)
        return decayed * warmup(self.step, config.warmup_steps)

    def losses(self, batch: WaveNetBatch) -> Metrics:
        """Negative log likelihood, nats a sample."""
        network: WaveNet = self.network  # type: ignore[assignment]
        outputs = self.distributions(network, batch, self.precision)
        likelihood = network.log_likelihood(outputs, batch.samples, batch.inputs)
        return {"nll": -likelihood[batch.loss_mask].mean()}

    def vocoder(self) -> WaveNetVocoder:
        """The averaged weights as a vocoder that speaks."""
        network = WaveNet(self.network_config, self.features.mel_config)
        network.load_state_dict(self.ema_state())
        return WaveNetVocoder(network)

    def validate(self, log: TrainingLog) -> dict[str, float]:
        """Metrics of the averaged weights: nats a sample of the clips' beginnings, and the mel
        error of a synthesized second, which is written.
        """
        clips = self.held_out_clips()
        if not clips:
            return {}
        vocoder = self.vocoder()
        features = self.features
        losses = [negative_log_likelihood(vocoder.network, features, clip) for clip in clips]
        clip = clips[0]
        second = round(features.mel_config.frame_rate)
        mel = features.arrays["mel"][clip][:second].T.astype(np.float32)
        f0 = features.arrays["f0"][clip][: mel.shape[1]] if vocoder.needs_pitch else None
        samples = vocoder(mel, f0)
        error = np.abs(mel_spectrogram(samples, features.mel_config) - mel).mean()
        self.write_sample(log, clip, samples)
        return {"nll": float(np.mean(losses)), "mel": float(error)}


@torch.inference_mode()
def negative_log_likelihood(network: WaveNet, features: FeatureFile, clip: int) -> float:
    """Nats a sample of a clip's first frames, by the network's own forward pass."""
    arrays = features.arrays
    mel = first_frames(arrays["mel"][clip]).transpose(1, 2)
    stored = arrays["samples"][clip][: mel.shape[2] * features.mel_config.hop_length]
    samples = torch.from_numpy(stored.astype(np.float32) / INT16_SCALE)[None]
    f0 = first_frames(arrays["f0"][clip]) if network.config.pitch_taps else None
    inputs = network.prepare_inputs(samples, mel, f0)
    return -float(network.log_likelihood(network(inputs), samples, inputs).mean())


def first_frames(row: np.ndarray[Any, Any]) -> Tensor:
    """The beginning of an array of a clip, (1, frames, ...) in float32."""
    return torch.from_numpy(np.asarray(row[:VALIDATION_FRAMES], np.float32))[None]
