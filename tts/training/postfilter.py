"""A postfilter against over-smoothing, folded into the acoustic model's last layer.

Predicted mels are smoother over the bands than speech (Toda and Tokuda 2007). Measured on the
speakers' own clips, predicted mels had the same differences between neighbouring bands below 1 kHz,
but 0.86 to 0.97 of them above. The postfilter raises two kinds of differences: those of each band
from its neighbours, and those from a wide mean, which shows the formants. The decoder's last layer
is linear, so it costs nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from tts.acoustic.fastspeech2 import FastSpeech2
from vocoders.mel import mel_centres
from vocoders.mel_config import MelConfig


class Strength(NamedTuple):
    """How much a postfilter raises the differences of a band, as a share of them: `narrow` from its
    neighbours, `formant` from the mean of the bands around.
    """

    narrow: float = 0.0
    formant: float = 0.0


POSTFILTER_STRENGTH = Strength(1.5, 0.1)
NARROW_BANDS = 1  # on either side, whose mean a band is compared with
FORMANT_BANDS = 6
NARROW_RAMP_HZ = (700.0, 1800.0)  # bands below stay as they are, those above get all of it
FORMANT_RAMP_HZ = (300.0, 900.0)


def strength_of(metadata: Mapping[str, Any]) -> Strength:
    """The strength of the postfilter that weights with this header hold; of trained ones, none."""
    return Strength(*np.atleast_1d(metadata.get("postfilter", [])))


@torch.no_grad()
def postfilter(
    model: FastSpeech2,
    strength: Strength,
    before: Strength = Strength(),  # noqa: B008
) -> None:
    """Fold the postfilter into the weights of a model; strengths of 0 change nothing.

    before    the strength of the postfilter that the weights hold already; it is taken out
    """
    mels = model.spec.n_mels
    layer = model.decoder.out_proj
    matrix = postfilter_matrix(model.spec, strength)
    if any(before):
        matrix = matrix @ torch.linalg.inv(postfilter_matrix(model.spec, before))
    weight = matrix @ layer.weight.reshape(-1, mels, layer.in_features)
    layer.weight.copy_(weight.flatten(0, 1))
    layer.bias.copy_((layer.bias.reshape(-1, mels) @ matrix.T).flatten())


def postfilter_matrix(mel_config: MelConfig, strength: Strength) -> Tensor:
    """(mels, mels): a mel -> a mel with sharper bands, then with sharper formants."""
    narrow = sharpening(mel_config, NARROW_BANDS, NARROW_RAMP_HZ, strength.narrow)
    formant = sharpening(mel_config, FORMANT_BANDS, FORMANT_RAMP_HZ, strength.formant)
    return torch.from_numpy(formant @ narrow).float()


def sharpening(
    mel_config: MelConfig, width: int, ramp_hz: tuple[float, float], strength: float
) -> NDArray[np.float64]:
    """(mels, mels): each band plus a share of its difference from the mean of the bands around, by
    a Hann window of 2 width + 1 bands. The outermost bands stand for those beyond.
    """
    mels = mel_config.n_mels
    window = np.hanning(2 * width + 3)[1:-1]
    window /= window.sum()
    mean = np.zeros((mels, mels))
    for band in range(mels):
        around = np.clip(np.arange(band - width, band + width + 1), 0, mels - 1)
        np.add.at(mean[band], around, window)
    share = strength * np.interp(mel_centres(mel_config), ramp_hz, (0, 1))
    identity = np.eye(mels)
    return identity + share[:, None] * (identity - mean)
