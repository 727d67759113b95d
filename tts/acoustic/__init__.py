"""PHONEMES -> MEL: the acoustic model, FastSpeech 2 (Ren et al. 2020, arXiv 2006.04558)."""

from tts.acoustic.model import AcousticModel, places, whole_frames

__all__ = ["AcousticModel", "places", "whole_frames"]
