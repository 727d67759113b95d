"""Completion scripts know the commands, the options, and the voices that are installed."""

import shutil
import subprocess

import pytest

from tts.cli.completion import script
from tts.cli.main import COMMANDS, build_parser, main


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_a_script_names_commands_options_and_voices(shell, tiny_heart):
    text = script(shell, build_parser())
    assert all(command in text for command in COMMANDS)
    assert "pitch-range" in text
    assert "george" in text and "tiny" in text


@pytest.mark.skipif(not shutil.which("bash"), reason="needs bash")
@pytest.mark.parametrize(
    ("words", "completed"),
    [
        (["voc"], "vocode"),
        (["say", "--voc"], "--vocoder"),
        (["say", "-v", "geo"], "george"),
        (["say", "-f", "boo"], "book.txt"),
        (["vocode", "boo"], "book.txt"),
    ],
)
def test_bash_completes_a_word(words, completed, tiny_heart, tmp_path):
    (tmp_path / "book.txt").touch()
    (tmp_path / "plainspeech.bash").write_text(script("bash", build_parser()), encoding="utf-8")
    line = f"""source ./plainspeech.bash
        COMP_WORDS=(plainspeech {" ".join(words)}); COMP_CWORD={len(words)}
        _shtab_plainspeech plainspeech {words[-1]}
        echo "${{COMPREPLY[@]}}\""""
    ran = subprocess.run(
        ["bash", "-c", line], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert ran.stdout.split() == [completed], ran.stderr


def test_the_command_prints_it(capsys, tiny_heart):
    assert main(["completion", "fish"]) == 0
    assert "complete -c plainspeech" in capsys.readouterr().out
