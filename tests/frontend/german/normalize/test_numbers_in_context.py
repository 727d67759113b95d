"""Telephone numbers, scores, fractions, versions."""

import pytest

from frontend import Frontend
from frontend.german.normalize.numbers_in_context import before_noun

FRONT = Frontend("de")


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("(030) 12345", "null drei null eins zwei drei vier fünf"),
        ("+49 (0)30 1234", "plus vier neun null drei null eins zwei drei vier"),
        ("Sieg mit 21:19", "Sieg mit einundzwanzig zu neunzehn"),
        ("ab 21:19", "ab einundzwanzig Uhr neunzehn"),
        ("im Maßstab 1:25.000", "im Maßstab eins zu fünfundzwanzigtausend"),
        ("um 25:70", "um fünfundzwanzig zu siebzig"),
        ("2½ Jahre", "zweieinhalb Jahre"),
        ("Python 3.12.1", "Python drei Punkt zwölf Punkt eins"),
    ],
)
def test_readings(written, spoken):
    assert FRONT.normalize(written) == spoken


def test_one_loses_its_end_within_a_word():
    assert [before_noun(word) for word in ("eins", "zwei", "sechs")] == ["ein", "zwei", "sechs"]
