import string

import pytest

from tts.speechd.names import CHARACTERS, PUNCTUATION, character_name, key_name


def test_every_ascii_sign_has_a_name_of_its_own():
    names = [character_name(sign) for sign in string.punctuation + " \t\n"]
    assert len(set(names)) == len(names)
    assert all(name.replace("-", " ").replace(" ", "").isalpha() for name in names)


def test_each_punctuation_mode_speaks_more_than_the_one_before():
    none, some, most, every = PUNCTUATION.values()
    assert none < some < most < every
    assert set(string.punctuation) <= every <= set(CHARACTERS)


@pytest.mark.parametrize(
    ("character", "name"),
    [("é", "E acute"), ("Ü", "U diaeresis"), ("ß", "sharp s"), ("α", "greek alpha")],
)
def test_other_characters(character, name):
    assert character_name(character) == name


def test_a_character_without_a_name_has_its_number():
    assert character_name("\ue000") == "character 57344"


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("a", "a"),
        ("_", "_"),
        ("shift_a", "shift a"),
        ("control_alt_delete", "control alt delete"),
        ("kp-enter", "keypad enter"),
        ("kp-add", "keypad plus"),
        ("double-quote", "quote"),
        ("f11", "f11"),
        ("caps-lock", "caps lock"),
    ],
)
def test_keys(key, name):
    assert key_name(key) == name
