"""How findings are written: for people, scripts, pull requests, code scanning, annotations. One file each."""

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
