"""Homographs that a word beside them makes plain."""

import pytest

from frontend.english.pronunciation.clear_contexts import CLUES, clear_reading
from frontend.english.pronunciation.homographs import packaged_model


@pytest.mark.parametrize(
    "sentence, word, phonemes",
    [
        ("We caught a bass in the lake .", "bass", "bˈæs"),
        ("Bring your bass guitar .", "bass", "bˈAs"),
        ("The lead paint peeled .", "lead", "lˈɛd"),
        ("They found lead in the water .", "lead", "lˈɛd"),
        ("The Book of Job is old .", "Job", "ʤˈOb"),
        ("They often read together .", "read", "ɹˈid"),
        ("She's so upset today .", "upset", "ʌpsˈɛt"),
        ("He was upset .", "upset", "ʌpsˈɛt"),
        ("He sharpened two axes .", "axes", "ˈæksᵻz"),
        ("Hadn't they read it ?", "read", "ɹˈɛd"),
        ("We read that article yesterday .", "read", "ɹˈɛd"),
        ("What did you read last week ?", "read", "ɹˈid"),
        ("Friends who desert you left .", "desert", "dᵻzˈɜɹt"),
        ("Now separate them .", "separate", "sˈɛpəɹɹˌAt"),
        ("Sprains , strains and tears hurt .", "tears", "tˈɛɹz"),
        ("A tear in my jeans .", "tear", "tˈɛɹ"),
        ("My learned friend left .", "learned", "lˈɜɹnᵻd"),
        ("He did intimate that much .", "intimate", "ˈɪntəmˌAt"),
    ],
)
def test_clues(sentence, word, phonemes):
    words = sentence.split()
    reading = clear_reading(words, words.index(word), "en-us")
    assert reading is not None and reading.phonemes == phonemes


@pytest.mark.parametrize(
    "sentence, word",
    [
        ("He will lead in the race .", "lead"),
        ("a number of deer", "number"),
        ("We drove to the desert .", "desert"),
        ("two separate rooms", "separate"),
        ("She learned a lot .", "learned"),
        ("It is a good job , Job .", "job"),
    ],
)
def test_without_a_clue_the_model_decides(sentence, word):
    words = sentence.split()
    assert clear_reading(words, words.index(word), "en-us") is None


def test_clues_name_readings_that_there_are():
    known = packaged_model().readings
    for word, clues in CLUES.items():
        for clue in clues:
            named = {reading.name for reading in known.get(word, ())}
            assert "/" in clue.reading or clue.reading in named


@pytest.mark.parametrize(
    "sentence, word, phonemes",
    [
        ("He passes close by them", "close", "klˈOs"),
        ("We sat close together", "close", "klˈOs"),
        ("I want to close by noon", "close", None),
        ("Everything was upset except the lamp", "upset", "ʌpsˈɛt"),
    ],
)
def test_close_beside_and_upset_after_a_form_of_be(sentence, word, phonemes):
    words = sentence.split()
    reading = clear_reading(words, words.index(word), "en-us")
    assert (reading and reading.phonemes) == phonemes
