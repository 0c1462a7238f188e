"""The mode of a volume's files is written in decimal, though its digits are those of an octal mode.

YAML reads `0400` as octal, `400` as decimal; JSON knows decimal only.

Why: `400` is 0620, which lets the group write and the owner not run: keys are refused as too open, or not read at all.
Fix: write `0400` (256 in JSON), `0440` (288), `0444` (292), `0500` (320), `0550` (360), `0600` (384), `0640` (416),
`0644` (420) or `0755` (493).
"""

from collections.abc import Iterator
from typing import Any

from constructs_lib.kubernetes.paths import Part
from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "warning"

_PLAUSIBLE = frozenset(
    int(digits, 8)
    for digits in (
        *("400", "440", "444", "500", "511", "540", "544", "550", "551", "554", "555", "600", "604", "640", "644"),
        *("660", "664", "666", "700", "710", "711", "740", "744", "750", "751", "754", "755", "770", "775", "777"),
        *("100", "111", "200", "220", "222"),
    )
)
"""Modes that people give to files."""
_FIELDS = ("secret", "configMap", "downwardAPI", "projected")


def check(manifests: Manifests) -> Iterator[Finding]:
    for pod in manifests.pods():
        for index, volume in enumerate(pod.spec.get("volumes", [])):
            for field, mode in _modes(volume):
                if _is_decimal(mode):
                    message = f"{mode} is decimal: files get the mode 0{mode:o}; write 0{mode} or {int(str(mode), 8)}"
                    yield Finding(pod.where(("volumes", index, *field)), message)


def _modes(volume: dict[str, Any]) -> Iterator[tuple[tuple[Part | int, ...], int]]:
    for kind in _FIELDS:
        source = volume.get(kind, {})
        if "defaultMode" in source:
            yield (kind, "defaultMode"), source["defaultMode"]
        yield from _of_items(source, (kind,))
        for index, projected in enumerate(source.get("sources", [])):
            for part in _FIELDS:
                yield from _of_items(projected.get(part, {}), (kind, "sources", index, part))


def _of_items(source: dict[str, Any], field: tuple[Part | int, ...]) -> Iterator[tuple[tuple[Part | int, ...], int]]:
    for index, item in enumerate(source.get("items", [])):
        if "mode" in item:
            yield (*field, "items", index, "mode"), item["mode"]


def _is_decimal(mode: int) -> bool:
    """Whether the digits are a mode that people give, and the number is none.

    >>> [mode for mode in (256, 292, 384, 400, 420, 440, 444, 493, 500, 511) if _is_decimal(mode)]
    [400, 440, 444, 500]
    """
    digits = str(mode)
    octal = digits.isdigit() and len(digits) == 3 and not set(digits) & set("89")
    return octal and int(digits, 8) in _PLAUSIBLE and mode not in _PLAUSIBLE
