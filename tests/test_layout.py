"""The size of functions and files, names that are defined once, and tests at the mirrored path:
what no linter holds.

`python tests/test_layout.py` prints what breaks them.
"""

from __future__ import annotations

import ast
import sys
from collections import defaultdict
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("tts", "frontend", "vocoders")
MAX_FUNCTION_LINES = 40
MAX_FILE_LINES = 400
MAX_LINE = 100
MAX_UNTESTED_STATEMENTS = 3  # of a module without tests at the mirrored path
# one thing, of which each of several files has its own
SHARED = {
    "main": "a command's entry",
    "read": "a reader of a file format, as tts/batch/inputs.py calls it",
    "RULES": "the rules of a file",
    "RULES_BEFORE_MATHEMATICS": "those of a file that come before mathematics",
    "RULES_BEFORE_MEASURES": "those of a file that come before measures",
    "ARCHITECTURE": "the name of a network in its weights",
    "EXIT_BASE": "what shells add to a signal's number; commands do not import training",
    "WHOLE_FORMATS": "formats of a whole document; the command line does not import the renderer",
    "_HOME": "the modules of a package's lazy names",
    "__all__": "the public names of a module",
}
Sources = dict[Path, ast.Module]


@pytest.fixture(scope="module")
def sources() -> Sources:
    return read_sources()


def read_sources() -> Sources:
    """The modules of the packages, parsed."""
    paths = [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]
    return {path.relative_to(ROOT): ast.parse(path.read_text("utf-8")) for path in paths}


def defined_names(module: ast.Module) -> set[str]:
    """Constants, and public functions and classes, of a module."""
    names = set()
    for node in module.body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            if not node.name.startswith("_"):
                names.add(node.name)
        elif isinstance(node, (ast.Assign, ast.AnnAssign)):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            found = [name for target in targets for name in ast.walk(target)]
            names |= {name.id for name in found if isinstance(name, ast.Name) and name.id.isupper()}
    return names


def repeated_names(sources: Sources) -> dict[str, list[str]]:
    """Names that several files define, with the files."""
    places = defaultdict(list)
    for path, module in sources.items():
        for name in defined_names(module):
            places[name].append(str(path))
    return {name: paths for name, paths in sorted(places.items()) if len(paths) > 1}


def long_functions(sources: Sources) -> list[str]:
    """Functions with more than MAX_FUNCTION_LINES."""
    found = []
    for path, module in sources.items():
        for node in ast.walk(module):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                length = node.end_lineno - node.lineno + 1
                if length > MAX_FUNCTION_LINES:
                    found.append(f"{path}:{node.lineno} {node.name}: {length} lines")
    return found


def long_files(sources: Sources) -> list[str]:
    """Files with more than MAX_FILE_LINES."""
    lengths = {path: len((ROOT / path).read_text("utf-8").splitlines()) for path in sources}
    return [
        f"{path}: {length} lines" for path, length in lengths.items() if length > MAX_FILE_LINES
    ]


def long_lines() -> list[str]:
    """Lines with more than MAX_LINE characters, without what they say to a type checker; ruff
    passes over some.
    """
    found = []
    for folder in (*PACKAGES, "tests", "benchmarks", "examples", "deploy"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
                if len(line.partition("  # type: ignore")[0]) > MAX_LINE:
                    found.append(f"{path.relative_to(ROOT)}:{number}: {len(line)} characters")
    return found


def statements(module: ast.Module) -> int:
    """Statements in the functions of a module that compute something: no docstrings, no stubs."""
    functions = [
        node
        for node in ast.walk(module)
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
    ]
    return sum(
        isinstance(node, ast.stmt) and not (isinstance(node, ast.Expr) and is_constant(node.value))
        for function in functions
        for statement in function.body
        for node in ast.walk(statement)
    )


def is_constant(value: ast.expr) -> bool:
    """Whether an expression is a docstring or three dots."""
    return isinstance(value, ast.Constant)


def untested_modules(sources: Sources) -> list[str]:
    """Modules that hold logic, without a file of tests at the mirrored path."""
    return [
        f"{path}: no {mirrored(path)}"
        for path, module in sources.items()
        if statements(module) > MAX_UNTESTED_STATEMENTS and not (ROOT / mirrored(path)).exists()
    ]


def mirrored(path: Path) -> Path:
    """The file of a module's tests; those of a package's own file bear its name."""
    name = path.parent.name if path.name == "__init__.py" else path.stem.strip("_")
    return Path("tests") / path.parent / f"test_{name}.py"


def test_a_name_is_defined_once(sources):
    assert repeated_names(sources).keys() - SHARED.keys() == set()


def test_no_function_is_long(sources):
    assert long_functions(sources) == []


def test_no_file_is_long(sources):
    assert long_files(sources) == []


def test_a_module_that_holds_logic_has_tests_at_the_mirrored_path(sources):
    assert untested_modules(sources) == []


def test_no_line_is_long():
    assert long_lines() == []


def test_what_breaks_a_rule_is_found():
    body = "\n".join(f"    x{number} = {number}" for number in range(MAX_FUNCTION_LINES))
    module = ast.parse(f"LIMIT, SIZE = 1, 2\nclass Thing: pass\ndef work():\n{body}\n")
    sources = {Path("a.py"): module, Path("b.py"): ast.parse("def Thing(): pass\nLIMIT: int = 3")}
    assert repeated_names(sources).keys() == {"LIMIT", "Thing"}
    assert [line.split()[1] for line in long_functions(sources)] == ["work:"]
    assert untested_modules(sources) == ["a.py: no tests/test_a.py"]


if __name__ == "__main__":
    everything = read_sources()
    lines = [f"{name}: {', '.join(paths)}" for name, paths in repeated_names(everything).items()]
    lines += long_functions(everything) + long_files(everything) + long_lines()
    lines += untested_modules(everything)
    sys.stdout.write("\n".join(lines) + "\n")
