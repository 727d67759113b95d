"""Are `tts`, `frontend` and `vocoders` ours? Other distributions install packages of the same names over them.

The index has a distribution whose package is called `frontend`; Coqui's imports as `TTS`, the same folder as `tts` on a disk that ignores case.
"""

from importlib.util import find_spec
from pathlib import Path

OURS = {"tts": "pipeline.py", "frontend": "phonemes.py", "vocoders": "mel.py"}      # package: a file that ours has
FOREIGN = {"tts": "api.py", "frontend": "static", "vocoders": "wavegrad.py"}        # and one that only the other has


class StrayPackage(ImportError):
    """A package of another distribution stands where one of ours should."""


def check() -> None:
    """Raise StrayPackage, naming the folder found, unless the three packages lie side by side and are ours."""
    home = Path(__file__).resolve().parent.parent
    for name, mark in OURS.items():
        folder = found(name)
        if folder is None or folder.parent != home or not (folder / mark).exists() or (folder / FOREIGN[name]).exists():
            raise StrayPackage(
                f"the package {name!r} that Python finds ({folder or 'none'}) is not PlainSpeech's, which belongs in {home / name}. "
                f"Another distribution has put its own there. To mend it: `pip uninstall -y frontend TTS coqui-tts`, then "
                f"`pip install --force-reinstall --no-deps plainspeech`.")


def found(name: str) -> Path | None:
    """The folder from which `import name` would load, or None."""
    spec = find_spec(name)
    places = list(spec.submodule_search_locations or []) if spec else []
    return Path(places[0]).resolve() if places else None
