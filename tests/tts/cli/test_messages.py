"""Messages take one line of standard error, or none if it is closed."""

import sys

from tts import SpeechError
from tts.cli.messages import describe, print_message


def test_a_message_is_one_line_of_standard_error(capsys):
    print_message("two\n  lines")
    assert capsys.readouterr() == ("", "two lines\n")


def test_a_closed_standard_error_gets_nothing_and_standard_output_neither(capsys, monkeypatch):
    monkeypatch.setattr(sys, "stderr", None)
    print_message("lost")
    assert capsys.readouterr().out == ""


def test_an_error_of_the_system_is_told_without_its_number():
    error = FileNotFoundError(2, "No such file or directory", "a.txt")
    assert describe(error) == "a.txt: No such file or directory."
    assert describe(OSError("the disk is full")) == "the disk is full"
    assert describe(SpeechError("nothing to read")) == "nothing to read"


def test_a_full_disk_is_called_so():
    assert describe(OSError(28, "No space left")) == "the disk is full (No space left)."
    assert describe(OSError(28, "No space left", "a")) == "a: the disk is full (No space left)."


def test_no_message_commands_the_terminal(capsys):
    print_message("a\x1b[2Jb \x9b1mc ünd 你")
    assert capsys.readouterr().err == "a\\x1b[2Jb \\x9b1mc ünd 你\n"


def test_the_middle_of_a_long_message_is_left_out():
    said = describe(ValueError("a" * 10**6 + "z"))
    assert said.startswith("aaa") and said.endswith("az") and len(said) < 2100
