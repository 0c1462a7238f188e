"""What AWS' documentation says of how a policy is evaluated, as far as these policies need it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

Policy = Mapping[str, Any]


def allows(policy: Policy, action: str, resource: str, context: Mapping[str, str] | None = None) -> bool:
    """Whether a policy allows an action: one statement allows it, and none denies it."""
    effects = {
        statement["Effect"]
        for statement in policy["Statement"]
        if _any(statement["Action"], action, ignore_case=True)
        and _any(statement.get("Resource", "*"), resource)
        and _conditions_hold(statement.get("Condition", {}), context or {})
    }
    return effects == {"Allow"}


def trusts_identity(policy: Policy, subject: str, audience: str = "sts.amazonaws.com") -> bool:
    """Whether a trust policy lets a job of GitHub in."""
    host = "token.actions.githubusercontent.com"
    context = {f"{host}:aud": audience, f"{host}:sub": subject}
    return _trusts(policy, "Federated", "sts:AssumeRoleWithWebIdentity", context)


def trusts_principal(policy: Policy, arn: str) -> bool:
    """Whether a trust policy lets a role or a user of the account in."""
    return _trusts(policy, "AWS", "sts:AssumeRole", {"aws:PrincipalArn": arn})


def _trusts(policy: Policy, kind: str, action: str, context: Mapping[str, str]) -> bool:
    return any(
        kind in statement["Principal"]
        and statement["Effect"] == "Allow"
        and action in listed(statement["Action"])
        and _conditions_hold(statement["Condition"], context)
        for statement in policy["Statement"]
    )


def listed(value: Any) -> list[Any]:
    """One, or several, as a list."""
    return value if isinstance(value, list) else [value]


def _conditions_hold(conditions: Mapping[str, Mapping[str, Any]], context: Mapping[str, str]) -> bool:
    """Every operator and every key must hold; a key that the request does not have never does."""
    return all(
        key in context and any(_OPERATORS[operator](wanted, context[key]) for wanted in listed(values))
        for operator, keys in conditions.items()
        for key, values in keys.items()
    )


def _any(patterns: Any, text: str, *, ignore_case: bool = False) -> bool:
    fold = str.lower if ignore_case else str
    return any(_like(fold(pattern), fold(text)) for pattern in listed(patterns))


def _like(pattern: str, text: str) -> bool:
    """`*` is any text, `?` any character; upper and lower case differ."""
    parts = (".*" if part == "*" else "." if part == "?" else re.escape(part) for part in re.split(r"([*?])", pattern))
    return re.fullmatch("".join(parts), text, re.DOTALL) is not None


def _arn_like(pattern: str, arn: str) -> bool:
    """Part by part of an ARN."""
    wanted, given = pattern.split(":", 5), arn.split(":", 5)
    return len(wanted) == len(given) and all(map(_like, wanted, given))


_OPERATORS = {"ArnLike": _arn_like, "StringEquals": str.__eq__, "StringLike": _like}
