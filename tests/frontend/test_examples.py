"""The examples in the docstrings of the front end."""

import doctest
import importlib
import pkgutil

import pytest

import frontend

MODULES = sorted(
    module.name
    for module in pkgutil.walk_packages(frontend.__path__, "frontend.")
    if not module.name.endswith("__main__")
)
FINDER = doctest.DocTestFinder(exclude_empty=True)


@pytest.mark.parametrize("name", ["frontend", *MODULES])
def test_examples_in_docstrings(name):
    module = importlib.import_module(name)
    result = doctest.testmod(module)
    assert result.failed == 0


def test_examples_are_found():
    attempted = sum(
        len(test.examples)
        for name in MODULES
        for test in FINDER.find(importlib.import_module(name))
    )
    assert attempted > 30
