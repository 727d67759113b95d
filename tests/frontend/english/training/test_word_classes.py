"""The table of word classes, made of a database of a few words in WordNet's format."""

import pytest

from frontend.english.pronunciation.word_classes import WordClass
from frontend.english.training.word_classes import classes_table, classify, read_wordnet

LICENCE = "  1 This software is ...\n"
FILES = {
    "index.noun": "dog n 1 0 1 1 00000001  \nrun n 1 0 1 1 00000002  \n",
    "data.noun": "00000001 05 n 01 dog 0 000 | an animal\n00000002 04 n 01 run 0 000 | an act\n",
    "noun.exc": "",
    "index.verb": "run v 2 0 2 1 00000003 00000004  \nstop v 1 0 1 1 00000003  \n",
    "data.verb": "00000003 38 v 01 run 0 000 | move\n00000004 41 v 01 run 0 000 | govern\n",
    "verb.exc": "ran run\n",
    "index.adj": "",
    "data.adj": "",
    "adj.exc": "",
    "index.adv": "",
    "data.adv": "",
    "adv.exc": "",
    "cntlist.rev": "run%2:38:00:: 1 100\nrun%1:04:00:: 1 2\ndog%1:05:00:: 1 40\n",
}


@pytest.fixture
def wordnet(tmp_path):
    for name, lines in FILES.items():
        licence = "" if name.endswith((".exc", ".rev")) else LICENCE
        (tmp_path / name).write_text(licence + lines, encoding="utf-8")
    return read_wordnet(tmp_path)


def test_rare_parts_of_speech_are_left_out(wordnet):
    assert classify("run", wordnet) == WordClass("v", "v38")


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("dogs", WordClass("n", "n05")),
        ("ran", WordClass("v", "v38")),
        ("stopped", WordClass("v", "v38")),
        ("zzz", None),
    ],
)
def test_forms(wordnet, word, found):
    assert classify(word, wordnet) == found


def test_lines_of_the_table(wordnet):
    assert classes_table(["stop", "dog", "zzz", "run"], wordnet) == (
        "n\tn05\tdog\nv\tv38\trun stop\n"
    )
