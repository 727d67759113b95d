"""PHONEMES -> MEL: the acoustic model, FastSpeech 2 (Ren et al. 2020, arXiv 2006.04558)."""

from tts.acoustic.model import AcousticModel
from tts.acoustic.prosody import frame_features, round_durations

__all__ = ["AcousticModel", "frame_features", "round_durations"]
