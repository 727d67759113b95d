"""Lexicons, corrections, and explaining where a pronunciation comes from."""

import itertools
import json
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontend import Frontend, FrontendError, LexiconError
from frontend.english.pronunciation import packaged_lexicon
from frontend.english.pronunciation.context_forms import FormLookup
from frontend.english.pronunciation.notation import WRITTEN_NOTATION, espeak
from frontend.english.pronunciation.packaged_lexicon import (
    decode_cells,
    default_forms,
    encode_cells,
    packaged_table,
)
from frontend.explain import as_table
from frontend.phonemize.lexicon_files import read_lexicon

US = Frontend("en-us")


def test_lexicon_goes_before_everything():
    front = Frontend(lexicon={"gif": "dʒɪf", "Polish": "ˈpoʊlɪʃ", "record": "ˈzuzu"})
    assert "ʤɪf" in front.phonemize("A gif.") and "ʤɪf" in front.phonemize("GIF")
    assert "pˈOlɪʃ" in front.phonemize("Polish food") and "pˈɑlɪʃ" in front.phonemize("to polish")
    assert "zˈuzu" in front.phonemize("a record")


def test_toml_and_pls(tmp_path):
    toml = tmp_path / "words.toml"
    pls = tmp_path / "words.pls"
    toml.write_text(
        '[words]\ngif = "dʒɪf"\nrecord = { noun = "ˈzuzu", verb = "ˈvuvu" }\n', encoding="utf-8"
    )
    pls.write_text(
        '<?xml version="1.0"?><lexicon version="1.0" xmlns="http://www.w3.org/2005/01/pronunciation-lexicon" alphabet="ipa" '
        'xml:lang="en-US">'
        "<lexeme><grapheme>gif</grapheme><grapheme>giff</grapheme><phoneme>dʒɪf</phoneme></lexeme></lexicon>",
        encoding="utf-8",
    )
    front = Frontend(lexicon=toml)
    assert "zˈuzu" in front.phonemize("a new record") and "vˈuvu" in front.phonemize(
        "they will record it"
    )
    assert read_lexicon(pls, WRITTEN_NOTATION["en-us"])("giff") == "ʤɪf"


@pytest.mark.parametrize(
    "text, message",
    [
        ("[words]\ngif = 5\n", "not text"),
        ("[words]\ngif = '你'\n", "no phoneme"),
        ("words = 3\n", "table"),
        ("[other]\na = 'b'\n", "other"),
        ("[words]\n'two words' = 'a'\n", "single word"),
        ("[words]\nx = { adverb = 'a' }\n", "adverb"),
        ("[words\n", "can't read"),
        ("[words]\nx = ''\n", "empty"),
    ],
)
def test_bad_lexicons_say_what_is_wrong(tmp_path, text, message):
    path = tmp_path / "words.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(LexiconError, match=message):
        Frontend(lexicon=path)
    assert issubclass(LexiconError, FrontendError)


def test_pls_with_entities_is_refused(tmp_path):
    path = tmp_path / "words.pls"
    path.write_text('<!DOCTYPE x [<!ENTITY a "b">]><lexicon/>', encoding="utf-8")
    with pytest.raises(LexiconError, match="refused"):
        read_lexicon(path, WRITTEN_NOTATION["en-us"])


@pytest.mark.parametrize("locale", ["en-us", "en-gb"])
def test_packaged_table_is_what_espeak_says(locale):
    words = [
        "the",
        "to",
        "house",
        "of the",
        "about",
        "far",
        "Polish",
        "polish",
        "water",
        "nation",
        "use",
    ]
    said = FormLookup(espeak(locale))(words)
    for word in words:
        assert decode_cells(encode_cells(said[word], locale), locale) == said[word]
        assert packaged_lexicon.lookup(word, locale) == said[word]
    assert len(packaged_table(locale)) > 5000


def test_the_table_can_be_left_out(monkeypatch):
    text = "He went to the house and read about the weather, far away."
    with_table = US.phonemize(text)
    monkeypatch.setattr(packaged_lexicon, "packaged_table", lambda locale: {})
    assert Frontend().phonemize(text) == with_table


def test_derived_forms_link_r():
    forms = default_forms("wˈɔɾəɹ", "en-us")
    assert forms.select(False, "vowel") == "wˈɔɾəɹɹ" and forms.select(True, "end") == "wˈɔɾəɹ"


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


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=60))
def test_explained_pieces_cover_the_text(text):
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        pieces = US.explain(text)
    assert "".join(piece.text for piece in pieces) == text
    assert all(before.end == after.start for before, after in itertools.pairwise(pieces))


def test_explain_command_prints_json():
    answer = subprocess.run(
        [sys.executable, "-m", "frontend", "explain"],
        input="$5\n",
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert json.loads(answer) == [
        {
            "start": 0,
            "end": 2,
            "class": "money",
            "rule": "money",
            "spoken": "five dollars",
            "phonemes": "fˈIv dˈɑləɹz",
            "origin": "packaged",
        }
    ]
