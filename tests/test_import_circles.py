"""No module imports itself by way of others: imports inside functions and of types count, too."""

from graphlib import CycleError, TopologicalSorter

import grimp
import pytest


def order(imports):
    """The modules, each after those that it imports."""
    try:
        return list(TopologicalSorter(imports).static_order())
    except CycleError as error:
        pytest.fail("import circle: " + " -> ".join(error.args[1]))


def test_there_is_no_import_circle():
    graph = grimp.build_graph("tts", "frontend", "vocoders", cache_dir=None)
    imports = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    assert len(order(imports)) > 100


def test_a_circle_is_named():
    with pytest.raises(pytest.fail.Exception, match="import circle: "):
        order({"a": {"b"}, "b": {"c"}, "c": {"a"}})
