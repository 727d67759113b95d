"""Regular expressions that are compiled when they are first used. Most texts need few of them, and
compiling all takes longer than reading a page.
"""

import re
from typing import Any, cast


class _Lazy:
    """A pattern that is compiled when one of its methods is first asked for."""

    def __init__(self, source: str, flags: int):
        self._source = source
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        """A method of the compiled pattern, kept here so that this is called once only."""
        if name.startswith("__"):
            raise AttributeError(name)
        found = getattr(re.compile(self._source, self._flags), name)
        setattr(self, name, found)
        return found


def lazy(source: str, flags: int = 0) -> re.Pattern[str]:
    """A pattern like that of `re.compile`, compiled when it is first used.

    >>> lazy("a+").match("aab")[0]
    'aa'
    """
    return cast("re.Pattern[str]", _Lazy(source, flags))
