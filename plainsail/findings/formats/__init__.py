"""How findings are written: for people, scripts, pull requests, code scanning, annotations. One file each.

A format never sorts, counts or judges: the report has done so.
"""

from collections.abc import Callable, Mapping

from plainsail.findings.formats import github, json, markdown, sarif, text
from plainsail.findings.report import Report

FORMATS: Mapping[str, Callable[[Report], str]] = {
    "text": text.write,
    "json": json.write,
    "markdown": markdown.write,
    "sarif": sarif.write,
    "github": github.write,
}
