"""Paths of fields as patterns: `**.containers.[*].image`, `metadata.labels.app%kubernetes%io/version`."""

from __future__ import annotations

from functools import cache

from plainsail.plan.diff import Parts


def match(pattern: str, parts: Parts) -> tuple[str, ...] | None:
    """What the stars of a pattern stand for, items of lists without brackets; None where it does not match.

    `*` is one part, `[*]` one item, `**` any number of parts, which are not returned. A dot
    within a part is written `%`.

    >>> match("**.containers.[*].image", ("spec", "containers", "[app]", "image"))
    ('app',)
    >>> match("spec.*", ("spec", "a", "b")), match("spec.**", ("spec", "a", "b"))
    (None, ())
    """
    return _match(_split(pattern), parts)


def begins(pattern: str, parts: Parts) -> tuple[str, ...] | None:
    """The same for a pattern that may go on: `spec.selector` matches what stands below it, too."""
    return _match((*_split(pattern), "**"), parts)


@cache
def _split(pattern: str) -> tuple[str, ...]:
    return tuple(part.replace("%", ".") for part in pattern.split("."))


def _match(pattern: tuple[str, ...], parts: Parts) -> tuple[str, ...] | None:
    if not pattern:
        return None if parts else ()
    first, rest = pattern[0], pattern[1:]
    if first == "**":
        found = (_match(rest, parts[start:]) for start in range(len(parts) + 1))
        return next((each for each in found if each is not None), None)
    if not parts or not (first in {parts[0], "*"} or (first == "[*]" and parts[0].startswith("["))):
        return None
    inner = _match(rest, parts[1:])
    return inner if inner is None or first == parts[0] else (_bare(parts[0]), *inner)


def _bare(part: str) -> str:
    return part[1:-1] if part.startswith("[") else part
