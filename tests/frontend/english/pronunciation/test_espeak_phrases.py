"""Words that change their neighbours in espeak-ng."""

from frontend.english.pronunciation.espeak_phrases import PAUSE_BEFORE, PHRASES, POS_CUES


def test_phrases_are_two_or_more_words():
    assert len(PHRASES) == 83
    assert all(1 <= phrase.count(" ") <= 2 and phrase.islower() for phrase in PHRASES)


def test_cues():
    assert set(POS_CUES.values()) == {"verb", "noun", "past", "third"}
    assert POS_CUES["that"] == "third" and POS_CUES["the"] == "noun"
    assert "but" in PAUSE_BEFORE and "to" not in PAUSE_BEFORE
