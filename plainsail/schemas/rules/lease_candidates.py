"""What the API server refuses in LeaseCandidate (`pkg/apis/coordination/validation`)."""

import re
from collections.abc import Iterator

from constructs_lib.kubernetes import names
from constructs_lib.kubernetes.objects import Document
from plainsail.schemas.rules.together import Fields, Names, Place, Refusal, Together, of_versions
from plainsail.schemas.rules.words import NOT_EMPTY, text

_VERSIONS = ("v1beta1", "v1alpha2")
_NUMBER = "(0|[1-9][0-9]*)"
_LABEL = r"(0|[1-9][0-9]*|[0-9]*[-a-zA-Z][-0-9a-zA-Z]*)"
_SEMANTIC = rf"{_NUMBER}\.{_NUMBER}\.{_NUMBER}(-{_LABEL}(\.{_LABEL})*)?(\+[-0-9a-zA-Z]+(\.[-0-9a-zA-Z]+)*)?"
_VERSION = text("object", _SEMANTIC, "is no semantic version, as 1.35.0")
_RELEASE = re.compile(rf"{_NUMBER}\.{_NUMBER}\.{_NUMBER}")
STRATEGY = text(
    "object",
    rf"OldestEmulationVersion|{names.SUBDOMAIN}/{names.QUALIFIED}",
    "is no strategy: OldestEmulationVersion, or one's own as example.com/name",
)
"""How the holder of a Lease is chosen."""

FIELDS: Fields = of_versions(
    "coordination",
    _VERSIONS,
    {
        "LeaseCandidateSpec": {
            "binaryVersion": _VERSION,
            "emulationVersion": {"anyOf": [{"const": ""}, _VERSION]},
            "leaseName": NOT_EMPTY,
            "strategy": STRATEGY,
        }
    },
)

REQUIRED: Names = of_versions("coordination", _VERSIONS, {"LeaseCandidate": ("spec",)})
"""Fields that the API server requires and the published schema does not."""


def _emulation(value: Document, _: Place) -> Iterator[Refusal]:
    binary, emulated = value["binaryVersion"], value.get("emulationVersion")
    if not emulated:
        if value["strategy"] == "OldestEmulationVersion":
            yield Refusal(("emulationVersion",), "is missing, where strategy is OldestEmulationVersion")
    elif _release(binary) < _release(emulated):
        yield Refusal(("binaryVersion",), f"{binary} is below {emulated}, which it emulates")


def _release(version: str) -> tuple[int, ...]:
    match = _RELEASE.match(version)
    return tuple(int(number) for number in match.groups()) if match else ()


TOGETHER: Together = of_versions("coordination", _VERSIONS, {"LeaseCandidateSpec": (_emulation,)})
