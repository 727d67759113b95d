import os
import subprocess

import pytest

from tts.cli.main import main
from tts.speechd.errors import SpeechdError
from tts.speechd.install import add_module, install


@pytest.fixture
def home(tmp_path, monkeypatch):
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


@pytest.mark.packaged
def test_the_program_starts_the_module(home):
    program, configuration = install("heart")
    assert program == home / ".local/libexec/speech-dispatcher-modules/sd_plainspeech"
    assert configuration.is_file()
    assert os.access(program, os.X_OK)
    assert not program.is_symlink()  # the server looks for files alone
    assert (home / ".local/share").is_dir()  # the server's path leads through it
    result = subprocess.run(
        [program, configuration],
        input=b"INIT\nQUIT\n",
        capture_output=True,
        timeout=60,
        cwd=home,
    )
    assert result.stdout.splitlines()[1:] == [b"299 OK LOADED SUCCESSFULLY", b"210 OK QUIT"]


def test_other_folders_of_the_desktop(home, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(home / "data" / "share"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "config"))
    program, configuration = install("emma")
    assert program == home / "data/libexec/speech-dispatcher-modules/sd_plainspeech"
    assert configuration == home / "config/speech-dispatcher/modules/plainspeech.conf"
    assert "--voice emma" in program.read_text(encoding="utf-8")


def test_a_users_list_of_modules_gets_ours_once(home):
    main_file = home / ".config/speech-dispatcher/speechd.conf"
    main_file.parent.mkdir(parents=True)
    text = 'LogLevel 3\nAddModule "espeak-ng" "sd_espeak-ng" "espeak-ng.conf"'
    main_file.write_text(text, encoding="utf-8")
    program = install("heart")[0]
    line = f'AddModule "plainspeech" "{program}" "plainspeech.conf"\n'
    assert main_file.read_text(encoding="utf-8") == f"{text}\n{line}"
    assert len(install("heart")) == 2  # nothing to change
    assert main_file.read_text(encoding="utf-8") == f"{text}\n{line}"


def test_a_configuration_without_modules_stays_as_it_is(tmp_path):
    main_file = tmp_path / "speechd.conf"
    main_file.write_text('#AddModule "x"\nLogLevel 3\n', encoding="utf-8")
    assert not add_module(main_file, tmp_path / "sd_plainspeech")
    assert main_file.read_text(encoding="utf-8") == '#AddModule "x"\nLogLevel 3\n'


def test_other_systems_are_told(monkeypatch):
    monkeypatch.setattr("sys.platform", "darwin")
    with pytest.raises(SpeechdError, match="Linux"):
        install("heart")


def test_the_command_names_its_files(home, capsys):
    assert main(["speechd", "--install", "--voice", "emma"]) == 0
    printed = capsys.readouterr().err
    assert "sd_plainspeech" in printed
    assert "spd-say -o plainspeech" in printed
    assert main(["speechd", "--install", "--voice", "nobody"]) == 1
