"""What can go wrong between text and phonemes; each is a ValueError, so a caller may catch one type."""


class FrontendError(ValueError):
    """Base of every error the front end raises on purpose."""


class NothingToSay(FrontendError):
    """A text in which nothing can be spoken: empty, only punctuation or emoji, or another script."""


class UnknownPhoneme(FrontendError):
    """A symbol that is not in the inventory."""


class UnknownLocale(FrontendError):
    """A locale other than en-us and en-gb."""


class EspeakMissing(FrontendError):
    """espeak-ng, or its data folder, can't be found or loaded."""


class LexiconError(FrontendError):
    """A lexicon that can't be read, or an entry in it that can't be spoken."""
