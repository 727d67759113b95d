"""The input of `Synthesizer.synthesize`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from tts.synthesis.trimming import SILENCE_DB_BELOW_PEAK

if TYPE_CHECKING:
    from frontend import Utterance
    from tts.acoustic.prosody import PhonemeProsody


@dataclass(frozen=True, eq=False)
class SynthesisRequest:
    """Speech that is synthesized without an interruption: an utterance, or a part of one.

    utterance         its words and phonemes
    prosody           of its phonemes
    speed             of the speech: at a slow one more silence is kept around it
    margins           shares of the usual silence to keep before it and after it
    silence_db        dB under its loudest step that are silence
    volumes           (phonemes,) dB, added to the level of each phoneme's samples; None for 0
    marks             name of each mark, and the index of its phoneme
    pause             seconds of silence that belong before it, which are not in its samples
    leading_silence   seconds of silence to put before it, beside what is kept
    trailing_silence  the same, after it
    """

    utterance: Utterance
    prosody: PhonemeProsody
    speed: float = 1.0
    margins: tuple[float, float] = (1.0, 1.0)
    silence_db: float = SILENCE_DB_BELOW_PEAK
    volumes: NDArray[np.floating] | None = None
    marks: Sequence[tuple[str, int]] = ()
    pause: float = 0.0
    leading_silence: float = 0.0
    trailing_silence: float = 0.0
