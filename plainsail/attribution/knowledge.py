"""What one app in one environment taught about others of its shape: which settings a kind of field can depend on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TypeAlias

from constructs_lib.kubernetes.paths import Item, Path

FieldPattern: TypeAlias = tuple[str, ...]
"""Kind and keys of a field, without names that differ from app to app: items of lists, labels, keys of data."""

_TEMPLATES = (("spec", "jobTemplate", "spec", "template"), ("spec", "template"))
_FREE_KEYS = ("annotations", "data", "labels", "matchLabels", "nodeSelector", "selector")


class Knowledge:
    """Settings, as patterns of the vocabulary, by the kinds of field that they were seen to decide."""

    def __init__(self) -> None:
        self._tried: frozenset[str] = frozenset()
        self._deciding: dict[FieldPattern, set[str]] = {}

    def learn(self, tried: frozenset[str], fields: Iterable[tuple[str, Path, str | None]]) -> None:
        """Takes in an experiment with these settings: kind and field, and a setting that decides it, if one does."""
        deciding: dict[FieldPattern, set[str]] = defaultdict(set, self._deciding)
        for kind, field, setting in fields:
            pattern = pattern_of(kind, field)
            for end in range(1, len(pattern) + 1):
                deciding[pattern[:end]] |= {setting} if setting else set()
        self._deciding, self._tried = dict(deciding), self._tried | tried

    def candidates(self, kind: str, field: Path, settings: frozenset[str]) -> frozenset[str] | None:
        """Those of an environment's settings that a field may depend on; None where nothing is known of it.

        A setting that was never tried may decide anything.
        """
        known = self._deciding.get(pattern_of(kind, field))
        return None if known is None else settings & (known | (settings - self._tried))


def pattern_of(kind: str, field: Path) -> FieldPattern:
    """The pattern of a field; a pod is one wherever it stands.

    >>> pattern_of("CronJob", ("spec", "jobTemplate", "spec", "template", "spec", "volumes", Item("tmp")))
    ('pod', 'spec', 'volumes', '[]')
    """
    parts = tuple("[]" if isinstance(part, Item) else part for part in field)
    for template in _TEMPLATES:
        if parts[: len(template)] == template:
            kind, parts = "pod", parts[len(template) :]
            break
    return (kind, *("*" if above in _FREE_KEYS else part for above, part in zip((kind, *parts), parts, strict=False)))
