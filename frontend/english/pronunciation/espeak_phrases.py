"""Words that change their neighbours in espeak-ng 1.52, which the voices were trained on. They were
found by asking espeak-ng for words with and without these neighbours.
"""

# espeak-ng pauses slightly before these: no linking r ("better and better"), a strong "to"
PAUSE_BEFORE = frozenset(
    "and or if although instead but who which where while once within since because thus nor "
    "whatever despite whose whilst furthermore regardless".split()
)

BEFORE_VERBS = (
    "i to you they we can do would will now then did who could which may must never shall should "
    "does still just might already soon i'll cannot don't didn't you'll we'll won't can't doesn't "
    "he'll"
)
BEFORE_NOUNS = (
    "the a in his at an her my one their your its these some our any many another every those one's"
)
BEFORE_PARTICIPLES = (
    "was is are had be have were has been got get being i've having you've getting he's we've "
    "weren't"
)
BEFORE_THIRD_PERSON = "he she it that this"
# part of speech of the next word, if it has several readings
POS_CUES = {
    **dict.fromkeys(BEFORE_VERBS.split(), "verb"),
    **dict.fromkeys(BEFORE_NOUNS.split(), "noun"),
    **dict.fromkeys(BEFORE_PARTICIPLES.split(), "past"),
    **dict.fromkeys(BEFORE_THIRD_PERSON.split(), "third"),
}

# words that espeak-ng pronounces as one, or otherwise than apart
PHRASES = frozenset(
    phrase.strip()
    for phrase in """
    as is, at a, at once, at will, bow down, could have, did not, do not, does not, each of, for a,
    for an, for the, from the, from where, from which, had any, had been, had it, had some,
    had them, had to, has been, has not, have been, have not, i am, i shall, in the, in which,
    live in, many of, may have, might have, most of, must have, no longer, no more, no one, not a,
    not have, of a, of an, of the, of which, on the, out of, should have, so much, some one,
    des moines, hors d'oeuvre, hors d'oeuvres, la jolla, such as, tear off, than a, than an, that a,
    that it, that one, that the, there are, there be,
    there was, there were, this one, to be, to to, too many, too much, was a, was the, we shall,
    will to, wind down, wind up, winds down, winds up, with the, would have, wound down, wound up
    """.split(",")
)
