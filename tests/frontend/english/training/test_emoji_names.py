"""The packaged names of emoji, made of annotations of CLDR."""

from frontend.english.normalize.emoji import names_of
from frontend.english.training.emoji_names import collect_names, spoken_name


def test_joiners_and_forms_are_left_out_and_shades_have_no_entry():
    cells = {
        "👩\u200d💻": {"tts": ["woman technologist"]},
        "👋🏻": {"tts": ["wave: light skin tone"]},
    }
    assert collect_names([cells]) == {"👩💻": "woman technologist"}


def test_letters_and_signs_of_text_are_no_emoji():
    assert collect_names([{"a": {"tts": ["letter"]}, "→": {"tts": ["arrow"]}}]) == {}


def test_colons_go():
    assert spoken_name("flag: France") == "flag France"
    assert spoken_name("kiss: man, man") == "kiss"


def test_the_longest_emoji_wins_and_unknown_ones_have_the_name_of_unicode():
    assert names_of("👩\u200d💻😂😂") == ["woman technologist", "face with tears of joy"]
    assert names_of("\u2672") == ["universal recycling symbol"]
