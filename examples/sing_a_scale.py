"""Prosody of each phoneme: each word of a sentence on its own note, and the last word held longer.

python examples/sing_a_scale.py
"""

import math

from tts import TTS

TEXT = "Do re mi fa so la tea do."
SEMITONES = (0, 2, 4, 5, 7, 9, 11, 12)  # the major scale
KEY = 160.0  # Hz, the first note
FRAMES_PER_SECOND = 24000 / 256
LAST_NOTE = 0.6  # seconds of the last word, shared by its phonemes


def main() -> None:
    """Writes scale.wav."""
    tts = TTS.load("heart")
    utterance = next(tts.frontend(TEXT))
    last = len(utterance.words) - 1
    held = sum(phoneme.word == last for phoneme in utterance.phonemes)
    pitches = []
    durations = []
    for phoneme in utterance.phonemes:
        # NaN leaves the phoneme to the voice: pauses, and the silence at both ends
        note = math.nan if phoneme.word is None else SEMITONES[phoneme.word]
        pitches.append(KEY * 2 ** (note / 12))
        is_last = phoneme.word == last
        durations.append(round(LAST_NOTE * FRAMES_PER_SECOND / held) if is_last else math.nan)
    tts.speak(utterance, pitches=pitches, durations=durations).save("scale.wav")


if __name__ == "__main__":
    main()
