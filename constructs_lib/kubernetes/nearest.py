"""Which known name a misspelt one means, and how that is put to people."""

from collections.abc import Collection
from difflib import get_close_matches

# Measured on our own names (settings, fields, commands, checks, kinds): at 0.65 all but one in a thousand of the names
# with one letter wrong find the right one, at 0.7 twenty; at 0.6, difflib's own, half as many again of the names that
# mean something else find one. One wrong letter of three (`hpx` for `hpa`) is at 0.67.
_CUTOFF = 0.65


def nearest(name: str, known: Collection[str]) -> str | None:
    """The known name that is spelled most like this one, whatever the case; None where none is alike.

    >>> nearest("stagin", ["production", "staging"]), nearest("HPA", ["hpa"]), nearest("x", ["hpa"])
    ('staging', 'hpa', None)
    """
    folded = {candidate.lower(): candidate for candidate in reversed([*known])}
    matches = get_close_matches(name.lower(), folded, n=1, cutoff=_CUTOFF)
    return folded[matches[0]] if matches else None


def did_you_mean(name: str, known: Collection[str]) -> str:
    """The end of a message about a name that is not there: the nearest one, or nothing.

    >>> did_you_mean("hpaa", ["hpa"]), did_you_mean("x", ["hpa"])
    ("; did you mean 'hpa'?", '')
    """
    near = nearest(name, known)
    return f"; did you mean '{near}'?" if near else ""


def did_you_mean_or_all(name: str, known: Collection[str]) -> str:
    """The same, where there are few: the nearest one, or all of them.

    >>> did_you_mean_or_all("x", ["staging", "production"])
    '; there is production, staging'
    """
    return did_you_mean(name, known) or f"; there is {', '.join(sorted(known))}"


def did_you_mean_and_all(name: str, known: Collection[str]) -> str:
    """The same, where somebody looks around: the nearest one, and all of them.

    >>> did_you_mean_and_all("hpaa", ["port", "hpa"]), did_you_mean_and_all("x", ["port", "hpa"])
    ("; did you mean 'hpa'? there are: port, hpa", '; there are: port, hpa')
    """
    near = did_you_mean(name, known)
    return f"{near or ';'} there are: {', '.join(known)}"
