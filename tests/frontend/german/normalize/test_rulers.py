"""Names of rulers in each case."""

import pytest

from frontend import Frontend
from frontend.german.normalize.rulers import with_article

FRONT = Frontend("de")


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("Karl V. kam.", "Karl der Fünfte kam."),
        ("Gegen Karl V. stand er.", "Gegen Karl den Fünften stand er."),
        ("Mit Katharina II. sprach er.", "Mit Katharina der Zweiten sprach er."),
        ("Die Krone Ludwigs XIV. glänzt.", "Die Krone Ludwigs des Vierzehnten glänzt."),
        ("Anna X. Meier kam.", "Anna die Zehnte Meier kam."),
        ("Peter X. Meier, Klasse IX", "Peter der Zehnte Meier, Klasse neun"),
        ("Rolf X. Meier", "Rolf X. Meier"),
        ("Vitamin C und Plan B", "Vitamin C und Plan B"),
    ],
)
def test_readings(written, spoken):
    assert FRONT.normalize(written) == spoken


@pytest.mark.parametrize(
    "case, man, woman",
    [
        ("nominative", "der Zweite", "die Zweite"),
        ("genitive", "des Zweiten", "der Zweiten"),
        ("dative", "dem Zweiten", "der Zweiten"),
        ("accusative", "den Zweiten", "die Zweite"),
    ],
)
def test_articles(case, man, woman):
    assert with_article("Zweite", case, False) == man
    assert with_article("Zweite", case, True) == woman
