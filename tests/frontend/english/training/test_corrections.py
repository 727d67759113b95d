"""Corrections of espeak-ng by two dictionaries."""

import pytest

from frontend.english.training.corrections import (
    JUDGED,
    TABLE_OF_CORRECTIONS,
    CorrectionRow,
    Dictionaries,
    corrected_rows,
    espeak_citations,
    merged,
    read_judged,
)

KNOWN = Dictionaries(
    cmudict={
        "gabriel": ["ɡˈAbɹiəl"],
        "donate": ["dˈOnˌAt"],
        "donated": ["dˈOnˌAɾᵻd"],
        "wilde": ["wˈIld"],
        "lehman": ["lˈimən"],
        "cat": ["kˈæt"],
        "colin": ["kˈOlən"],
    },
    gold={
        "en-us": {"gabriel": "ɡˈAbɹiəl", "donate": "dˈOnˌAt", "cat": "kˈæt", "colin": "kˈɑlən"},
        "en-gb": {"gabriel": "ɡˈAbɹɪəl", "donate": "dQnˈAt"},
    },
    espeak={
        "en-us": {
            "gabriel": "ɡˈæbɹiᵊl",
            "donate": "dOnˈAt",
            "donated": "dOnˈAɾᵻd",
            "wilde": "wˈIldə",
            "lehman": "lˈAmən",
            "cat": "kˈæt",
            "colin": "kˈɑlɪn",
        },
        "en-gb": {
            "gabriel": "ɡˈabɹiᵊl",
            "donate": "dQnˈAt",
            "donated": "dQnˈAtɪd",
            "wilde": "wˈIld",
            "lehman": "lˈAmən",
            "cat": "kˈat",
            "colin": "kˈɒlɪn",
        },
    },
)


def made(judged=None) -> dict[str, CorrectionRow]:
    return {row.word: row for row in corrected_rows(list(KNOWN.cmudict), KNOWN, judged or {})}


def test_two_dictionaries_together_correct_espeak():
    assert made()["gabriel"] == CorrectionRow("gabriel", "ɡˈAbɹiəl", "ɡˈAbɹɪəl", "misaki")
    assert "cat" not in made()  # all agree
    assert "colin" not in made()  # misaki is on espeak-ng's side


def test_the_british_cell_is_empty_where_british_speakers_say_another_word():
    assert made()["donate"].british == ""


def test_a_form_follows_its_word():
    assert made()["donated"] == CorrectionRow("donated", "dˈOnˌAɾᵻd", "dˈQnˌAtɪd", "cmudict-form")


def test_a_person_decides_where_cmudict_stands_alone():
    assert not {"wilde", "lehman"} & made().keys()
    judged = made({"wilde": "take", "gabriel": "keep"})
    assert judged["wilde"] == CorrectionRow("wilde", "wˈIld", "", "cmudict-judged")
    assert "gabriel" not in judged


def test_rows_of_other_sources_stay():
    old = ["# comment", "acai\tˌɑsɑˈi\tˌasɑːˈiː\town", "wilde\tx\tx\tmisaki"]
    new = [
        CorrectionRow("acai", "x", "x", "misaki"),
        CorrectionRow("gabriel", "ɡˈAbɹiəl", "", "misaki"),
    ]
    assert merged(old, new) == [*old[:2], "gabriel\tɡˈAbɹiəl\t\tmisaki"]


def test_espeak_is_asked_without_the_corrections():
    assert espeak_citations(["gabriel", "water"], "en-us") == {
        "gabriel": "ɡˈæbɹiᵊl",
        "water": "wˈɔɾəɹ",
    }


@pytest.mark.parametrize("verdict", ["take", "keep"])
def test_the_table_obeys_the_judgements(verdict):
    lines = TABLE_OF_CORRECTIONS.read_text(encoding="utf-8").splitlines()
    sources = dict(line.split("\t")[::3] for line in lines if not line.startswith("#"))
    judged = [word for word, given in read_judged(JUDGED).items() if given == verdict]
    assert judged
    for word in judged:
        assert verdict == "take" or sources.get(word) not in ("misaki", "cmudict-form")
