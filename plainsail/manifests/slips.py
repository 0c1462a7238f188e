"""Names that are one slip of the hand apart: stricter than "did you mean", for what is told as certain."""

from collections.abc import Collection


def slip(name: str, known: Collection[str]) -> str | None:
    """The known name that is one slip away: a letter too much, too few, wrong, or two swapped, or the case.

    Names that mean two things are often alike, and seldom that much.

    >>> slip("deployment", ["deployments"]), slip("List", ["list"]), slip("shop-db", ["shop"])
    ('deployments', 'list', None)
    """
    return next((each for each in known if each.lower() == name.lower()), None) or next(
        (each for each in known if is_slip(name, each)), None
    )


def is_slip(one: str, other: str) -> bool:
    """Whether one letter more, less or other, or two swapped, make one name of the other.

    >>> is_slip("shop", "shopp"), is_slip("shop", "shpo"), is_slip("shop", "chip"), is_slip("shop", "shop")
    (True, True, False, False)
    """
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    rest, other_rest = one[start:], other[start:]
    swapped = len(rest) > 1 and len(rest) == len(other_rest) and rest[:2] == other_rest[1::-1]
    return (
        rest[1:] == other_rest
        or rest == other_rest[1:]
        or rest[1:] == other_rest[1:]
        or (swapped and rest[2:] == other_rest[2:])
    )
