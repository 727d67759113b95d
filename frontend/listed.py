"""Tables of words, written as running text."""


def listed(text: str) -> list[str]:
    """The words of a table.

    >>> listed("one two three")
    ['one', 'two', 'three']
    """
    return text.split()
