"""How a plan is written: what differs in front, between or behind its consequences, which `findings` writes.

Never writes a consequence itself.
"""

from collections.abc import Callable, Mapping

from plainsail.findings.formats import FORMATS as OF_FINDINGS
from plainsail.plan.formats import json, markdown, text
from plainsail.plan.report import Plan

FORMATS: Mapping[str, Callable[[Plan], str]] = {
    "text": text.write,
    "json": json.write,
    "markdown": markdown.write,
    "sarif": lambda plan: OF_FINDINGS["sarif"](plan.report),
    "github": lambda plan: OF_FINDINGS["github"](plan.report),
    "lines": lambda plan: OF_FINDINGS["lines"](plan.report),
}
