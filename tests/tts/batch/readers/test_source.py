"""Bytes of an input become text, and what is none spoils no other."""

import pytest

from tts.batch.readers.source import Source
from tts.text_files import TextDecodeError


def source(data, **more):
    return Source("a.txt", "a", data, **more)


@pytest.mark.parametrize(
    "data",
    [
        "Grüße\nzwei".encode(),
        "Grüße\nzwei".encode("utf-8-sig"),
        "Grüße\nzwei".encode("utf-16"),
        "\ufeffGrüße\r\nzwei".encode("utf-16-be"),
        "Grüße\rzwei".encode(),
    ],
)
def test_encodings_with_a_mark_and_line_ends_of_all_systems(data):
    assert source(data).lenient_text() == "Grüße\nzwei"


def test_another_encoding_is_named():
    data = "Grüße".encode("latin-1")
    assert source(data, encoding="latin-1").text() == "Grüße"
    with pytest.raises(TextDecodeError, match=r"a\.txt"):
        source(data).text()


def test_a_line_that_is_no_text_is_told_alone():
    text = source(b"One.\n\xff\nThree.").lenient_text()
    errors = [source(b"").check(line, f"line {n}") for n, line in enumerate(text.split("\n"), 1)]
    assert errors[0] is errors[2] is None and "line 2 of a.txt" in errors[1]


def test_ids_are_numbers_of_one_width():
    assert source(b"").id(7, 20) == "0007"
    assert source(b"", prefix="a-").id(7, 123456) == "a-000007"


def test_a_file_is_named_by_its_path(tmp_path):
    (tmp_path / "b.c.txt").write_bytes(b"x")
    found = Source.of_file(tmp_path / "b.c.txt")
    assert (found.name, found.stem, found.data) == (str(tmp_path / "b.c.txt"), "b.c", b"x")
