"""The package: a light import, and every public name."""

import subprocess
import sys

import pytest

import vocoders


def test_importing_is_light():
    heavy = ("torch", "numpy", "numba", "safetensors")
    code = f"import sys, vocoders; print([name for name in {heavy} if name in sys.modules])"
    assert (
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        ).stdout.strip()
        == "[]"
    )


def test_public_names_resolve():
    for name in vocoders.__all__:
        found = getattr(vocoders, name)
        assert name == "ARCHITECTURES" or found.__name__ == name
    with pytest.raises(AttributeError, match="nothing"):
        _ = vocoders.nothing
