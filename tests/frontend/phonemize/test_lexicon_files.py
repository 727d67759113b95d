"""Lexicon files, TOML and PLS."""

import pytest

from frontend import Frontend, FrontendError, LexiconError
from frontend.english.pronunciation.notation import WRITTEN_NOTATION
from frontend.phonemize.lexicon_files import read_lexicon


def test_toml_and_pls(tmp_path):
    toml = tmp_path / "words.toml"
    pls = tmp_path / "words.pls"
    toml.write_text(
        '[words]\ngif = "dʒɪf"\nrecord = { noun = "ˈzuzu", verb = "ˈvuvu" }\n', encoding="utf-8"
    )
    pls.write_text(
        '<?xml version="1.0"?>'
        '<lexicon version="1.0" xmlns="http://www.w3.org/2005/01/pronunciation-lexicon" '
        'alphabet="ipa" xml:lang="en-US">'
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
