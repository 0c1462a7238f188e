"""Names that follow the content of an object: `backend-0a1b2c3d`. Another content is another object."""

import hashlib
import json
import re
from typing import Any

from constructs_lib.kubernetes.objects import Key

_HASH = "-[0-9a-f]{8}"
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
    return re.sub(rf"(?<=[/.])({re.escape(stem)}(?:-[a-z0-9-]+)?){_HASH}(?=$|\.yaml$)", r"\1", name)
