"""The base of every refusal of PlainSpeech. This module imports nothing, so that `frontend` and
`vocoders` can derive their errors from it.
"""


class PlainSpeechError(Exception):
    """Base of all errors that PlainSpeech raises on purpose. The message says what was wrong, what
    was looked at, and what to do. Each error has a second base of Python, such as ValueError.
    """


class SpeechError(PlainSpeechError, ValueError):
    """Base of the errors of `tts` about values. Those of the front end and the vocoders have their
    own.
    """
