"""File names from ids: safe on every system, and none twice."""

import pytest

from tts.batch.names import MAX_BYTES, NameTable, safe_name


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ("scene 1", "scene 1"),
        ("größe", "größe"),
        ("../../etc/passwd", "_._.._etc_passwd"),
        ("/root", "_root"),
        ("C:\\x", "C_x"),
        (".hidden", "_hidden"),
        ("..", "_"),
        ("", "_"),
        ("   ", "_"),
        ("dot.", "dot"),
        ("con", "con_"),
        ("NUL.txt", "NUL_txt_"),
        ("com5", "com5_"),
        ("common", "common"),
        ("a\x00b\nc", "a_b_c"),
        ("half \ud800", "half _"),
        ("cafe\u0301", "caf\u00e9"),
    ],
)
def test_a_name_is_safe(wanted, name):
    assert safe_name(wanted) == name


def test_long_names_are_cut_and_still_differ():
    names = [safe_name("ü" * 300 + end) for end in ("a", "b")]
    assert names[0] != names[1]
    assert all(len(name.encode()) <= MAX_BYTES for name in names)


@pytest.mark.parametrize(
    ("first", "second"), [("A", "a"), ("a:b", "a/b"), ("straße", "STRASSE"), ("ﬁn", "fin")]
)
def test_names_that_are_one_file_somewhere_are_parted_and_told(first, second):
    table = NameTable()
    one, _ = table.choose(first, "1")
    two, warning = table.choose(second, "2")
    assert one.casefold() != two.casefold()
    assert "is that of the item '1'" in warning
    assert NameTable().choose(second, "2")[0] != two  # alone it has its own name
    assert table.choose(first, "1")[0] == one
