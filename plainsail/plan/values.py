"""Values of fields as text: short, on one line where they can be, and never a credential."""

import json
import re
from collections.abc import Mapping
from typing import Any

from constructs_lib.kubernetes.diff import ABSENT, FieldChange
from constructs_lib.kubernetes.paths import Item, Path, name_of
from plainsail.findings.redaction import HIDDEN, means_credential, without_credentials
from plainsail.manifests.credentials import named
from plainsail.terminal import printable

_SECRET_DATA = ("data", "stringData")


def is_secret(kind: str, field: FieldChange) -> bool:
    """Whether a value must not be seen: a Secret's data, what is named like a credential, or looks like one."""
    return any(redacted(kind, field.path, side) == HIDDEN for side in (field.old, field.new))


def redacted(kind: str, parts: Path, value: Any) -> Any:
    """The value with everything hidden in it that may be a credential."""
    if kind == "Secret" and parts[:1] and parts[0] in _SECRET_DATA and value is not ABSENT:
        return dict.fromkeys(value, HIDDEN) if isinstance(value, Mapping) else HIDDEN
    if isinstance(value, Mapping):
        return {key: redacted(kind, (*parts, str(key)), item) for key, item in _variable(value).items()}
    if isinstance(value, list):
        return [redacted(kind, (*parts, Item("")), item) for item in value]
    if not isinstance(value, str):
        return value
    if parts[-1:] == ("value",) and len(parts) > 1:
        return _of_name(name_of(parts[-2]), value)
    is_named = len(parts) > 1 and parts[-2] in {"data", "annotations"}
    return _of_name(name_of(parts[-1]), value) if is_named else without_credentials(value)


def _variable(value: Mapping[str, Any]) -> Mapping[str, Any]:
    """The mapping; of a variable among others, with the value hidden that its name gives away."""
    name = value.get("name")
    return {**value, "value": _of_name(name, value["value"])} if isinstance(name, str) and "value" in value else value


def _of_name(name: str, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    return HIDDEN if means_credential(name) or named(name, value) else without_credentials(value)


def of_item(parts: Path, value: Any) -> Any:
    """An item of a list without the name that its path says already; a variable as what it holds.

    >>> of_item(("env", Item("A")), {"name": "A", "value": "b"})
    'b'
    >>> of_item(("env", Item("A")), {"name": "A", "valueFrom": {"secretKeyRef": {"name": "backend", "key": "A"}}})
    'A of Secret/backend'
    """
    if not isinstance(value, Mapping) or parts[-1:] != (Item(str(value.get("name"))),):
        return value
    rest = {key: item for key, item in value.items() if key != "name"}
    match rest:
        case {"value": held} if len(rest) == 1:
            return held
        case {"valueFrom": {"secretKeyRef": {"name": name, "key": key}}}:
            return f"{key} of Secret/{name}"
        case {"valueFrom": {"configMapKeyRef": {"name": name, "key": key}}}:
            return f"{key} of ConfigMap/{name}"
    return rest


def as_text(value: Any) -> str:
    """A value on one line, text without quotes where it cannot be taken for something else.

    >>> as_text("512Mi"), as_text("80"), as_text(80), as_text({"a": [1]}), as_text(ABSENT)
    ('512Mi', '"80"', '80', '{"a": [1]}', '(none)')
    """
    if value is ABSENT:
        return repr(ABSENT)
    if isinstance(value, str) and _is_plain(value):
        return printable(value)
    return printable(json.dumps(value, ensure_ascii=False, sort_keys=True))


def _is_plain(text: str) -> bool:
    if not text or text != text.strip() or re.search(r"[\n\t\r]", text) or text in {"true", "false", "null", "(none)"}:
        return False
    return re.fullmatch(r"[-+.\d]+(?:[eE][-+]?\d+)?", text) is None
