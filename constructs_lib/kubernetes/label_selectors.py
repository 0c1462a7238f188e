"""Label selectors: what they match, and how people write them."""

from collections.abc import Mapping
from typing import Any

Labels = Mapping[str, str]
Selector = Mapping[str, Any]
"""A LabelSelector: `matchLabels`, `matchExpressions`."""


def has_all(wanted: Labels, labels: Labels) -> bool:
    """Whether labels hold every pair of a plain selector, as Services have it.

    >>> has_all({"app": "a"}, {"app": "a", "tier": "web"}), has_all({"app": "a"}, {"app": "b"})
    (True, False)
    """
    return wanted.items() <= labels.items()


def matches(selector: Selector, labels: Labels) -> bool:
    """Whether a LabelSelector (`matchLabels`, `matchExpressions`) matches labels. The empty one matches all.

    >>> matches({"matchExpressions": [{"key": "tier", "operator": "NotIn", "values": ["web"]}]}, {"app": "a"})
    True
    """
    return has_all(selector.get("matchLabels", {}), labels) and all(
        _holds(expression, labels) for expression in selector.get("matchExpressions", [])
    )


def is_empty(selector: Selector) -> bool:
    """Whether a LabelSelector asks for nothing, and so matches everything."""
    return not selector.get("matchLabels") and not selector.get("matchExpressions")


def shown(selector: Selector) -> str:
    """A LabelSelector as `kubectl` writes it.

    >>> shown({"matchLabels": {"app": "a"}, "matchExpressions": [{"key": "tier", "operator": "Exists"}]})
    'app=a,tier'
    """
    pairs = [f"{key}={value}" for key, value in selector.get("matchLabels", {}).items()]
    return ",".join((*pairs, *(_shown(expression) for expression in selector.get("matchExpressions", []))))


def _holds(expression: Mapping[str, Any], labels: Labels) -> bool:
    key, values = expression["key"], expression.get("values", [])
    match expression["operator"]:
        case "In":
            return labels.get(key) in values
        case "NotIn":
            return labels.get(key) not in values
        case "Exists":
            return key in labels
        case "DoesNotExist":
            return key not in labels
    return True  # no operator that Kubernetes knows: another check's matter


def _shown(expression: Mapping[str, Any]) -> str:
    key, values = expression["key"], ",".join(expression.get("values", []))
    match expression["operator"]:
        case "In":
            return f"{key} in ({values})"
        case "NotIn":
            return f"{key} notin ({values})"
        case "DoesNotExist":
            return f"!{key}"
    return str(key)
