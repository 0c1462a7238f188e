"""A file holds placeholders, so it is no manifest yet.

What stands in for a value is judged no further: not as an image, a name or a number.

Why: the API server takes `${IMAGE}` for the value itself, and refuses it.
Fix: replace them before the file is judged, and applied.
"""

from collections.abc import Iterator
from itertools import groupby

from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.placeholders import replacers

SEVERITY: Severity = "info"
_MOST = 3


def check(manifests: Manifests) -> Iterator[Finding]:
    for _, held in groupby(manifests.placeholders, key=lambda placeholder: placeholder.where.path):
        fields = list(held)
        words = list(dict.fromkeys(word for field in fields for word in field.words))
        shown = ", ".join(words[:_MOST]) + (f" and {len(words) - _MOST} more" if len(words) > _MOST else "")
        what, them = ("a placeholder", "it") if len(words) == 1 else ("placeholders", "them")
        message = f"holds {what}, so the file is no manifest yet: {shown}"
        yield Finding(fields[0].where, message, fix=f"replace {them} first: {', '.join(replacers(words))}")
