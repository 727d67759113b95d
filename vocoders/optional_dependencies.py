"""Optional packages: checked before they are imported, so that a missing one gives a one-line error
that says what to install.
"""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path

from vocoders.errors import MissingDependencyError

TORCH = ("torch", "safetensors")
EXTRAS = {  # extra -> the packages that it brings
    "torch": TORCH,
    "wavenet": (*TORCH, "numba"),
    "train": (*TORCH, "tensorboard", "matplotlib"),
    "export": (*TORCH, "onnx", "onnxscript"),
    "demo": ("gradio", "fastapi", "uvicorn"),
    "serve": ("fastapi", "fastapi_offline", "uvicorn", "prometheus_client", "wyoming", "zeroconf"),
    "completion": ("shtab",),
    "books": ("lxml", "markdown_it", "mutagen"),
    "languages": ("num2words", "sentencex"),
}
FRAMEWORKS = {  # large, or for few, so that "all" leaves them out
    "cluster": ("ray", "fsspec"),
    "livekit": ("livekit",),
    "pipecat": ("pipecat",),
}


def require(extra: str, what: str) -> None:
    """Raise MissingDependencyError unless all packages of an extra are installed.

    what    the thing that needs them, for the message
    """
    missing = missing_packages(extra)
    if missing:
        raise MissingDependencyError(
            f"{what} needs {' and '.join(missing)}, which plainspeech does not bring by itself. "
            f"Install it with: {install_command(extra)}"
        )


def is_installed(extra: str) -> bool:
    """Whether all packages of an extra are there."""
    return not missing_packages(extra)


def missing_packages(extra: str) -> list[str]:
    """Packages of an extra that are not installed."""
    return [name for name in (EXTRAS | FRAMEWORKS)[extra] if find_spec(name) is None]


def install_command(extra: str) -> str:
    """The command that installs an extra. In a clone it names the clone, since PlainSpeech need not
    be installed there; the quotes suit every shell.
    """
    clone = Path(__file__).resolve().parent.parent
    if (clone / "pyproject.toml").is_file():
        return f'pip install -e "{clone}[{extra}]"'
    return f'pip install "plainspeech[{extra}]"'


def require_for_command(extra: str, what: str) -> None:
    """`require` for a package whose modules are commands (`python -m`): a missing package is then
    one line and exit code 1, without a traceback.
    """
    try:
        require(extra, what)
    except MissingDependencyError as error:
        if sys.argv[0] == "-m":  # Python has not reached the module yet that it is to run
            raise SystemExit(str(error)) from None
        raise
