"""What the package refuses: every error says what was wrong, what was looked at, and what to do."""


class SpeechError(ValueError):
    """Base of the errors of `tts`. Those of the front end and the vocoders have their own; all are
    ValueErrors.
    """
