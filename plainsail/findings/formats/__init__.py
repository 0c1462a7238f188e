"""How findings are written: for people, for scripts, for code scanning, for annotations. One file each."""

from collections.abc import Callable, Mapping

from plainsail.findings.engine import Verdict
from plainsail.findings.formats import github, json, sarif, text

FORMATS: Mapping[str, Callable[[Verdict], str]] = {
    "text": text.write,
    "json": json.write,
    "sarif": sarif.write,
    "github": github.write,
}
