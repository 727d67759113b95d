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
        "<lexeme><grapheme>gif</grapheme><grapheme>giff</grapheme><phoneme>dʒɪf</phoneme></lexeme>"
        "</lexicon>",
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


@pytest.mark.parametrize("opening", ["[", "{a="])
def test_tables_that_lie_too_deep(tmp_path, opening):
    (tmp_path / "a.toml").write_text("[words]\na = " + opening * 9999)
    with pytest.raises(LexiconError, match="too deep"):
        read_lexicon(tmp_path / "a.toml", WRITTEN_NOTATION["en-us"])


@pytest.mark.parametrize("key", ["a" + ".a" * 50, '"a"' + " . 'b'" * 50, "[a" + ".b" * 50 + "]"])
def test_a_key_of_many_dots(tmp_path, key):
    (tmp_path / "a.toml").write_text(f"{key} = 1")
    with pytest.raises(LexiconError, match="so many dots"):
        read_lexicon(tmp_path / "a.toml", WRITTEN_NOTATION["en-us"])


def test_long_words_and_pronunciations_and_files(tmp_path, monkeypatch):
    file = tmp_path / "a.toml"
    for content, said in (
        (f"[words]\n{'a' * 201} = 'a'", "no single word"),
        (f"[words]\na = '{'a' * 1001}'", "has 1001 characters"),
    ):
        file.write_text(content)
        with pytest.raises(LexiconError, match=said):
            read_lexicon(file, WRITTEN_NOTATION["en-us"])
    file.write_text("[words]\nsyllables = 'a.b.a.b.a.b.a.b.a.b.a.b.a.b.a.b.a.b.a.b.a.b.a.b'")
    assert len(read_lexicon(file, WRITTEN_NOTATION["en-us"])) == 1
    monkeypatch.setattr("frontend.phonemize.lexicon_files.MAX_LEXICON_BYTES", 10)
    with pytest.raises(LexiconError, match="more than 10 bytes"):
        read_lexicon(file, WRITTEN_NOTATION["en-us"])
