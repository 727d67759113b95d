"""The reading of a text, piece by piece."""

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from frontend import Frontend
from frontend.explain import ReadingTrace, as_table, fill_gaps

US = Frontend("en-us")


def test_explain_tells_where_things_come_from():
    pieces = Frontend(lexicon={"Wu": "wˈu"}).explain(
        "Dr. Wu owes [me](/mˈi/) $5 in the U.S.A., a record qwrtz."
    )
    found = {piece.text: piece for piece in pieces}
    assert (
        found["$5"][3:6] == ("money", "money", "five dollars")
        and found["$5"].phonemes == "fˈIv dˈɑləɹz"
    )
    origins = {
        text: found[text].source
        for text in ("Wu", "[me](/mˈi/)", "record", "U.S.A.", "the", "qwrtz")
    }
    assert origins == {
        "Wu": "lexicon",
        "[me](/mˈi/)": "inline",
        "record": "homograph",
        "U.S.A.": "letters",
        "the": "packaged",
        "qwrtz": "espeak",
    }
    assert "money" in as_table(pieces)


@settings(max_examples=150)
@given(st.text(max_size=60))
def test_explained_pieces_cover_the_text(text):
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        pieces = US.explain(text)
    assert "".join(piece.text for piece in pieces) == text
    assert all(before.end == after.start for before, after in itertools.pairwise(pieces))


def trace(text, start, spoken="", kind="word"):
    return ReadingTrace(text, start, start + len(text), kind, "", spoken, spoken, "espeak")


def test_gaps_are_filled():
    pieces = list(fill_gaps(" ab  c.", [trace("ab", 1, "x"), trace("c", 5, "y")]))
    assert [piece.text for piece in pieces] == [" ", "ab", "  ", "c", "."]
    assert [piece.semiotic_class for piece in pieces] == ["space", "word", "space", "word", "space"]


def test_traces_of_one_character_become_one():
    pieces = list(fill_gaps("½", [trace("½", 0, "one"), trace("½", 0, "half")]))
    assert [(piece.text, piece.spoken, piece.phonemes) for piece in pieces] == [
        ("½", "one half", "one half")
    ]


def test_the_table_is_aligned_and_has_no_gaps():
    lines = as_table([trace("abc", 0, "x"), trace(" ", 3, kind="space"), trace("d", 4, "y")])
    head, first, second = lines.splitlines()
    assert head.split() == ["source", "class", "rule", "spoken", "phonemes", "from"]
    assert first.index("x") == second.index("y") == head.index("spoken")


def test_json_keys_are_those_of_the_documentation():
    assert list(trace("a", 0).as_dict()) == [
        "start",
        "end",
        "class",
        "rule",
        "spoken",
        "phonemes",
        "origin",
    ]
