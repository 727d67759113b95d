"""Errors of the vocoders, all derived from one base."""

from __future__ import annotations

from tts.errors import PlainSpeechError


class VocoderError(PlainSpeechError, ValueError):
    """Base of every error that the vocoders raise on purpose."""


class SpecMismatchError(VocoderError):
    """Two parts whose mel configurations differ."""


class InvalidWeightsError(VocoderError):
    """A weights file that is missing, damaged, of an older format, or not PlainSpeech's."""


class MissingDependencyError(VocoderError):
    """An optional package that is not installed."""
