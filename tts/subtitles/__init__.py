"""TIMESTAMPS -> SUBTITLES: cues that fit a screen, and the formats that other programs read."""

from tts.subtitles.cues import Cue, make_cues
from tts.subtitles.formats import SUBTITLE_FORMATS, UnknownSubtitlesError, format_for, subtitles
from tts.subtitles.track import TimestampTrack

__all__ = [
    "SUBTITLE_FORMATS",
    "Cue",
    "TimestampTrack",
    "UnknownSubtitlesError",
    "format_for",
    "make_cues",
    "subtitles",
]
