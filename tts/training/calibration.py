"""A calibration run: sentences spoken by every speaker, while the ranges of all layers are observed
for quantization.
"""

from __future__ import annotations

import numpy as np

from frontend import Frontend
from frontend.english.language import ENGLISH
from frontend.phonemes import ENGLISH_SYMBOLS
from tts.acoustic.fastspeech2 import FastSpeech2
from vocoders.harmonic.network import HarmonicVocoder

CALIBRATION_SEMITONES = (0.0, 4.0, 0.0, -4.0)  # semitones, sentence by sentence
SENTENCES = (
    "The quick brown fox jumps over the lazy dog, while the five boxing wizards watch.",
    "Did you really think that nobody would notice?",
    "On the third of March, nineteen forty-two, three hundred and sixty-five letters were sent "
    "to Doctor Wu's old address.",
    "Wow! That is the best thing I've heard all year; thank you so much.",
    "Measure the pressure of the azure ocean, or choose a fresh beige chair.",
    "We waited, and waited, and in the end we went home, because nothing happened.",
    "Yes.",
    "Although the weather had been dreadful for weeks, the children walked along the narrow path, "
    "singing, until they reached the shore.",
)
# for models that know other languages' symbols
GERMAN_SENTENCES = (
    "Zwölf Boxkämpfer jagen Viktor quer über den großen Sylter Deich.",
    "Können Sie mir sagen, ob der Käse noch schön frisch ist?",
    "Ach, welch ein Glück! Morgen früh fahren wir ans Meer.",
)


def run_calibration(model: FastSpeech2, vocoder: HarmonicVocoder) -> None:
    """Synthesize all sentences with every speaker of the model, at several pitches."""
    english = [Frontend(locale) for locale in ENGLISH.locales]
    german = []
    sentences = list(SENTENCES)
    if len(model.symbols) > len(ENGLISH_SYMBOLS):
        german = [Frontend("de")]
        sentences += GERMAN_SENTENCES
    for number, text in enumerate(sentences):
        frontends = english if number < len(SENTENCES) else german
        pitch = CALIBRATION_SEMITONES[number % len(CALIBRATION_SEMITONES)]
        for speaker in range(len(model.pitch_means)):
            for utterance in frontends[(number + speaker) % len(frontends)](text):
                ids = np.array(utterance.ids, np.int64)
                predicted = model.predict(ids, speaker, pitch=pitch)
                vocoder(predicted.mel, predicted.f0)
