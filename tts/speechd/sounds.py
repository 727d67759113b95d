"""Sounds that are no speech: the tone of a capital, and sound icons from files."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

ICON_FOLDERS = (Path("/usr/share/sounds/sound-icons"),)  # Debian's package of that name
ICON_NAME = re.compile(r"[\w-][\w. -]*")
TONE_HZ = 1200.0
TONE_S = 0.04
TONE_LEVEL = 0.15
SOUND_FADE_S = 0.005
MAX_ICON_S = 10.0

Samples = NDArray[np.float32]


def tone(sample_rate: int) -> Samples:
    """A short tone, faded at both ends, (samples,)."""
    times = np.arange(round(TONE_S * sample_rate)) / sample_rate
    fade = np.clip(np.minimum(times, TONE_S - times) / SOUND_FADE_S, 0.0, 1.0)
    return (TONE_LEVEL * fade * np.sin(2 * np.pi * TONE_HZ * times)).astype(np.float32)


def sound_icon(
    name: str, sample_rate: int, folders: tuple[Path, ...] = ICON_FOLDERS
) -> Samples | None:
    """The sound of an icon, (samples,); None if no file has its name. A name never leads out of the
    folders.
    """
    if ICON_NAME.fullmatch(name) is None:
        return None
    for folder in folders:
        for file in (folder / name, folder / f"{name}.wav"):
            if file.is_file():
                return read_icon(file, sample_rate)
    return None


def read_icon(file: Path, sample_rate: int) -> Samples | None:
    """A sound file as one channel at a sample rate, (samples,); None if it cannot be read."""
    import soundfile
    import soxr

    try:
        with soundfile.SoundFile(file) as sound:
            samples = sound.read(round(MAX_ICON_S * sound.samplerate), "float32", always_2d=True)
            rate = sound.samplerate
    except (OSError, soundfile.LibsndfileError):
        return None
    resampled: Samples = soxr.resample(samples.mean(axis=1), rate, sample_rate)
    return resampled.astype(np.float32)
