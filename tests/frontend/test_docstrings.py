"""Examples in docstrings are true, in whatever module of the front end they stand."""

import doctest
import importlib
from pathlib import Path

import pytest

import frontend

ROOT = Path(frontend.__file__).parent


def modules_with_examples():
    """The names of modules that have an example."""
    for path in sorted(ROOT.rglob("*.py")):
        if ">>> " in path.read_text(encoding="utf-8"):
            parts = path.relative_to(ROOT.parent).with_suffix("").parts
            yield ".".join(parts).removesuffix(".__init__")


@pytest.mark.parametrize("name", list(modules_with_examples()))
def test_examples_in_docstrings(name):
    result = doctest.testmod(importlib.import_module(name))
    assert result.failed == 0 and result.attempted > 0
