"""Are `tts`, `frontend` and `vocoders` ours? Other distributions install packages of the same names
over them.

The index has a distribution whose package is called `frontend`; Coqui's imports as `TTS`, the same
folder as `tts` on a disk that ignores case.
"""

from importlib.util import find_spec
from pathlib import Path

from tts.errors import PlainSpeechError

OURS = {
    "tts": "PlainSpeech: ",
    "frontend": "TEXT -> PHONEMES: ",
    "vocoders": "MEL -> WAVE: ",
}  # package: how ours begins


class PackageConflictError(PlainSpeechError, ImportError):
    """A package of another distribution stands where one of ours should."""


def check() -> None:
    """Raise PackageConflictError, naming the folder found, unless the three packages lie side by side and
    are ours.
    """
    home = Path(__file__).resolve().parent.parent
    for name, beginning in OURS.items():
        folder = found(name)
        if (
            folder is None
            or folder.parent != home
            or not first_line(folder / "__init__.py").startswith(f'"""{beginning}')
        ):
            raise PackageConflictError(
                f"the package {name!r} that Python finds ({folder or 'none'}) is not PlainSpeech's, which belongs in {home / name}. "
                f"Another distribution has put its own there. To mend it: `pip uninstall -y frontend TTS coqui-tts`, then "
                f"`pip install --force-reinstall --no-deps plainspeech`."
            )


def first_line(file: Path) -> str:
    """Of a text file; empty if there is none."""
    try:
        with file.open(encoding="utf-8", errors="replace") as lines:
            return next(lines, "")
    except OSError:
        return ""


def found(name: str) -> Path | None:
    """The folder from which `import name` would load, or None."""
    spec = find_spec(name)
    places = list(spec.submodule_search_locations or []) if spec else []
    return Path(places[0]).resolve() if places else None
