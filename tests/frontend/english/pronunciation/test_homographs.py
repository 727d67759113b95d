"""Readings of homographs from the words around them."""

import pytest

from frontend import Frontend
from frontend.english.pronunciation import homographs
from frontend.phonemes import parse

US = Frontend("en-us")
GB = Frontend("en-gb")


@pytest.mark.parametrize(
    "text, sound",
    [
        ("Where does he live?", "lˈɪv"),
        ("They played live music.", "lˈIv"),
        ("The wind was strong.", "wˈɪnd"),
        ("Please wind the clock.", "wˈInd"),
        ("Yesterday he read the letter.", "ɹˈɛd"),
        ("I want to read the letter.", "ɹˈid"),
        ("They refuse to go.", "ɹᵻfjˈuz"),
        ("We close the door.", "klˈOz"),
        ("He plays bass guitar.", "bˈAs"),
        ("Lead is a heavy metal.", "lˈɛd"),
        ("She will record a song.", "ɹᵻkˈɔɹd"),
        ("It was a new world record.", "ɹˈɛkəɹd"),
        ("The permit was issued.", "pˈɜɹmɪt"),
        ("They do not permit it.", "pəɹmˈɪt"),
        ("Close the gate and close the shutters.", "klˈOz"),
        ("I object to this nonsense.", "ɑbʤˈɛkt"),
        ("Separate them by colour.", "sˈɛpəɹɹˌAt"),
        ("I'm content with the outcome.", "kəntˈɛnt"),
        ("She described it in minute detail.", "mˌInˈut"),
        ("Polish the spoons.", "pˈɑlɪʃ"),
        ("Our Polish friends came.", "pˈOlɪʃ"),
        ("I have not read your message.", "ɹˈɛd"),
        ("Did you read my message?", "ɹˈid"),
        ("We had a row about nothing.", "ɹˈW"),
        ("Excuse me, sir.", "əkskjˈuz"),
    ],
)
def test_reading_follows_the_sentence(text, sound):
    assert sound in US.phonemize(text)


def test_british_readings():
    assert "lˈɪv" in GB.phonemize("Where does he live?")
    assert "jˈuːz" in GB.phonemize("We mainly use this.")


def test_every_packaged_reading_is_in_the_inventory():
    model = homographs.packaged_model()
    assert len(model.readings) == 166
    for readings in model.readings.values():
        assert len(readings) > 1
        for reading in readings:
            assert all(parse(tokens) for tokens in reading.phonemes.values())


@pytest.mark.parametrize(
    ("sentence", "phonemes"),
    [
        ("We stayed in Nice, France.", "nˈis"),
        ("What a nice day.", "nˈIs"),
        ("There are two does and a buck.", "dˈOz"),
        ("What does it cost?", "dˈʌz"),
        ("She burst into tears.", "tˈɪɹz"),
        ("He tears the page out.", "tˈɛɹz"),
        ("He bows to the crowd.", "bˈWz"),
        ("She tied bows on the gifts.", "bˈOz"),
    ],
)
def test_homographs_of_everyday_sentences(sentence, phonemes):
    assert phonemes in US.phonemize(sentence)


def test_features_know_the_classes_of_words():
    found = set(homographs.features("They didn't catch a bass in the lake".split(), 4))
    assert {"+3@n17", "*@n17", "aux=didn't", "-2$v"} <= found
