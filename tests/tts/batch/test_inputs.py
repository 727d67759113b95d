"""Inputs: the reader by extension, patterns, and files that are no text."""

import io

import pytest

from tts.batch import BatchInputError, read
from tts.batch.inputs import read_all


def no_input():
    raise AssertionError("standard input is not read")


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name, text in (
        ("a.txt", "One."),
        ("b.TXT", "Two."),
        ("c.csv", "text\nThree."),
        ("d", "4."),
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def texts(*inputs, **more):
    return {
        job.id: job.text for document in read_all(inputs, no_input, **more) for job in document.jobs
    }


def test_the_extension_says_how_to_read(here):
    assert texts("c.csv") == {"0002": "Three."}
    assert texts("c.csv", format="txt") == {"0001": "text", "0002": "Three."}
    assert texts("d") == {"0001": "4."}


def test_patterns_and_several_inputs(here):
    (here / "deep").mkdir()
    (here / "deep" / "a.txt").write_text("Deep.", encoding="utf-8")
    assert texts("*.txt", "*.csv") == {"a-0001": "One.", "c-0002": "Three."}
    assert texts("a.txt", "**/a.txt") == {"a-0001": "One.", "a-2-0001": "One.", "a-3-0001": "Deep."}
    assert texts(str(here / "*.csv")) == {"0002": "Three."}
    (here / "odd[1].txt").write_text("Odd.", encoding="utf-8")
    assert texts("odd[1].txt") == {"0001": "Odd."}
    with pytest.raises(BatchInputError, match=r"no file matches '\*.doc'"):
        texts("*.doc")


def test_standard_input_is_text_unless_it_is_said(here):
    def piped(text):
        return lambda: io.BytesIO(text)

    (document,) = read_all(["-"], piped(b"Hello."))
    assert [job.text for job in document.jobs] == ["Hello."]
    (document,) = read_all(["-"], piped(b'{"text": "Hi."}'), format="jsonl")
    assert [job.text for job in document.jobs] == ["Hi."]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"%PDF-1.7", "is a PDF. Convert it to text first"),
        (b"PK\x03\x04....", "is an archive or a document of an office program"),
        (b"\xd0\xcf\x11\xe0....", "is a document of an office program"),
        (b"{\\rtf1 x}", "is rich text"),
        (bytes(60) + b"BOOKMOBI", "is a Kindle book"),
    ],
)
def test_what_is_no_text_is_refused_with_advice(tmp_path, data, said):
    file = tmp_path / "x.any"
    file.write_bytes(data)
    with pytest.raises(BatchInputError, match=said):
        read(file)


def test_unknown_formats_and_splits_are_refused(here):
    with pytest.raises(BatchInputError, match=r"there is no format 'pdf'\. Choose txt"):
        read("a.txt", format="pdf")
    with pytest.raises(BatchInputError, match="there is no split 'word'"):
        read("a.txt", split="word")
    with pytest.raises(FileNotFoundError):
        read("none.txt")


def test_a_folder_is_refused_with_advice(here):
    with pytest.raises(BatchInputError, match=r"is a folder\. Give its files: '.*\*\.txt'"):
        read_all(["."], io.BytesIO)
