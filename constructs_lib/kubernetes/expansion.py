"""`$(NAME)` in variables, commands and arguments, read as the kubelet reads it (its package `expansion`)."""

import re
from collections.abc import Iterator

# `$$` is a dollar, and so hides what follows it; any other character behind a dollar is passed over with it.
_TOKEN = re.compile(r"\$(?:\(([^)]*)\)|.)", re.DOTALL)


def names_in(text: str) -> Iterator[str]:
    """The names that a text refers to.

    >>> list(names_in("$(A) $$(B) $$$(C) $(D $E"))
    ['A', 'C']
    """
    return (match[1] for match in (_TOKEN.finditer(text) if "$" in text else ()) if match[1] is not None)
