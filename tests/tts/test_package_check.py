"""Packages of our names that are not ours are told apart; the message says what to do."""

import compileall
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tts import PlainSpeechError, package_check
from tts.package_check import PackageConflictError

ROOT = Path(__file__).parents[2]
NAMES = list(package_check.EXPECTED_DOCSTRINGS)


def message(folder, *path):
    """The last line of the error that a program in `folder` ends with."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([*map(str, path), str(ROOT)])}
    ran = subprocess.run(
        [sys.executable, "-c", "import tts; tts.TTS"],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert ran.returncode == 1, ran.stderr
    return ran.stderr.splitlines()[-1]


@pytest.mark.parametrize("name", ["frontend", "vocoders"])
@pytest.mark.parametrize("kind", ["folder", "file"])
def test_a_user_s_own_package_is_named_with_its_place(tmp_path, name, kind):
    place = tmp_path / (name if kind == "folder" else f"{name}.py")
    if kind == "folder":
        place.mkdir()
        (place / "__init__.py").touch()
    else:
        place.touch()
    said = message(tmp_path)
    assert f"Python finds {place.resolve()} as {name!r}" in said
    assert str(ROOT / name) in said
    assert f"Rename that {kind}" in said and "PYTHONPATH" in said
    assert "uninstall" not in said and "distribution" not in said


def test_another_distribution_s_package_is_named_with_what_uninstalls_it(tmp_path):
    site = tmp_path / "site-packages"
    (site / "frontend").mkdir(parents=True)
    (site / "frontend" / "__init__.py").touch()
    info = site / "frontend_tools-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: frontend-tools\nVersion: 1.0\n")
    (info / "top_level.txt").write_text("frontend\n")
    said = message(tmp_path, site)
    assert str(site.resolve() / "frontend") in said
    assert "`pip uninstall -y frontend-tools`" in said
    assert "`pip install --force-reinstall --no-deps plainspeech`" in said
    assert "in a clone `pip install --force-reinstall --no-deps -e .`" in said


@pytest.fixture
def installed(tmp_path, monkeypatch):
    """Three packages side by side that begin as ours do, taken for ours."""
    home = tmp_path.resolve()
    for name, beginning in package_check.EXPECTED_DOCSTRINGS.items():
        (home / name).mkdir()
        (home / name / "__init__.py").write_text(f'"""{beginning}..."""', encoding="utf-8")
    monkeypatch.setattr(package_check, "__file__", str(home / "tts" / "package_check.py"))
    monkeypatch.setattr(package_check, "find_package", lambda name: home / name)
    return home


def test_our_own_packages_are_no_conflict(installed):
    package_check.check_packages()


@pytest.mark.parametrize("name", NAMES)
def test_a_package_written_over_ours_is_noticed(installed, name):
    (installed / name / "__init__.py").write_text("import asyncio", encoding="utf-8")
    with pytest.raises(PackageConflictError, match=f"is not PlainSpeech's package {name!r}"):
        package_check.check_packages()


@pytest.mark.parametrize("name", NAMES)
def test_a_package_that_is_missing_is_named(installed, name, monkeypatch):
    places = {other: installed / other for other in NAMES} | {name: None}
    monkeypatch.setattr(package_check, "find_package", places.get)
    with pytest.raises(PackageConflictError, match=f"the package {name!r} .* is missing in"):
        package_check.check_packages()


def test_what_is_found_is_a_folder_a_file_or_nothing():
    assert package_check.find_package("frontend") == ROOT / "frontend"
    assert package_check.find_package("textwrap").suffix == ".py"
    assert package_check.find_package("no_such_package") is None


def test_the_error_is_an_import_error_of_ours():
    assert issubclass(PackageConflictError, PlainSpeechError)
    assert issubclass(PackageConflictError, ImportError)


def copy_of_ours(folder):
    """The three packages, without voices."""
    for name in NAMES:
        skip = shutil.ignore_patterns("*.safetensors", "*.onnx", "__pycache__")
        shutil.copytree(ROOT / name, folder / name, ignore=skip)


def run_in(place, folder):
    """What Python says when it uses the packages at a place."""
    environment = {**os.environ, "PYTHONPATH": str(place)}
    code = "import tts, frontend; print(tts.__file__); tts.TTS; print(frontend.Frontend)"
    command = [sys.executable, "-c", code]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)


def test_packages_without_source_are_ours(tmp_path):
    copy_of_ours(tmp_path / "compiled")
    assert compileall.compile_dir(tmp_path / "compiled", quiet=1, legacy=True)
    for file in (tmp_path / "compiled").rglob("*.py"):
        file.unlink()
    run = run_in(tmp_path / "compiled", tmp_path)
    assert run.returncode == 0, run.stderr
    assert "compiled" in run.stdout.splitlines()[0]


def test_an_archive_is_told_to_be_one(tmp_path):
    copy_of_ours(tmp_path / "copy")
    archive = shutil.make_archive(str(tmp_path / "all"), "zip", tmp_path / "copy")
    run = run_in(archive, tmp_path)
    assert run.returncode == 1
    told = run.stderr.splitlines()[-1]
    assert f"can't run from the archive {archive}" in told and "uninstall" not in told
