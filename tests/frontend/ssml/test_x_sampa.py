"""X-SAMPA to IPA."""

import pytest

from frontend import UnknownPhonemeError
from frontend.ssml.x_sampa import to_ipa


@pytest.mark.parametrize(
    "x_sampa, ipa",
    [
        ('t@"mA:t@U', "təˈmɑːtəʊ"),
        ("r\\Ed", "ɹɛd"),
        ("n=", "n̩"),
        ("3`", "ɝ"),
        ("%a.b", "ˌab"),
        ("", ""),
    ],
)
def test_to_ipa(x_sampa, ipa):
    assert to_ipa(x_sampa) == ipa


def test_other_signs_are_refused():
    with pytest.raises(UnknownPhonemeError, match="'§' in 'a§' is no sign of X-SAMPA"):
        to_ipa("a§")
