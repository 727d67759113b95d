"""Optional packages: one line that says what to install."""

import sys

import pytest

from vocoders import optional_dependencies
from vocoders.errors import MissingDependencyError
from vocoders.optional_dependencies import install_command, require, require_for_command


def test_outside_a_clone_an_extra_is_installed_by_its_name(tmp_path, monkeypatch):
    monkeypatch.setattr(
        optional_dependencies, "__file__", str(tmp_path / "vocoders" / "optional_dependencies.py")
    )
    assert install_command("demo") == 'pip install "plainspeech[demo]"'


def test_what_is_there_is_not_complained_about(monkeypatch):
    require("torch", "this")
    monkeypatch.setitem(sys.modules, "numba", None)
    with pytest.raises(
        MissingDependencyError,
        match=r'^this needs numba, which .* pip install -e ".*\[wavenet\]"$',
    ):
        require("wavenet", "this")


@pytest.fixture
def without_everything(monkeypatch):
    monkeypatch.setattr(optional_dependencies, "find_spec", lambda name: None)


def test_all_that_is_missing_is_named(without_everything):
    needed = "gradio and fastapi and uvicorn"
    with pytest.raises(MissingDependencyError, match=f"this needs {needed}, which"):
        require("demo", "this")


def test_a_command_ends_with_one_line(without_everything, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["-m"])
    with pytest.raises(SystemExit, match="training needs torch and safetensors and tensorboard"):
        require_for_command("train", "training")
    monkeypatch.setattr(sys, "argv", ["script.py"])
    with pytest.raises(MissingDependencyError):
        require_for_command("train", "training")
