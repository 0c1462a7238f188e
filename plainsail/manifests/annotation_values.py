"""Grammars of annotations: values are texts, and a controller reads a number, a list or JSON in them.

A grammar takes the text and says what is wrong with it, as the end of a sentence; None where nothing is.
"""

import ipaddress
import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from constructs_lib.kubernetes.nearest import did_you_mean, did_you_mean_or_all, nearest
from plainsail.manifests.fields import mapping

Grammar = Callable[[str], str | None]

_BOOLEANS = ("1", "t", "T", "TRUE", "true", "True", "0", "f", "F", "FALSE", "false", "False")
_WHOLE = re.compile(r"[+-]?[0-9]{1,18}", re.ASCII)


_PLACEHOLDER = re.compile(r"\$\{|\$\(|\{\{|<[A-Za-z_ -]+>|\$[A-Z_]+")


def is_placeholder(text: str) -> bool:
    """Whether somebody is to fill the value in before it is applied.

    >>> is_placeholder("${CERTIFICATE}"), is_placeholder("<your-arn>"), is_placeholder('[{"HTTP": 80}]')
    (True, True, False)
    """
    return _PLACEHOLDER.search(text) is not None


def anything(_: str) -> None:
    """No rule."""


def boolean(text: str) -> str | None:
    """What Go's ParseBool takes.

    >>> boolean("true"), boolean("yes")
    (None, "'yes' is neither true nor false")
    """
    return None if text in _BOOLEANS else f"{text!r} is neither true nor false"


def integer(least: int, most: int) -> Grammar:
    """A whole number between two others.

    >>> integer(1, 10)("11"), integer(1, 10)("ten")
    ("'11' is not within 1 and 10", "'ten' is no whole number")
    """

    def grammar(text: str) -> str | None:
        if not _WHOLE.fullmatch(text):
            return f"{text!r} is no whole number"
        return None if least <= int(text) <= most else f"{text!r} is not within {least} and {most}"

    return grammar


def one_of(*words: str) -> Grammar:
    """One of a few words, as they are spelled.

    >>> one_of("internal", "internet-facing")("Internal")
    "'Internal' is none of its values; did you mean 'internal'?"
    """

    def grammar(text: str) -> str | None:
        return None if text in words else f"{text!r} is none of its values{did_you_mean_or_all(text, words)}"

    return grammar


def matching(pattern: str, what: str) -> Grammar:
    """A text of one form; `what` says which, with an example."""
    compiled = re.compile(pattern, re.ASCII)

    def grammar(text: str) -> str | None:
        return None if compiled.fullmatch(text) else f"{text!r} is no {what}"

    return grammar


def either(*grammars: Grammar) -> Grammar:
    """What one of several grammars takes; the last one tells what is wrong."""

    def grammar(text: str) -> str | None:
        problems = [one(text) for one in grammars]
        return None if None in problems else problems[-1]

    return grammar


def parts(text: str) -> list[str]:
    """The parts of a list with commas.

    >>> parts("a, b,,")
    ['a', 'b']
    """
    return [part.strip() for part in text.split(",") if part.strip()]


def many(grammar: Grammar) -> Grammar:
    """A list with commas, each part of one grammar."""

    def grammar_of_all(text: str) -> str | None:
        return next((problem for part in parts(text) if (problem := grammar(part))), None)

    return grammar_of_all


def cidr(text: str) -> str | None:
    """A range of addresses, with its length.

    >>> cidr("10.0.0.0/8"), cidr("10.0.0.1")
    (None, "'10.0.0.1' is no range of addresses, such as 10.0.0.0/8")
    """
    try:
        ipaddress.ip_network(text, strict=False)
    except ValueError:
        return f"{text!r} is no range of addresses, such as 10.0.0.0/8"
    return None if "/" in text else f"{text!r} is no range of addresses, such as 10.0.0.0/8"


def pairs(known: Mapping[str, Grammar] | None = None) -> Grammar:
    """`key=value` with commas between; where keys are known, a misspelt key and its value are told.

    >>> pairs()("a=b,c"), pairs({"idle": integer(1, 9)})("idel=3")
    ("'c' is no key=value", "'idel' is no attribute; did you mean 'idle'?")
    """

    def grammar(text: str) -> str | None:
        for part in parts(text):
            key, equals, value = part.partition("=")
            if not equals or not key:
                return f"{part!r} is no key=value"
            if known is None:
                continue
            if key not in known:
                if nearest(key, known):
                    return f"{key!r} is no attribute{did_you_mean(key, known)}"
            elif problem := known[key](value):
                return f"{key}: {problem}"
        return None

    return grammar


def decoded(text: str) -> Any:
    """What JSON says. Raises `ValueError` for what is none; keys count without regard to their case, as for Go."""
    try:
        return _folded(json.loads(text))
    except RecursionError as error:
        raise ValueError("nested too deep") from error


def _folded(value: Any) -> Any:
    if isinstance(value, dict):
        return {key.lower(): _folded(item) for key, item in value.items()}
    return [_folded(item) for item in value] if isinstance(value, list) else value


def object_with(*required: str) -> Grammar:
    """A JSON object with texts under the required keys.

    >>> object_with("issuer")("{}"), object_with("issuer")("{issuer: a}")
    ('has no issuer', 'is no JSON')
    """

    def grammar(text: str) -> str | None:
        try:
            value = decoded(text)
        except ValueError:
            return "is no JSON"
        if not isinstance(value, dict):
            return "is no JSON object"
        return next((f"has no {key}" for key in required if not mapping(value).get(key.lower())), None)

    return grammar
