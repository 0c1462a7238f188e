"""How a plan is written: for people, for pull requests, for scripts. One file each."""

from collections.abc import Callable, Mapping

from plainsail.plan.formats import json, markdown, text
from plainsail.plan.report import Plan

FORMATS: Mapping[str, Callable[[Plan], str]] = {
    "text": text.write,
    "markdown": markdown.write,
    "json": json.write,
}
