"""An acoustic model: phonemes -> prosody -> frame features -> mel (FastSpeech 2, Ren et al. 2020,
arXiv 2006.04558).

`AcousticModel` joins three networks of arrays: the encoder, the F0 predictor and the decoder.
`tts.acoustic.fastspeech2` runs them in torch, `tts.acoustic.fastspeech2_onnx` in ONNX Runtime.
"""

from __future__ import annotations

import os
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from frontend.phonemes import BOUNDARY, SYMBOL_ID, SYMBOLS, for_voice
from tts.acoustic.mel_decoder import AcousticFeatures, decode_frames
from tts.acoustic.prosody import (
    Floats,
    InvalidPhonemesError,
    Override,
    PhonemeProsody,
    PredictedProsody,
    apply_settings,
    check_predictions,
    energy_to_norm,
    frame_counts,
    frame_features,
    hz_to_log2_f0,
    log2_f0_to_hz,
    norm_to_energy,
    override_prosody,
)
from tts.acoustic.speakers import Speaker, SpeakerMixture, mix_speakers
from tts.acoustic.time_compression import frame_positions, sample_f0, sample_knots
from vocoders.errors import InvalidWeightsError
from vocoders.mel_config import MelConfig

Ids = NDArray[np.int64]
NUM_STRESS_LEVELS = 3


@dataclass(frozen=True, eq=False)
class AcousticOutput:
    """An acoustic model's output, by frame and by phoneme.

    mel         (mels, frames), natural log
    f0          (frames,) Hz, 0 where unvoiced
    durations   (phonemes,) frames
    pitches     (phonemes,) Hz
    energies    (phonemes,) dB
    """

    mel: Floats
    f0: Floats
    durations: NDArray[np.int64]
    pitches: Floats
    energies: Floats


class AcousticModel(ABC):
    """Phonemes -> mel and F0, by networks that take and give arrays.

    spec            the mel that it makes
    pitch_means     Hz, each speaker's own
    pitch_std_scale   factor of each speaker's pitch around that mean: what is predicted by least
                    squares varies less than speech
    symbols         phonemes that it knows, in the order of their ids
    num_speakers    rows of the speaker embedding
    reduction_factor   frames that the decoder makes in a step
    config          what shapes the networks, with `num_decoder_blocks` and `decoder_kernel_size`
    """

    spec: MelConfig
    pitch_means: list[float]
    pitch_std_scale: list[float]
    symbols: list[str]
    num_speakers: int
    reduction_factor: int
    config: Any

    @cached_property
    def receptive_radius(self) -> int:
        """Steps of the decoder on either side that it looks at: a convolution in each block."""
        return int(self.config.num_decoder_blocks) * (int(self.config.decoder_kernel_size) // 2)

    @abstractmethod
    def encode(self, ids: Ids, weights: Floats) -> tuple[Floats, Floats, Floats, Floats]:
        """The encoder: ids (phonemes, 2) -> hidden (phonemes, width); log durations, pitch and
        energy on the model's scales, (phonemes,).

        weights   (rows of the embedding,), see `tts.acoustic.speakers.SpeakerMixture`
        """

    @abstractmethod
    def predict_f0(self, frame_hidden: Floats, frame_features: Floats) -> tuple[Floats, Floats]:
        """The F0 predictor: (frames, width), (frames, 6) -> F0 residual on the model's scale,
        voicing logit, (frames,).
        """

    @abstractmethod
    def decode(
        self, frame_hidden: Floats, frame_features: Floats, f0_norm: Floats, voiced: Floats
    ) -> Floats:
        """The decoder: (frames, width), (frames, 6), (frames,), (frames,) -> mel (mels, frames);
        frames are a multiple of `reduction_factor`.
        """

    def mixture(self, speaker: Speaker) -> SpeakerMixture:
        """A speaker by its number, or a mixture of several; InvalidPhonemesError if there is no
        such speaker.
        """
        return mix_speakers(speaker, self.pitch_means, self.pitch_std_scale, self.num_speakers)

    def predict_prosody(self, ids: Ids, mixture: SpeakerMixture) -> PredictedProsody:
        """Prosody of phonemes, by one run of the encoder.

        ids       (phonemes, 2): symbol and stress, silence at both ends
        mixture   of speakers, from `mixture`

        InvalidPhonemesError if there is no such phoneme.
        """
        ids = self.validate_ids(ids)
        hidden, log_durations, pitch_norm, energy_norm = self.encode(ids, mixture.weights)
        check_predictions(log_durations, pitch_norm, energy_norm)
        return PredictedProsody(
            hidden,
            np.where(ids[:, 0] == SYMBOL_ID[BOUNDARY], 0, np.exp(log_durations)),
            pitch_norm,
            norm_to_energy(energy_norm),
            mixture.pitch_mean,
            mixture.pitch_std_scale,
        )

    def expand(self, prosody: PhonemeProsody, max_compression: float = np.inf) -> AcousticFeatures:
        """Frame features and F0 of prosody by phoneme, by one run of the F0 predictor.

        max_compression   of a phoneme in fast speech; more is left to the samples
        """
        pitch_norm = hz_to_log2_f0(prosody.pitches)
        energy_norm = energy_to_norm(prosody.energies)
        spoken = frame_counts(prosody.durations)
        durations = own = spoken
        if prosody.own_durations is not None:
            longest = np.where(spoken > 0, prosody.own_durations, 0)
            own = frame_counts(np.maximum(longest, prosody.durations))
            vocoded = np.maximum(longest / max_compression, prosody.durations)
            durations = frame_counts(vocoded)
        hidden = np.repeat(prosody.hidden, own, 0)  # (frames, width)
        features = frame_features(own, pitch_norm, energy_norm)  # (frames, 6)
        f0_residual, voicing_logit = self.predict_f0(hidden, features)
        check_predictions(f0_residual, voicing_logit)
        f0_norm = features[:, 5] + f0_residual * np.float32(prosody.pitch_range)
        voiced = voicing_logit > 0
        f0 = np.where(voiced, log2_f0_to_hz(f0_norm), 0).astype(np.float32)
        positions = knots = None
        if own is not spoken:
            positions = frame_positions(own, vocoded, int(durations.sum()))
            f0 = sample_f0(f0, positions)
        if (durations > spoken).any():
            knots = sample_knots(vocoded, durations, prosody.durations, spoken)
        return AcousticFeatures(
            durations,
            (prosody.energies + prosody.gain_db).astype(np.float32),
            f0,
            hidden,
            features,
            f0_norm,
            voiced.astype(np.float32),
            np.float32(prosody.gain_db * np.log(10) / 20),
            spoken,
            knots,
            positions,
        )

    def predict(
        self,
        ids: Ids,
        speaker: Speaker,
        *,
        speed: float = 1.0,
        pitch: float = 0.0,
        energy: float = 0.0,
        pitch_range: float = 1.0,
        durations: Override = None,
        pitches: Override = None,
        energies: Override = None,
    ) -> AcousticOutput:
        """The whole model: ids (phonemes, 2) -> mel, F0 and prosody.

        ids                            as in `predict_prosody`
        speaker                        as in `mixture`
        speed to pitch_range           as in `tts.acoustic.prosody.apply_settings`
        durations, pitches, energies   as in `tts.acoustic.prosody.override_prosody`
        returns                        arrays that may be changed and given again
        """
        predicted = self.predict_prosody(ids, self.mixture(speaker))
        prosody = apply_settings(
            predicted, speed=speed, pitch=pitch, energy=energy, pitch_range=pitch_range
        )
        prosody = override_prosody(prosody, durations, pitches, energies)
        features = self.expand(prosody)
        return AcousticOutput(
            decode_frames(self, features, 0, len(features.f0)),
            features.f0,
            features.durations,
            prosody.pitches.astype(np.float32),
            features.energies,
        )

    def validate_ids(self, ids: NDArray[np.int64]) -> Ids:
        """The ids as int64, with the nearest symbol that this model knows in place of those of
        another language; InvalidPhonemesError if they can't be right.
        """
        ids = np.asarray(ids, np.int64)
        if ids.ndim != 2 or ids.shape[1] != 2 or not len(ids):
            raise InvalidPhonemesError(
                f"ids must be (phonemes, 2), symbol and stress, not {ids.shape}."
            )
        bounds = [len(self.symbols), NUM_STRESS_LEVELS]
        foreign = (ids[:, 0] >= bounds[0]) & (ids[:, 0] < len(SYMBOLS))
        if foreign.any():
            ids = ids.copy()
            ids[foreign, 0] = [for_voice(each, bounds[0]) for each in ids[foreign, 0].tolist()]
        outside = ((ids < 0) | (ids >= bounds)).any(1)
        if outside.any():
            raise InvalidPhonemesError(
                f"ids must be under {bounds[0]} (symbol) and {bounds[1]} (stress): "
                f"{ids[outside].tolist()}"
            )
        return ids


def check_inventory(meta: Mapping[str, Any], path: str | os.PathLike[str]) -> list[str]:
    """The phonemes that a file's weights were trained with.

    InvalidWeightsError if they are not those of the inventory.
    """
    symbols = meta.get("symbols")
    if not isinstance(symbols, list) or symbols != list(SYMBOLS[: len(symbols)]):
        raise InvalidWeightsError(
            f"{path} was trained with other phonemes than this version's inventory: install the "
            f"version that made it, or train again."
        )
    return symbols
