"""The user's lexicon."""

import pytest

from frontend import Frontend, LexiconError
from frontend.phonemize.lexicon import Lexicon
from frontend.phonemize.notation import Notation


def test_lexicon_goes_before_everything():
    front = Frontend(lexicon={"gif": "dʒɪf", "Polish": "ˈpoʊlɪʃ", "record": "ˈzuzu"})
    assert "ʤɪf" in front.phonemize("A gif.") and "ʤɪf" in front.phonemize("GIF")
    assert "pˈOlɪʃ" in front.phonemize("Polish food") and "pˈɑlɪʃ" in front.phonemize("to polish")
    assert "zˈuzu" in front.phonemize("a record")


NOTATION = Notation({"r": "ɹ"})


def test_part_of_speech_and_case():
    lexicon = Lexicon({"row": {"noun": "ˈrɔ", "verb": "ˈru"}, "Bo": "bˈi"}, NOTATION)
    assert (lexicon("row", "noun"), lexicon("Row", "verb")) == ("ɹˈɔ", "ɹˈu")
    assert lexicon("row") == lexicon("row", "adjective") == lexicon("row", "noun")
    assert lexicon("Bo") == "bˈi" and lexicon("bo") is None
    assert len(lexicon) == 2


def test_fingerprint_follows_the_content():
    one = Lexicon({"a": "bˈi", "b": "bˈu"}, NOTATION)
    same = Lexicon({"b": "bˈu", "a": "bˈi"}, NOTATION)
    other = Lexicon({"a": "bˈi", "b": "bˈi"}, NOTATION)
    assert one.fingerprint == same.fingerprint != other.fingerprint


@pytest.mark.parametrize(
    "entries", [{"two words": "a"}, {"x": {"adverb": "a"}}, {"x": "你"}, {"x": 5}]
)
def test_bad_entries_name_their_source(entries):
    with pytest.raises(LexiconError, match="my file"):
        Lexicon(entries, NOTATION, "my file")
