"""Paths of parameters in SSM Parameter Store: `/param/my-project/staging/parameters/api_key`."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

MOST_CHARACTERS = 1011
"""A parameter's ARN may have 2048 characters; SSM keeps 1037 of them for what it puts before the name."""
MOST_LEVELS = 15

_ARN = re.compile(r"arn:aws[a-z-]*:ssm:[a-z0-9-]*:\d*:parameter(?=/)")
_CHARACTERS = re.compile(r"[A-Za-z0-9_.-]*")
_RESERVED = ("aws", "ssm")


def segments(path: str) -> tuple[str, ...]:
    """The parts of a path between its slashes.

    >>> segments("/param/staging//key")
    ('param', 'staging', 'key')
    """
    return tuple(part for part in path.split("/") if part)


def normalised(path: str) -> str:
    """The path as it should have been written: one slash before each part, none at the end.

    >>> normalised("param//staging/key/")
    '/param/staging/key'
    """
    return "".join(f"/{part}" for part in segments(path))


def problems(path: str) -> Iterator[str]:
    """What is wrong with a path, in words that follow it: `has no leading slash`.

    >>> list(problems("param//key"))
    ['has no leading slash', 'has a doubled slash']
    >>> list(problems("/param/staging/key")), list(problems("arn:aws:ssm:eu-west-3:123456789012:parameter/key"))
    ([], [])
    """
    path = _ARN.sub("", path)  # a parameter that another account shares
    parts = segments(path)
    if not path.startswith("/"):
        yield "has no leading slash"
    if "//" in path:
        yield "has a doubled slash"
    if parts and path.endswith("/"):
        yield "ends with a slash"
    if not all(_CHARACTERS.fullmatch(part) for part in parts):
        yield "holds characters other than letters, digits, '.', '-' and '_'"
    if parts and parts[0].lower().startswith(_RESERVED) and not public(path):
        yield f"begins with {parts[0][:3]!r}, which AWS keeps for itself"
    if len(parts) > MOST_LEVELS:
        yield f"has {len(parts)} levels; SSM takes {MOST_LEVELS}"
    if len(path) > MOST_CHARACTERS:
        yield f"has {len(path)} characters; SSM takes {MOST_CHARACTERS}"


def public(path: str) -> bool:
    """Whether AWS itself publishes the parameter: `/aws/service/...`.

    >>> public("/aws/service/eks/optimized-ami"), public("/param/key")
    (True, False)
    """
    return path.startswith(("/aws/service/", "/aws/reference/"))


def environment_of(path: str, environments: Collection[str]) -> str | None:
    """The environment that a part of the path names; None where none does, or the first of several.

    >>> environment_of("/param/my-project/staging/key", ["production", "staging"])
    'staging'
    """
    return next((part for part in segments(path) if part in environments), None)


def impossible(name: str) -> list[str]:
    """Why SSM can hold no parameter of that name; empty where it can. A name without any slash needs none in front.

    >>> impossible("/param/staging/key"), impossible("key"), impossible("param/key")
    ([], [], ['has no leading slash'])
    """
    if not segments(name):
        return ["names nothing"]
    return list(problems(name if "/" in name else f"/{name}"))
