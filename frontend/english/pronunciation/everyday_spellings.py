"""Everyday spellings of words: letters that are drawn out ("sooo", "heyyy"), contractions without
an apostrophe ("youre", "im").
"""

import re

from frontend.english.normalize.capital_words import is_known_word

REPEATED_LETTER = re.compile(r"([a-z])\1{2,}", re.IGNORECASE)
EXCLAMATIONS = frozenset("oh ah aw ooh aah eh ugh hmm mm shh brr grr psst pfft argh haha".split())
VERBS_BEFORE_NOT = "do did does is was were would could should have has had are ai need must"
BARE_CONTRACTIONS = {
    **{f"{verb}nt": f"{verb}n't" for verb in ("ca", "wo", *VERBS_BEFORE_NOT.split())},
    **{f"{word}s": f"{word}'s" for word in "that what there who where he she".split()},
    **{f"{word}re": f"{word}'re" for word in "you they".split()},
    **{f"{word}ve": f"{word}'ve" for word in "you they we would could should".split()},
    **{f"{word}ll": f"{word}'ll" for word in "you they it that".split()},
    "im": "I'm",
    "ive": "I've",
}


def unstretched(word: str) -> str:
    """A word without the letters that draw it out; other words as they are.

    >>> unstretched("sooo"), unstretched("coool"), unstretched("good")
    ('so', 'cool', 'good')
    """
    if not REPEATED_LETTER.search(word) or len(set(word.lower())) == 1:
        return word
    doubled = REPEATED_LETTER.sub(r"\1\1", word)
    single = REPEATED_LETTER.sub(r"\1", word)
    for candidate in (doubled, single):
        if is_known_word(candidate.lower()) or candidate.lower() in EXCLAMATIONS:
            return candidate
    return single


def standard_spelling(word: str) -> str:
    """The usual spelling of an everyday one, for the pronunciation; other words as they are.

    >>> standard_spelling("youre"), standard_spelling("Yesss"), standard_spelling("their")
    ("you're", 'Yes', 'their')
    """
    return BARE_CONTRACTIONS.get(word.lower()) or unstretched(word)
