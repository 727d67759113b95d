"""A check that `tts`, `frontend` and `vocoders` are PlainSpeech's, before one of them is used.

Other distributions install packages of the same names: one on the index is called `frontend`, and
Coqui's imports as `TTS`, which is the same folder as `tts` on a disk that ignores case. A user's
own folder or file of such a name is found first, too, if it lies in the working folder.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from tts.errors import PlainSpeechError

EXPECTED_DOCSTRINGS = {  # package -> the beginning of its docstring
    "tts": "PlainSpeech: ",
    "frontend": "TEXT -> PHONEMES: ",
    "vocoders": "MEL -> WAVE: ",
}
SITE_FOLDERS = ("site-packages", "dist-packages")  # where pip installs
REINSTALL = (
    "Then install PlainSpeech again: `pip install --force-reinstall --no-deps plainspeech`, "
    "or in a clone `pip install --force-reinstall --no-deps -e .`."
)


class PackageConflictError(PlainSpeechError, ImportError):
    """A package or module that is not PlainSpeech's, under the name of one of its packages."""


def check_packages() -> None:
    """Raise PackageConflictError unless the three packages lie side by side and are ours. The
    message says what was found, where, and what to do.
    """
    home = Path(__file__).resolve().parent.parent
    if home.is_file():
        raise PackageConflictError(
            f"PlainSpeech can't run from the archive {home}: its voices and lexicons are files of "
            f"their own. Unpack it, or install it with pip."
        )
    for name in EXPECTED_DOCSTRINGS:
        place = find_package(name)
        if place != home / name:
            raise PackageConflictError(misplaced(name, place, home))
        if not is_ours(name, place):
            raise PackageConflictError(overwritten(name, place))


def find_package(name: str) -> Path | None:
    """The folder or file that `import name` would load; None if there is none."""
    spec = find_spec(name)
    if spec is None:
        return None
    folders = list(spec.submodule_search_locations or [])
    place = folders[0] if folders else spec.origin
    return Path(place).resolve() if place else None


def is_ours(name: str, folder: Path) -> bool:
    """Whether the docstring of a package begins as ours does. One without docstrings (python -OO)
    passes.
    """
    found = docstring(name, folder)
    return found is None or found.startswith(EXPECTED_DOCSTRINGS[name])


def docstring(name: str, folder: Path) -> str | None:
    """The docstring of a package, from its source, or from what was compiled of it: PyInstaller
    and compiled installations keep no source. None if it was stripped.
    """
    try:
        with (folder / "__init__.py").open(encoding="utf-8", errors="replace") as lines:
            return next(lines, "").removeprefix('"""')
    except OSError:
        spec = find_spec(name)
        get_code = getattr(spec.loader, "get_code", None) if spec else None
        code = get_code(name) if get_code else None
        if code is None:
            return ""
        first = code.co_consts[0] if code.co_consts else None
        return first if isinstance(first, str) else None


def misplaced(name: str, place: Path | None, home: Path) -> str:
    """The message for a package that is missing, or found somewhere else than beside `tts`."""
    if place is None:
        return f"the package {name!r} of PlainSpeech is missing in {home}. {REINSTALL}"
    found = f"Python finds {place} as {name!r}, before PlainSpeech's package in {home / name}."
    if any(part in SITE_FOLDERS for part in place.parts):
        return f"{found} {uninstall(name)} {REINSTALL}"
    kind = "folder" if place.is_dir() else "file"
    return (
        f"{found} Rename that {kind} if it is yours, or start Python in another folder; "
        f"if it is on PYTHONPATH, take it off."
    )


def overwritten(name: str, folder: Path) -> str:
    """The message for a package that another distribution has written over ours."""
    return f"{folder} is not PlainSpeech's package {name!r}. {uninstall(name)} {REINSTALL}"


def uninstall(name: str) -> str:
    """Advice to uninstall the distributions that brought a package of this name."""
    from importlib.metadata import packages_distributions

    owners = packages_distributions()
    brought = {*owners.get(name, ()), *(owners.get("TTS", ()) if name == "tts" else ())}
    others = sorted(brought - {"plainspeech"})
    if not others:
        return "Another distribution has put its own there: uninstall that."
    return f"Another distribution has put its own there: `pip uninstall -y {' '.join(others)}`."
