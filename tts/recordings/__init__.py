"""Recordings of a person: read in the layouts that people have, checked, and split."""

from tts.recordings.dataset import RecordedClip, RecordingsError, RecordingSet, read_recordings

__all__ = ["RecordedClip", "RecordingSet", "RecordingsError", "read_recordings"]
