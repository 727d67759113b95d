"""Tables: rows with voices, settings and names of their own."""

import pytest

from tts.batch import BatchInputError
from tts.batch.readers.source import Source
from tts.batch.readers.table import read_csv, read_jsonl, read_tsv


def source(text):
    return Source("it", "it", text if isinstance(text, bytes) else text.encode())


def jobs(text, read=read_csv):
    return read(source(text)).jobs


def test_columns_say_voice_settings_and_name():
    (job,) = jobs(
        "ID,Text,voice,speed,Pitch range,loudness,seed,File name,scene\n"
        '7,"Hello, ""you""",emma,1.2,0.5,off,3,take 7.wav,park\n'
    )
    assert (job.id, job.text, job.voice, job.name) == ("7", 'Hello, "you"', "emma", "take 7")
    assert job.delivery == {"speed": 1.2, "pitch_range": 0.5, "loudness": None, "seed": 3}
    assert (job.extra, job.error, job.ssml) == ({"scene": "park"}, None, False)


def test_rows_without_an_id_have_the_number_of_their_line():
    rows = jobs('text\nOne\n\n"Two\nlines"\nThree\n')
    assert [(job.id, job.text) for job in rows] == [
        ("0002", "One"),
        ("0004", "Two\nlines"),
        ("0006", "Three"),
    ]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("id;text;speed\na;One, two;1,5\n", read_csv),
        ("id\ttext\tspeed\na\tOne, two\t1.5\n", read_tsv),
        ("id\ttext\tspeed\na\tOne, two\t1.5\n", read_csv),
        ('{"id": "a", "text": "One, two", "speed": 1.5}\n', read_jsonl),
        ("\ufeffid;text;speed\r\na;One, two;1,5\r\n", read_csv),
    ],
)
def test_other_delimiters_and_json(text, read):
    (job,) = jobs(text, read)
    assert (job.id, job.text, job.delivery) == ("a", "One, two", {"speed": 1.5})


def test_ssml_has_a_column_of_its_own():
    (job,) = jobs("ssml,text\n<speak>Hi</speak>,\n")
    assert (job.text, job.ssml) == ("<speak>Hi</speak>", True)


@pytest.mark.parametrize(
    ("row", "error"),
    [
        (b"a,Hello,fast", "row 2: speed: 'fast' is no number"),
        (b"a,Hello,99", "row 2: speed: speed must be a number from 0.25 to 4"),
        (b"a,,1", "row 2 has no text."),
        (b"a,Hello,1,2", "row 2 has 4 cells, but there are 3 columns"),
        (b"a,\xff,1", "is not UTF-8"),
    ],
)
def test_a_bad_row_spoils_no_other(row, error):
    bad, good = jobs(b"id,text,speed\n" + row + b"\nb,Fine,1\n")
    assert error in bad.error
    assert (good.id, good.error) == ("b", None)


@pytest.mark.parametrize(
    ("row", "error"),
    [
        (b"{", "line 1 is no JSON"),
        (b"[1]", "line 1 is no object of JSON"),
        (b'{"text": 5}', "line 1: text must be a string, not 5"),
        (b'{"text": "a", "ssml": "b"}', "line 1 has both text and ssml"),
        (b'{"text": "\\ud800"}', "line 1 is no JSON"),
        (b"\xff", "line 1 of it is not UTF-8"),
        (b"[" * 100_000, "line 1 is no JSON"),
    ],
)
def test_a_bad_line_of_json_spoils_no_other(row, error):
    bad, good = jobs(row + b'\n{"text": "Fine"}', read_jsonl)
    assert error in bad.error
    assert (good.id, good.text, good.error) == ("0002", "Fine", None)


def test_json_keeps_values_that_are_no_text():
    (job,) = jobs('{"text": "a", "tags": [1, {"b": null}]}', read_jsonl)
    assert job.extra == {"tags": [1, {"b": None}]}


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "text,TEXT\n1,2\n"])
def test_a_table_without_a_text_is_refused(text):
    with pytest.raises(BatchInputError, match="column"):
        jobs(text)


def test_a_quotation_mark_that_is_not_closed_is_told():
    good, bad = jobs('id,text\na,One\nb,"Two\nc,Three\n')
    assert good.error is None and "row 3: a quotation mark is not closed" in bad.error
    assert all(
        job.error is None for job in jobs('id,text\na,"One,\ntwo"\nb,"x ""y"""\nc,5" wide\n')
    )
