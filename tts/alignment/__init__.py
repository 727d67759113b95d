"""Forced alignment: recordings and their texts -> the time of every phoneme and word."""

from tts.alignment.aligner import Aligner, Alignment
from tts.alignment.paths import AlignmentError

__all__ = ["Aligner", "Alignment", "AlignmentError"]
