"""The base of every refusal of PlainSpeech. This module imports nothing, so that `frontend` and
`vocoders` can derive their errors from it.
"""

MAX_ERROR = 1000  # characters of an error
MAX_END = 200  # of them from the end, where the advice stands


class PlainSpeechError(Exception):
    """Base of all errors that PlainSpeech raises on purpose. The message says what was wrong, what
    was looked at, and what to do. Each error has a second base of Python, such as ValueError.

    A message that repeats a very long input is shortened when it is shown; `args` has all of it.
    """

    def __str__(self) -> str:
        text = super().__str__()
        if len(text) <= MAX_ERROR:
            return text
        return f"{text[: MAX_ERROR - MAX_END]} ... {text[-MAX_END:]}"


class SpeechError(PlainSpeechError, ValueError):
    """Base of the errors of `tts` about values. Those of the front end and the vocoders have their
    own.
    """
