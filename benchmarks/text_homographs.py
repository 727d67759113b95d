"""Homographs of everyday sentences that the model was not trained on, for text.py."""

import argparse
import csv

from frontend.english.pronunciation.homographs import disambiguate, packaged_readings
from frontend.english.pronunciation.pronunciation import EnglishPronunciation
from frontend.english.training.homographs import TOKENS

LOCALE = "en-us"
VERB_USED = "jˈuzd"  # "used" where it is no habit has no reading of its own


def words_and_index(sentence: str) -> tuple[list[str], int]:
    """The words of a sentence, and which of them stands between asterisks."""
    before, word, after = sentence.split("*")
    tokens = list(TOKENS.finditer(before + word + after))
    index = next(i for i, token in enumerate(tokens) if token.end() > len(before))
    return [token[0] for token in tokens], index


def everyday(arguments: argparse.Namespace) -> None:
    """Print how many are right by the whole front end and by the model alone, and the wrong ones.

    The file has the columns reading (a name of the model's, or phonemes) and sentence, the
    homograph between asterisks.
    """
    pronunciation = EnglishPronunciation(LOCALE)
    phonemes = {
        reading.name: reading.phonemes[LOCALE]
        for readings in packaged_readings().values()
        for reading in readings
    }
    count = right = right_alone = 0
    with arguments.file.open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            words, index = words_and_index(row["sentence"])
            wanted = phonemes.get(row["reading"], row["reading"])
            whole = pronunciation.homograph(words, index)
            alone = disambiguate(words, index)
            found = whole.phonemes if whole else VERB_USED
            count += 1
            right += found == wanted
            right_alone += (alone.phonemes[LOCALE] if alone else found) == wanted
            if found != wanted:
                print(f"{row['reading']}\t{found}\t{row['sentence']}")
    print(
        f"{count} everyday sentences: {100 * right / count:.1f} % right, "
        f"by the model alone {100 * right_alone / count:.1f} %"
    )
