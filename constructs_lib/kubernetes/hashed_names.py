"""Names that follow the content of an object: `backend-0a1b2c3d`. Another content is another object."""

import hashlib
import json
import re
from collections.abc import Iterator
from typing import Any

from constructs_lib.kubernetes.objects import Key

_HASHED = re.compile(r"(.*)-[0-9a-f]{8}(\.yaml)?", re.DOTALL)
_PART = re.compile("(-[a-z0-9-]+)?")
_KINDS = ("ExternalSecret",)


def with_hash(stem: str, content: Any) -> str:
    """The name of an object of this content, which is plain data: in any process, on any machine, the same for ever.

    >>> with_hash("backend", {"a": 1, "b": [2]}) == with_hash("backend", {"b": [2], "a": 1})
    True
    >>> with_hash("backend", {"a": 1})
    'backend-f9d86028'
    """
    return f"{stem}-{hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:8]}"


def known_as(key: Key, stem: str | None) -> str:
    """Kind and name of an object as people and patches call it: without the hash, which moves with the content.

    >>> known_as(Key("external-secrets.io", "ExternalSecret", "shop", "shop-f9d86028"), "shop")
    'ExternalSecret/shop'
    >>> known_as(Key("", "ConfigMap", "shop", "shop-f9d86028"), "shop")
    'ConfigMap/shop-f9d86028'
    """
    return without_hash(str(key), stem) if key.kind in _KINDS else str(key)


def without_hash(name: str, stem: str | None) -> str:
    """The name of an object, with its kind or as that of its file, as if its content did not count.

    >>> without_hash("ExternalSecret.shop-f9d86028.yaml", "shop"), without_hash("Job.shop-migration.yaml", "shop")
    ('ExternalSecret.shop.yaml', 'Job.shop-migration.yaml')
    >>> without_hash("ExternalSecret/shop-mail-f9d86028", "shop")
    'ExternalSecret/shop-mail'
    """
    if not stem or not any(kind in name for kind in _KINDS):
        return name
    match = _HASHED.fullmatch(name)
    # Without a pattern of the stem's own: each takes time to compile, and each app has another stem.
    if match and any(_PART.fullmatch(part) for sign in "/." for part in _behind(match[1], sign + stem)):
        return match[1] + (match[2] or "")
    return name


def _behind(text: str, start: str) -> Iterator[str]:
    """What follows each place where a text says so."""
    at = text.find(start)
    while at >= 0:
        yield text[at + len(start) :]
        at = text.find(start, at + 1)
