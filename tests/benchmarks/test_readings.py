"""benchmarks/readings.py: the share of the lines that are read right."""

import sys
from pathlib import Path

import pytest

LINES = Path(__file__).parents[1] / "frontend" / "german" / "readings.tsv"


@pytest.fixture(scope="module")
def readings(benchmark):
    return benchmark("readings")


def test_the_share_of_right_lines_is_printed(readings, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["readings.py", "de", str(LINES)])
    readings.main()
    assert capsys.readouterr().out.splitlines()[-1] == "60 of 60 lines (100%)"


@pytest.mark.parametrize("wanted, share", [("eins", "(0%)"), ("zwei", "(100%)")])
def test_a_wrong_line_is_shown(readings, tmp_path, monkeypatch, capsys, wanted, share):
    path = tmp_path / "lines.tsv"
    path.write_text(f"# comment\n2\t{wanted}\n", encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["readings.py", "de", str(path)])
    readings.main()
    printed = capsys.readouterr().out
    assert share in printed
    assert ("read:   zwei" in printed) == (share == "(0%)")
