"""Pictures of a sentence as numbers: its mel, its F0, and when its words and phonemes sound."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from frontend import Utterance
from frontend.phonemes import STRESS_MARKS
from tts.spans import Span
from tts.subtitles.cues import display_words
from tts.synthesis.request import SynthesisRequest
from tts.synthesis.synthesizer import Synthesizer
from tts.synthesis.timestamps import audible_phonemes, phoneme_boundaries
from vocoders.mel import mel_spectrogram
from vocoders.mel_config import MelConfig

MEL_IMAGE_RANGE = 9.0  # of the mel in the picture, in nepers under its loudest


class PhonemeTime(NamedTuple):
    """A phoneme that sounds.

    symbol       with its stress mark
    start, end   seconds from the start of the sentence
    word         index of its word in the utterance
    """

    symbol: str
    start: float
    end: float
    word: int


def phoneme_times(requests: Iterable[SynthesisRequest], spans: Sequence[Span]) -> list[PhonemeTime]:
    """The phonemes of a sentence that sound, in order of time.

    spans    their times, as `Audio.phonemes` has them
    """
    phonemes = [
        request.utterance.phonemes[first]
        for request in requests
        for first, _ in audible_phonemes(request.utterance.phonemes)
    ]
    return [
        PhonemeTime(
            STRESS_MARKS[phoneme.stress] + phoneme.symbol, span.start, span.end, phoneme.word or 0
        )
        for phoneme, span in zip(phonemes, spans, strict=True)
    ]


def word_rows(utterance: Utterance, phonemes: Sequence[PhonemeTime]) -> list[dict[str, Any]]:
    """The words of a sentence that sound, each with its place in the text, its times and phonemes.

    `label` is the word with the punctuation around it.
    """
    own: dict[int, list[PhonemeTime]] = {}
    for phoneme in phonemes:
        own.setdefault(phoneme.word, []).append(phoneme)
    spans = [
        Span(utterance.words[index].text, times[0].start, times[-1].end)
        for index, times in sorted(own.items())
    ]
    labels = display_words(utterance.text, spans)
    rows = []
    for (index, times), span, label in zip(sorted(own.items()), spans, labels, strict=True):
        word = utterance.words[index]
        rows.append(
            {
                "index": index,
                "label": label.text,
                "spoken": word.spoken,
                "phonemes": "".join(each.symbol for each in times),
                "start": round(span.start, 4),
                "end": round(span.end, 4),
            }
        )
    return rows


def f0_track(
    synthesizer: Synthesizer, requests: Sequence[SynthesisRequest], spans: Sequence[Span]
) -> list[tuple[float, int]]:
    """The F0 that is asked of the vocoder: seconds and Hz of each voiced frame.

    spans   times of the phonemes, by which the frames are placed
    """
    hop = synthesizer.vocoder.spec.hop_length
    rate = synthesizer.sample_rate
    points: list[tuple[float, int]] = []
    begun = 0
    for request in requests:
        features = synthesizer.acoustic.expand(request.prosody)
        bounds = phoneme_boundaries(features.durations, hop) / rate  # seconds
        audible = [first for first, _ in audible_phonemes(request.utterance.phonemes)]
        own = spans[begun : begun + len(audible)]
        begun += len(audible)
        if not own:
            continue
        shift = float(np.median([span.start for span in own] - bounds[audible]))
        voiced = np.flatnonzero(features.f0 > 0)
        times = (voiced + 0.5) * hop / rate + shift
        points += [
            (round(float(time), 3), round(float(hertz)))
            for time, hertz in zip(times, features.f0[voiced], strict=True)
        ]
    return points


def mel_image(samples: NDArray[np.float32], spec: MelConfig) -> dict[str, Any]:
    """The mel as grey levels: bytes in base64, (frames, mels), 255 the loudest."""
    if len(samples) < spec.hop_length:
        return {"frames": 0, "mels": spec.n_mels, "data": ""}
    mel = mel_spectrogram(samples, spec)  # (mels, frames)
    top = float(mel.max())
    grey = np.clip((mel - top) / MEL_IMAGE_RANGE + 1, 0, 1) * 255
    data = np.round(grey.T).astype(np.uint8).tobytes()
    encoded = base64.b64encode(data).decode("ascii")
    return {"frames": mel.shape[1], "mels": spec.n_mels, "data": encoded}
