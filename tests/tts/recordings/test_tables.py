import pytest

from tts.recordings.tables import Row, bar_rows, header_rows, is_speaker_column, json_rows


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        (["ann", "bob", "ann"], True),
        (["Yes.", "No."], False),
        (["He said yes.", "ann"], False),
        ([], False),
    ],
)
def test_a_column_of_repeated_words_names_speakers(column, expected):
    assert is_speaker_column(column) == expected


def test_lines_without_a_bar_are_faults():
    rows = bar_rows("a|Hello.\n\nb Bye.\n")
    assert rows[0] == Row("a", "Hello.", line=1)
    assert rows[1].line == 3 and rows[1].fault == "it has no bar between file and text"


def test_json_lines_that_are_none_are_faults():
    rows = json_rows('{"file_name": "a.wav", "text": 7, "split": "val"}\n{\n[]\n{"text": "x"}\n')
    assert rows[0] == Row("a.wav", "7", "", "val", 1)
    assert [bool(row.fault) for row in rows] == [False, True, True, True]


def test_quoted_commas_stay_in_a_text():
    (row,) = header_rows('path,sentence\na.wav,"One, two."\n', ",")
    assert (row.audio, row.text) == ("a.wav", "One, two.")
