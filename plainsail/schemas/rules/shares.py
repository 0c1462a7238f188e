"""Numbers of pods, or shares of them in per cent, as rollouts and budgets have them."""

import re

from plainsail.schemas.problems import Schema
from plainsail.schemas.rules.words import PERCENTAGE, number, text

SHARE_OF_ALL: Schema = {
    "allOf": [PERCENTAGE, number(0), text("object", "0*([0-9]{1,2}|100)%|.*[^%]|[^0-9].*|", "is above 100%")]
}
"""A number, or a share of 100 per cent at most."""
_SHARE = re.compile("[0-9]+%", re.ASCII)


def wrong_share(value: int | str, *, most: int | None = 100) -> str | None:
    """What is wrong with a number or a share of `most` per cent at most; None where nothing is.

    >>> wrong_share("25%"), wrong_share(0), wrong_share("25"), wrong_share("101%")
    (None, None, "'25' is no percentage: digits and '%' behind them", "'101%' is above 100%")
    """
    if isinstance(value, str):
        if not _SHARE.fullmatch(value):
            return f"'{value}' is no percentage: digits and '%' behind them"
        return f"'{value}' is above {most}%" if most is not None and in_number(value) > most else None
    return f"{value} is below 0" if value < 0 else None


def in_number(value: int | str) -> int:
    """The number of pods, or of hundredths; 0 for what is neither.

    >>> in_number(3), in_number("25%"), in_number("x")
    (3, 25, 0)
    """
    if isinstance(value, str):
        return int(value[:-1][:9]) if _SHARE.fullmatch(value) else 0
    return value
