"""Errors of the module for speech-dispatcher."""

from tts.errors import SpeechError


class SpeechdError(SpeechError):
    """A module that cannot be installed or started."""
