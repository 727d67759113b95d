"""The input of `Synthesizer.synthesize`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from tts.synthesis.trimming import POST_ROLL_S, PRE_ROLL_S, SILENCE_DB_BELOW_PEAK

if TYPE_CHECKING:
    from frontend import Utterance
    from tts.acoustic.prosody import PhonemeProsody


@dataclass(frozen=True, eq=False)
class SynthesisRequest:
    """Speech that is synthesized without an interruption: an utterance, or a part of one.

    utterance         its words and phonemes
    prosody           of its phonemes
    pre_roll          seconds of silence to keep before it
    post_roll         seconds of silence to keep after it
    silence_db        dB under its loudest step that are silence
    volumes           (phonemes,) dB, added to the level of each phoneme's samples; None for 0
    marks             name of each mark, and the index of its phoneme
    pause             seconds of silence that belong before it, which are not in its samples
    leading_silence   seconds of silence to put before it, beside what is kept
    trailing_silence  the same, after it
    """

    utterance: Utterance
    prosody: PhonemeProsody
    pre_roll: float = PRE_ROLL_S
    post_roll: float = POST_ROLL_S
    silence_db: float = SILENCE_DB_BELOW_PEAK
    volumes: NDArray[np.floating] | None = None
    marks: Sequence[tuple[str, int]] = ()
    pause: float = 0.0
    leading_silence: float = 0.0
    trailing_silence: float = 0.0
