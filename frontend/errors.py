"""Errors of the front end. Each is a PlainSpeechError and a ValueError."""

from tts.errors import PlainSpeechError


class FrontendError(PlainSpeechError, ValueError):
    """Base of the errors that the front end raises on purpose."""


class NothingToSayError(FrontendError):
    """A text in which nothing can be spoken: empty, only punctuation or emoji, another script."""


class UnknownPhonemeError(FrontendError):
    """A symbol that is not in the inventory."""


class UnknownLocaleError(FrontendError):
    """A locale that no language of the front end has."""


class MissingLanguagePackageError(FrontendError):
    """A package that a language needs, which is not installed."""


class UnknownStyleError(FrontendError):
    """A reading convention that does not exist, or a value that it cannot have."""


class EspeakMissingError(FrontendError):
    """espeak-ng or its data folder cannot be found or loaded."""


class LexiconError(FrontendError):
    """A lexicon that cannot be read, or an entry in it that cannot be spoken."""


class SsmlError(FrontendError):
    """A document that is no SSML, or that has something unknown in it.

    line, column   place of the error in the document, from 1
    """

    def __init__(self, message: str, line: int = 0, column: int = 0):
        super().__init__(message)
        self.line = line
        self.column = column
