"""What a text must look like, for rules in code: a form of words.py, a path, and where it is missing."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from constructs_lib.kubernetes.objects import Document
from constructs_lib.kubernetes.paths import Part
from plainsail.schemas.problems import CONCERN, WORDS, Concern, Schema, quoted
from plainsail.schemas.rules.together import Place, Refusal, Rule


def misfit(form: Schema, value: str, *field: Part | int) -> Iterator[Refusal]:
    """A text that does not have a form, as `text()` makes one."""
    if len(value) > form.get("maxLength", len(value)) or not _compiled(form["pattern"]).fullmatch(value):
        yield Refusal(field, f"{quoted(value)} {form[WORDS]}", form.get(CONCERN, "object"))


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    # The dollar of Python's expressions stands before a last line break, too.
    return re.compile(pattern.removeprefix("^").removesuffix("$"))


def needs(*fields: str, concern: Concern = "object") -> Rule:
    """Text that must be there, and not be empty."""

    def rule(value: Document, _: Place) -> Iterator[Refusal]:
        for field in fields:
            if not value.get(field):
                yield Refusal((field,), f"{field} is required and {'empty' if field in value else 'missing'}", concern)

    return rule


def forms(concern: Concern | None = None, **fields: Schema) -> Rule:
    """Texts that have a form where they are there and not empty."""

    def rule(value: Document, _: Place) -> Iterator[Refusal]:
        for field, form in fields.items():
            if text := value.get(field):
                for refusal in misfit(form, text, field):
                    yield refusal if concern is None else refusal._replace(concern=concern)

    return rule


def climbs(path: str) -> bool:
    """Whether a path leads out of a folder.

    >>> climbs("a/../../b"), climbs("a/..b")
    (True, False)
    """
    return ".." in path.split("/")


def out_of_folder(path: str, *field: Part | int, concern: Concern = "volume", name: bool = False) -> Iterator[Refusal]:
    """What is wrong with a path that should stay within a folder; `name` where it may not begin with '..' either."""
    if path.startswith("/"):
        yield Refusal(field, f"{quoted(path)} begins with '/', where a path within the volume belongs", concern)
    elif climbs(path):
        yield Refusal(field, f"{quoted(path)} leads out of the volume", concern)
    elif name and path.startswith(".."):
        yield Refusal(field, f"{quoted(path)} begins with '..', which the kubelet keeps for itself", concern)


def twice(items: list[Any]) -> Iterator[tuple[int, Any]]:
    """Index and value of each item that was there before.

    >>> list(twice(["a", "b", "a"]))
    [(2, 'a')]
    """
    seen = set()
    for index, item in enumerate(items):
        if item in seen:
            yield index, item
        seen.add(item)
