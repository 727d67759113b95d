"""What the core lacks and an extra brings: looked for when it is wanted, so that its absence is one
line that says what to install.
"""

from __future__ import annotations

import sys
from importlib.util import find_spec

from vocoders.mel import VocoderError

TORCH = ("torch", "safetensors")
EXTRAS = {  # the packages that each brings
    "torch": TORCH,
    "wavenet": (*TORCH, "numba"),
    "train": (*TORCH, "tensorboard"),
    "export": (*TORCH, "onnx", "onnxscript"),
    "demo": ("gradio", "matplotlib"),
}


class MissingExtra(VocoderError):
    """Something was asked for whose packages are not installed."""


def need(extra: str, what: str) -> None:
    """Raise MissingExtra, saying what brings them, unless all packages of an extra are there;
    `what` is it that needs them.
    """
    missing = [name for name in EXTRAS[extra] if find_spec(name) is None]
    if missing:
        raise MissingExtra(
            f"{what} needs {' and '.join(missing)}, which plainspeech does not bring by itself: pip install 'plainspeech[{extra}]'"
        )


def need_to_run(extra: str, what: str) -> None:
    """`need`, for a package whose modules are commands (`python -m`): what is missing is then one
    line and exit code 1, without a traceback.
    """
    try:
        need(extra, what)
    except MissingExtra as error:
        if sys.argv[0] == "-m":  # Python is still on its way to the module that it is to run
            raise SystemExit(str(error)) from None
        raise
