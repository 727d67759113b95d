"""What can go wrong between text and phonemes; each is a ValueError, so a caller may catch one
type.
"""


class FrontendError(ValueError):
    """Base of every error the front end raises on purpose."""


class NothingToSay(FrontendError):
    """A text in which nothing can be spoken: empty, only punctuation or emoji, or another script."""


class UnknownPhoneme(FrontendError):
    """A symbol that is not in the inventory."""


class UnknownLocale(FrontendError):
    """A locale other than en-us and en-gb."""


class UnknownStyle(FrontendError):
    """A convention of reading that there is not, or a value that it can't have."""


class EspeakMissing(FrontendError):
    """espeak-ng, or its data folder, can't be found or loaded."""


class LexiconError(FrontendError):
    """A lexicon that can't be read, or an entry in it that can't be spoken."""


class SsmlError(FrontendError):
    """A document that is no SSML, or has something in it that is not known here; `line` and
    `column` count from 1.
    """

    def __init__(self, message: str, line: int = 0, column: int = 0):
        super().__init__(message)
        self.line = line
        self.column = column
