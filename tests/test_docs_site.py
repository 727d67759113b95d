"""The documentation as a site: docstrings become tables, pages and the API reference are built."""

import importlib.util
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
griffe = pytest.importorskip("griffe")
zensical = pytest.importorskip("zensical")


@pytest.fixture(scope="module")
def plain_docstrings():
    spec = importlib.util.spec_from_file_location("plain", ROOT / ".ci" / "plain_docstrings.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("docstring", "markdown"),
    [
        ("A sentence.\nIt goes on.", "A sentence.\nIt goes on."),
        ("speed   2 is fast", "| | |\n| --- | --- |\n| `speed` | 2 is fast |"),
        ("ids   a | b,\n      and <c>", "| | |\n| --- | --- |\n| `ids` | a \\| b, and &lt;c> |"),
        ("a, b   both", "| | |\n| --- | --- |\n| `a, b` | both |"),
        ("One.\n\n>>> f()\n1", "One.\n\n```pycon\n>>> f()\n1\n```"),
        ("    indented code   stays", "    indented code   stays"),
    ],
)
def test_a_docstring_becomes_markdown(plain_docstrings, docstring, markdown):
    assert plain_docstrings.markdown(docstring) == markdown


def test_the_site_is_built_without_a_warning(tmp_path):
    for name in ("docs", "tts", "frontend", "vocoders", ".ci"):
        ignored = shutil.ignore_patterns("*.onnx", "*.safetensors", "*.gz", "__pycache__")
        shutil.copytree(ROOT / name, tmp_path / name, ignore=ignored)
    for name in ("mkdocs.yml", "ARCHITECTURE.md"):
        shutil.copy(ROOT / name, tmp_path)
    ran = subprocess.run(
        [sys.executable, "-m", "zensical", "build", "--strict"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    page = (tmp_path / "site" / "reference" / "tts.html").read_text(encoding="utf-8")
    table = re.search(r"<td><code>pitch_range</code></td>\s*<td>(.*?)</td>", page)
    assert table and "monotone" in table[1]
    pages = {file.name for file in (tmp_path / "site").glob("*.html")}
    assert {"guide.html", "ssml.html", "architecture.html"} <= pages
