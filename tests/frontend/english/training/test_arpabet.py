"""ARPAbet of CMUdict in inventory notation."""

import pytest

from frontend.english.training.arpabet import american, british
from frontend.phonemes import parse


@pytest.mark.parametrize(
    "phones, spelling, in_america, in_britain",
    [
        ("B R IH1 Z B AH0 N", "brisbane", "bɹˈɪzbən", "bɹˈɪzbən"),
        ("B ER0 N EH1 T", "burnett", "bəɹnˈɛt", "bənˈɛt"),
        ("T EY1 T AH0 M", "tatum", "tˈAɾəm", "tˈAtəm"),
        ("OW1 L G AH0", "olga", "ˈOlɡə", "ˈQlɡə"),
        ("AY0 L IY1 N", "eileen", "Ilˈin", "Ilˈiːn"),
        ("K R AO1 Z B IY0", "crosby", "kɹˈɔzbi", "kɹˈɒzbi"),
        ("L AA0 T R OW1 B", "latrobe", "lɑtɹˈOb", "lɑːtɹˈQb"),
        ("S EH1 R AH0", "cera", "sˈɛɹə", "sˈɛɹə"),
        ("G AH0 B AO1 R", "gabor", "ɡəbˈɔɹ", "ɡəbˈɔː"),
        ("L AH0 T UH1 R", "latour", "lətˈʊɹ", "lətˈʊə"),
        ("R OW1 Z IH0 Z", "roses", "ɹˈOzᵻz", "ɹˈQzɪz"),
    ],
)
def test_a_pronunciation(phones, spelling, in_america, in_britain):
    assert american(phones.split()) == in_america
    assert british(in_america, spelling) == in_britain
    assert parse(in_america) and parse(in_britain)
