"""The modules of benchmarks/, which is no package."""

import importlib
import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


@pytest.fixture(scope="module")
def benchmark():
    """Imports a module of the folder by its name; all are forgotten afterwards."""
    sys.path.insert(0, str(BENCHMARKS))
    try:
        yield importlib.import_module
    finally:
        sys.path.remove(str(BENCHMARKS))
        for file in BENCHMARKS.glob("*.py"):
            sys.modules.pop(file.stem, None)
