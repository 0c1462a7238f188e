"""What to say beside a name that is not there."""

from __future__ import annotations

from collections.abc import Collection
from difflib import get_close_matches


def hint(name: str, known: Collection[str], otherwise: str | None = None) -> str:
    """The nearest of the known names; without one, what to do `otherwise`, or all of them.

    >>> hint("stagin", ["production", "staging"]), hint("x", ["production", "staging"])
    ("did you mean 'staging'?", 'there is production, staging')
    """
    near = get_close_matches(name, known, n=1)
    return f"did you mean '{near[0]}'?" if near else otherwise or f"there is {', '.join(sorted(known))}"
