"""The packaged table of word classes."""

from frontend.english.pronunciation.word_classes import WordClass, packaged_classes, word_class


def test_parts_and_senses():
    assert word_class("deer") == WordClass("n", "n05")
    assert word_class("beautiful").parts == "a"
    assert word_class("went").parts == "v"
    assert word_class("xyzzy") is None


def test_every_word_has_a_part_and_a_sense_of_it():
    classes = packaged_classes()
    assert len(classes) > 10_000
    assert all(found.sense[0] in found.parts for found in classes.values())
