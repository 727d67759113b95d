"""Text comes from the command line, a file or standard input."""

import io
import sys
from argparse import Namespace

import pytest

from frontend import NothingToSayError
from tts import SpeechError
from tts.cli.text_input import map_lines, read_text_arg, stream_standard_input


def args(text=(), file=None, encoding=None):
    return Namespace(text=list(text), file=file, encoding=encoding)


@pytest.fixture
def typed(monkeypatch):
    """Puts bytes on standard input."""

    def put(data):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))

    return put


def test_words_are_joined_files_and_standard_input_decoded(tmp_path, typed):
    (tmp_path / "a.txt").write_bytes("grün\r\nblau".encode("latin-1"))
    typed(b"typed\r\n")
    assert read_text_arg(args(["two", "words"])) == "two words"
    assert read_text_arg(args(file=tmp_path / "a.txt", encoding="latin-1")) == "grün\nblau"
    assert read_text_arg(args(["-"])) == "typed\n"


def test_a_text_and_a_file_are_not_both_taken(tmp_path):
    with pytest.raises(SpeechError, match="both given"):
        read_text_arg(args(["words"], file=tmp_path / "a.txt"))


@pytest.mark.parametrize("take", [read_text_arg, lambda given: map_lines(given, str)])
def test_a_closed_standard_input_is_named(take, monkeypatch):
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(SpeechError, match="standard input is closed"):
        take(args())


def test_each_line_is_answered_before_the_next_is_read(monkeypatch, capsys):
    def rows():
        yield b"one\n"
        assert capsys.readouterr().out == "ONE\n"
        yield b"...\n"
        assert capsys.readouterr().out == "\n"
        yield b"last"

    def shout(line):
        if line == "...":
            raise NothingToSayError
        return line.upper()

    monkeypatch.setattr(sys, "stdin", Namespace(buffer=rows()))
    map_lines(args(), shout)
    assert capsys.readouterr().out == "LAST\n"


def test_a_text_of_the_command_line_is_changed_as_a_whole(capsys):
    map_lines(args(["a", "b"]), str.upper)
    assert capsys.readouterr().out == "A B\n"


def test_a_file_called_minus_is_standard_input(typed, capsys):
    typed(b"typed")
    assert read_text_arg(args(file="-")) == "typed"
    typed(b"one\ntwo\n")
    map_lines(args(file="-"), str.upper)
    assert capsys.readouterr().out == "ONE\nTWO\n"
    with pytest.raises(SpeechError, match="were both given"):
        map_lines(args(["a"], file="-"), str.upper)


class Pipe(io.RawIOBase):
    """Bytes that arrive in pieces; `read` counts those that were taken."""

    def __init__(self, pieces):
        self.pieces = list(pieces)
        self.read = 0

    def readable(self):
        return True

    def readinto(self, buffer):
        self.read += 1
        piece = self.pieces.pop(0) if self.pieces else b""
        buffer[: len(piece)] = piece
        return len(piece)


def piped(monkeypatch, *pieces):
    pipe = Pipe(pieces)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(pipe)))
    return pipe


def test_standard_input_is_given_as_it_arrives(monkeypatch):
    pipe = piped(monkeypatch, b"One. ", b"Gr\xc3", b"\xbcn.\r", b"\nThree.")
    fragments = stream_standard_input()
    assert next(fragments) == "One. " and pipe.read == 1
    assert "".join(fragments) == "Gr\u00fcn.\nThree."


@pytest.mark.parametrize(
    ("data", "encoding", "text"),
    [
        ("\u00e4\nb".encode("utf-16"), None, "\u00e4\nb"),
        (b"\xef\xbb\xbfa", None, "a"),
        (b"\xe4", "latin-1", "\u00e4"),
        (b"", None, ""),
    ],
)
def test_a_stream_has_the_encodings_of_a_file(monkeypatch, data, encoding, text):
    piped(monkeypatch, data[:5], data[5:])
    assert "".join(stream_standard_input(encoding)) == text


@pytest.mark.parametrize(
    ("data", "encoding", "said"),
    [(b"a\xff", None, "not UTF-8: byte 0xff"), (b"a", "klingon", "no encoding called 'klingon'")],
)
def test_a_stream_that_is_no_text_is_told(monkeypatch, data, encoding, said):
    piped(monkeypatch, data)
    with pytest.raises(SpeechError, match=said):
        list(stream_standard_input(encoding))
