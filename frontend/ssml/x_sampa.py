"""X-SAMPA (J. C. Wells, 1995) to IPA."""

import re

from frontend.errors import UnknownPhonemeError

# sorted by length where they are used, so that "r\\" goes before "r"
X_SAMPA_TO_IPA = {
    "a": "a",
    "b": "b",
    "c": "c",
    "d": "d",
    "d`": "ɖ",
    "e": "e",
    "f": "f",
    "g": "ɡ",
    "h": "h",
    "i": "i",
    "j": "j",
    "k": "k",
    "l": "l",
    "m": "m",
    "n": "n",
    "o": "o",
    "p": "p",
    "q": "q",
    "r": "r",
    "s": "s",
    "t": "t",
    "u": "u",
    "v": "v",
    "w": "w",
    "x": "x",
    "y": "y",
    "z": "z",
    "A": "ɑ",
    "B": "β",
    "C": "ç",
    "D": "ð",
    "E": "ɛ",
    "F": "ɱ",
    "G": "ɣ",
    "H": "ɥ",
    "I": "ɪ",
    "J": "ɲ",
    "K": "ɬ",
    "L": "ʎ",
    "M": "ɯ",
    "N": "ŋ",
    "O": "ɔ",
    "P": "ʋ",
    "Q": "ɒ",
    "R": "ʁ",
    "S": "ʃ",
    "T": "θ",
    "U": "ʊ",
    "V": "ʌ",
    "W": "ʍ",
    "X": "χ",
    "Y": "ʏ",
    "Z": "ʒ",
    "r\\": "ɹ",
    "r`": "ɽ",
    "v\\": "ʋ",
    "h\\": "ɦ",
    "x\\": "ɧ",
    "j\\": "ʝ",
    "J\\": "ɟ",
    "G\\": "ɢ",
    "N\\": "ɴ",
    "R\\": "ʀ",
    "L\\": "ʟ",
    "B\\": "ʙ",
    "@": "ə",
    "@`": "ɚ",
    "@\\": "ɘ",
    "{": "æ",
    "}": "ʉ",
    "1": "ɨ",
    "2": "ø",
    "3": "ɜ",
    "3`": "ɝ",
    "4": "ɾ",
    "5": "ɫ",
    "6": "ɐ",
    "7": "ɤ",
    "8": "ɵ",
    "9": "œ",
    "&": "ɶ",
    "?": "ʔ",
    "I\\": "ᵻ",
    "U\\": "ʊ",
    "l=": "l̩",
    "n=": "n̩",
    "m=": "m̩",
    '"': "ˈ",
    "%": "ˌ",
    ":": "ː",
    ":\\": "",
    ".": "",
    "_": "",
    "-": "",
    "'": "",
    " ": " ",
    "_h": "",
    "_~": "",
    "~": "",
    "_=": "",
    "_d": "",
    "_0": "",
}
PIECE = re.compile(
    "|".join(sorted(map(re.escape, X_SAMPA_TO_IPA), key=len, reverse=True)) + "|.", re.DOTALL
)


def to_ipa(text: str) -> str:
    r"""X-SAMPA as IPA. Raises UnknownPhonemeError for a sign that X-SAMPA does not have.

    >>> to_ipa("t@\"mA:t@U"), to_ipa("r\\Ed")
    ('təˈmɑːtəʊ', 'ɹɛd')
    """
    pieces = PIECE.findall(text)
    wrong = next((piece for piece in pieces if piece not in X_SAMPA_TO_IPA), None)
    if wrong:
        raise UnknownPhonemeError(f"{wrong!r} in {text!r} is no sign of X-SAMPA.")
    return "".join(X_SAMPA_TO_IPA[piece] for piece in pieces)
