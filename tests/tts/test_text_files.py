"""Text in the encodings that people have."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tts import SpeechError
from tts.text_files import TextDecodeError, decode, foreign_format, read_text


@given(
    st.text(st.characters(exclude_characters="\r", exclude_categories=["Cs"])).filter(
        lambda text: not text.startswith("\ufeff")
    ),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_utf_8_and_marked_utf_16_need_not_be_named(text, encoding):
    assert decode(text.encode(encoding), "it") == text


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_line_ends_become_newlines(ends):
    assert decode(ends.join("abc").encode(), "it") == "a\nb\nc"


def test_the_first_wrong_byte_is_named_with_its_line(tmp_path):
    (tmp_path / "a.txt").write_bytes("gut\nschön\n".encode("latin-1"))
    with pytest.raises(
        TextDecodeError,
        match=r"a\.txt is not UTF-8: byte 0xf6 in line 2 can't be read.*--encoding latin-1",
    ):
        read_text(tmp_path / "a.txt")
    assert read_text(tmp_path / "a.txt", "latin-1") == "gut\nschön\n"


def test_an_encoding_that_does_not_exist_names_some_that_do():
    with pytest.raises(TextDecodeError, match=r"no encoding called 'utf-9'.*latin-1"):
        decode(b"a", "it", "utf-9")


@pytest.mark.parametrize("content", [b"\xff\xfea", b"abc\xe2\x82"])
def test_a_text_that_is_cut_off_is_refused(content):
    with pytest.raises(TextDecodeError, match=r"it is not UTF-(8|16)"):
        decode(content, "it")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"%PDF-1.7 ...", "is a PDF. Convert it to text first"),
        (b"PK\x03\x04" + bytes(26) + b"mimetypeapplication/epub+zipPK", "is a book. Speak it with"),
        (b"PK\x03\x04word/document.xml", "an office program"),
        (bytes(60) + b"BOOKMOBI", "is a Kindle book"),
        (b"{\\rtf1 Hello}", "is rich text"),
    ],
)
def test_files_that_are_no_text_are_refused_with_advice(tmp_path, data, said):
    (tmp_path / "a.txt").write_bytes(data)
    with pytest.raises(TextDecodeError, match=said):
        read_text(tmp_path / "a.txt")
    assert foreign_format(b"Hello. %PDF") is None


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="needs /dev/zero")
def test_a_device_is_no_text_and_a_pipe_is():
    with pytest.raises(SpeechError, match="/dev/zero is a device"):
        read_text("/dev/zero")
    read, write = os.pipe()
    os.write(write, b"Hello.")
    os.close(write)
    assert read_text(f"/dev/fd/{read}") == "Hello."
    os.close(read)
