"""A picture of an alignment: the mel, with lines where phonemes and words begin."""

from __future__ import annotations

from pathlib import Path

from tts.alignment.aligner import Alignment
from vocoders.atomic import atomic_write
from vocoders.mel_config import Array
from vocoders.optional_dependencies import require

INCHES_PER_S = 3.2
PICTURE_INCHES = 3.0  # inches
MAX_INCHES = 200.0
DYNAMIC_RANGE = 9.0  # natural logs below the loudest value


def write_picture(path: Path, mel: Array, alignment: Alignment) -> None:
    """Write a picture (.png, .svg, .pdf) of a mel (mels, frames) and its alignment.
    MissingDependencyError without matplotlib, OSError if the file cannot be written.
    """
    require("train", "a picture of an alignment")
    from matplotlib.figure import Figure

    width = min(MAX_INCHES, 1 + INCHES_PER_S * alignment.seconds)
    figure = Figure((width, PICTURE_INCHES), layout="constrained")
    axes = figure.add_subplot()
    extent = (0.0, alignment.seconds, 0.0, float(len(mel)))
    low = float(mel.max()) - DYNAMIC_RANGE
    axes.imshow(mel, origin="lower", aspect="auto", extent=extent, cmap="magma", vmin=low)
    for text, start, end in alignment.phonemes:
        axes.axvline(start, color="white", lw=0.4)
        axes.axvline(end, color="white", lw=0.4)
        axes.text((start + end) / 2, len(mel) + 2, text, ha="center", fontsize=8)
    for text, start, end in alignment.words:
        axes.axvline(start, color="cyan", lw=0.8)
        axes.text((start + end) / 2, 3, text, ha="center", fontsize=8, color="cyan")
    axes.set_xlabel("seconds")
    axes.set_ylabel("mel band")
    with atomic_write(path) as temporary:
        figure.savefig(temporary, format=path.suffix.lstrip(".") or "png")
