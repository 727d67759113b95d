"""Pauses: the symbols of punctuation among the phonemes of a sentence."""

from frontend.phonemes import BOUNDARY, Phoneme

QUOTE_MARK = '"'
PAUSE_OF_PUNCTUATION = {
    **dict.fromkeys(",()[]{}–—-/", ","),
    **dict.fromkeys(".…", "."),
    "?": "?",
    "!": "!",
    ";": ";",
    ":": ":",
}
PAUSE_STRENGTH = {symbol: strength for strength, symbol in enumerate(",:;.!?")}


def append_pause(mark: str, spaced: bool, phonemes: list[Phoneme]) -> None:
    """Add a mark to the phonemes before it. Of several pauses in a row the strongest stays.

    spaced   whether a space stands before the mark
    """
    if mark == QUOTE_MARK:
        if spaced and phonemes:
            phonemes.append(Phoneme(BOUNDARY))
        phonemes.append(Phoneme(QUOTE_MARK))
        return
    pause = Phoneme(PAUSE_OF_PUNCTUATION[mark])
    _drop_boundaries(phonemes)
    last = _last_but_quotes(phonemes)
    if last < 0:
        return
    if phonemes[last].symbol not in PAUSE_STRENGTH:
        phonemes.append(pause)
    elif PAUSE_STRENGTH[pause.symbol] > PAUSE_STRENGTH[phonemes[last].symbol]:
        phonemes[last] = pause


def terminate(phonemes: list[Phoneme]) -> list[Phoneme]:
    """The phonemes of a sentence, ended by a stop. Every clip of the training data ends so."""
    _drop_boundaries(phonemes)
    last = _last_but_quotes(phonemes)
    if last < 0 or phonemes[last].symbol in ".!?":
        return phonemes
    if phonemes[last].symbol in PAUSE_STRENGTH:
        phonemes[last] = Phoneme(".")
    else:
        phonemes.insert(last + 1, Phoneme("."))
    return phonemes


def _drop_boundaries(phonemes: list[Phoneme]) -> None:
    """Remove boundaries at the end."""
    while phonemes and phonemes[-1].symbol == BOUNDARY:
        phonemes.pop()


def _last_but_quotes(phonemes: list[Phoneme]) -> int:
    """Index of the last phoneme that is no quote; -1 if there is none."""
    index = len(phonemes) - 1
    while index >= 0 and phonemes[index].symbol == QUOTE_MARK:
        index -= 1
    return index
