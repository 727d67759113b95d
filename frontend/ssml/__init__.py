"""SSML (W3C Speech Synthesis Markup Language 1.1, https://www.w3.org/TR/speech-synthesis11/): the
elements that a voice can do something with.
"""

import re


def is_ssml(text: str) -> bool:
    """Whether a text is an SSML document: its first element is <speak>.

    >>> is_ssml("<speak>Hello.</speak>"), is_ssml("Say <speak> now.")
    (True, False)
    """
    return (
        re.match(
            r"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!DOCTYPE[^\[>]{0,300}>\s*)?<speak[\s>/]", text
        )
        is not None
    )
