"""The settings of a batch, as each of its processes gets them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tts.delivery import Delivery
from tts.errors import SpeechError
from tts.files import FORMATS, UnknownFormatError
from tts.subtitles import format_for

if TYPE_CHECKING:
    from tts.pipeline import TTS

SPEED_LIMITS = (0.25, 4.0)


@dataclass(frozen=True)
class RenderSettings:
    """Settings of all items of a batch.

    folder      of the files: a path, or a URL
    extension   of the files, such as ".wav"
    voice       name, folder, or a TTS made by TTS.load
    loading     other arguments of TTS.load, for a voice by its name
    delivery    settings of the speech, where an item has none of its own
    fit         lowest and highest factor of the speed by which speech is fitted to a cue's time
    subtitles   extension of subtitles to write beside each sound, such as ".srt"; None for none
    timings     whether the manifest has the times of words and phonemes

    UnknownFormatError, UnknownSubtitlesError, SpeechError for limits that are none.
    """

    folder: Path | str
    extension: str = ".wav"
    voice: TTS | str | Path = "heart"
    loading: Mapping[str, Any] = field(default_factory=dict)
    delivery: Delivery = field(default_factory=Delivery)
    fit: tuple[float, float] = (1.0, 1.5)
    subtitles: str | None = None
    timings: bool = False

    def __post_init__(self) -> None:
        if self.extension not in FORMATS:
            raise UnknownFormatError(
                f"there is no format {self.extension!r}. Choose {', '.join(FORMATS)}."
            )
        if self.subtitles is not None:
            format_for(f"x{self.subtitles}")
        low, high = self.fit
        if not SPEED_LIMITS[0] <= low <= high <= SPEED_LIMITS[1]:
            raise SpeechError(
                f"the limits of the rate must be two numbers from {SPEED_LIMITS[0]:g} to "
                f"{SPEED_LIMITS[1]:g}, the lower one first, not {low:g} and {high:g}."
            )
