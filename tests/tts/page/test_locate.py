"""app.py is found where it lies."""

from pathlib import Path

from tts.page import locate

ROOT = Path(__file__).parents[3]


def test_in_a_clone_it_lies_beside_the_package():
    assert locate.page_file() == ROOT / "app.py"


def test_when_installed_it_lies_in_the_package(monkeypatch, tmp_path):
    (tmp_path / "tts").mkdir()
    (tmp_path / "tts" / "app.py").write_text("answer = 42\n", encoding="utf-8")
    monkeypatch.setattr(locate.tts, "__file__", str(tmp_path / "tts" / "__init__.py"))
    assert locate.load_page()["answer"] == 42
