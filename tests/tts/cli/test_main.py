"""The command line as a whole: exit codes, errors in one line, help."""

import re
import subprocess
import sys
import tomllib
import warnings
from pathlib import Path

import pytest

from tts import SpeechError, __version__
from tts.cli.main import COMMANDS, main

ROOT = Path(__file__).parents[3]


@pytest.fixture
def command(monkeypatch):
    """Lets `plainspeech voices` do something else."""

    def replace(function):
        monkeypatch.setitem(COMMANDS, "voices", COMMANDS["voices"]._replace(run=function))

    return replace


def raising(error):
    def run(args):
        raise error

    return run


@pytest.mark.parametrize("code", [0, 1, None])
def test_the_exit_code_is_that_of_the_command(command, code):
    command(lambda args: code)
    assert main(["voices"]) == (code or 0)


NO_MEMORY = "there is not enough memory. Close other programs, or give less at a time.\n"


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (SpeechError("what was\n  wrong"), "plainspeech: what was wrong\n"),
        (FileNotFoundError(2, "No such file", "a.txt"), "plainspeech: a.txt: No such file.\n"),
        (MemoryError(), "plainspeech: " + NO_MEMORY),
    ],
)
def test_a_refusal_is_one_line_and_code_1(command, capsys, error, line):
    command(raising(error))
    assert main(["voices"]) == 1
    assert capsys.readouterr() == ("", line)


@pytest.mark.parametrize("error", [ValueError("a bug"), KeyError("a bug"), AssertionError])
def test_a_bug_shows_its_traceback(command, error):
    command(raising(error))
    with pytest.raises((ValueError, KeyError, AssertionError)):
        main(["voices"])


def test_an_interrupted_command_ends_in_130(command, capsys):
    command(raising(KeyboardInterrupt))
    assert main(["voices"]) == 130
    assert capsys.readouterr().err == "stopped; nothing half written was kept\n"


def test_our_warnings_are_told_once_at_the_end_and_those_of_libraries_not(command, capsys):
    def run(args):
        for _ in range(2):
            warnings.warn("skipped a word", stacklevel=1)
        warnings.warn("for developers", DeprecationWarning, stacklevel=1)
        sys.stdout.write("the output\n")

    command(run)
    assert main(["voices"]) == 0
    assert capsys.readouterr() == ("the output\n", "plainspeech: skipped a word\n")


def test_a_pipe_that_is_closed_is_no_error(tmp_path):
    (tmp_path / "many.txt").write_bytes(b"Hello.\n" * 2000)
    command = [sys.executable, "-m", "tts", "phonemize"]
    with (
        (tmp_path / "many.txt").open("rb") as lines,
        subprocess.Popen(
            command, stdin=lines, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT
        ) as running,
    ):
        running.stdout.readline()
        running.stdout.close()
        assert running.stderr.read() == b""
    assert running.returncode == 1


@pytest.mark.parametrize("closed", ["stdout", "stderr", "stdin"])
def test_a_closed_stream_is_no_traceback(closed):
    code = f"import sys; sys.{closed} = None; from tts.cli.main import main; sys.exit(main())"
    ran = subprocess.run(
        [sys.executable, "-c", code, "normalize"],
        cwd=ROOT,
        input=b"5 cats",
        capture_output=True,
        check=False,
    )
    assert ran.returncode == (closed == "stdin")
    assert ran.stdout.strip() == (b"five cats" if closed == "stderr" else b"")
    assert (b"standard input is closed" in ran.stderr) == (closed == "stdin")
    assert b"Traceback" not in ran.stderr


def test_version_is_that_of_the_package(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"plainspeech {__version__}\n"
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["tool"]["hatch"]["version"]["path"] == "tts/__init__.py"
    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name, capsys):
    with pytest.raises(SystemExit) as ended:
        main([name, "--help"])
    assert ended.value.code == 0
    text = capsys.readouterr().out
    assert text.startswith(f"usage: plainspeech {name} ")
    assert COMMANDS[name].help[1:20] in text
    assert COMMANDS[name].run.__name__ == name


def test_help_names_every_command_with_examples(capsys):
    with pytest.raises(SystemExit):
        main(["--help"])
    text = capsys.readouterr().out
    assert all(f"\n    {name}" in text for name in COMMANDS)
    assert 'plainspeech say "Hello there." -o hello.wav' in text


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["sing"],
        ["say", "Hello.", "--speed", "fast"],
        ["say", "Hello.", "--bits", "8"],
        ["vocode", "a.wav"],
        ["batch", "a.txt"],
    ],
)
def test_a_wrong_command_line_ends_in_2(arguments, capsys):
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert re.fullmatch(
        r"plainspeech( \w+)?: .+; see plainspeech( \w+)? --help\n", capsys.readouterr().err
    )


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX shell")
@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&-", "<&- >&- 2>&-"])
def test_a_file_never_takes_the_number_of_a_closed_stream(tmp_path, closed):
    code = (
        "import sys; from tts.cli import main as cli; "
        "opened = lambda args: sys.exit(0 if open(sys.argv[1], 'w').fileno() > 2 else 1); "
        "cli.COMMANDS['voices'] = cli.COMMANDS['voices']._replace(run=opened); "
        "cli.main(['voices'])"
    )
    command = f'"$0" -c "$1" "$2" {closed}'
    shell = ["sh", "-c", command, sys.executable, code, tmp_path / "a.txt"]
    assert subprocess.run(shell, cwd=ROOT, check=False).returncode == 0
