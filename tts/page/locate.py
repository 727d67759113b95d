"""Finds app.py, which holds the layout of the page."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import tts


def page_file() -> Path:
    """The file app.py: in the package `tts` when PlainSpeech is installed, beside it in a clone."""
    package = Path(tts.__file__).resolve().parent
    places = (package / "app.py", package.parent / "app.py")
    return next(place for place in places if place.is_file())


def load_page() -> dict[str, Any]:
    """The names of app.py, such as `mount` and `serve`. MissingDependencyError without the extra
    demo.
    """
    return runpy.run_path(str(page_file()))
