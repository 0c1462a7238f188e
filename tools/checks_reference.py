"""Writes docs/checks.md from the docstrings of the checks: `make docs`."""

from __future__ import annotations

from pathlib import Path

from plainsail.findings.rules import Rule, rules

PAGE = Path(__file__).resolve().parents[1] / "docs" / "checks.md"

_HEAD = """\
<!-- Written by `make docs` from the docstrings in plainsail/checks/. -->

# Checks

What `plainsail check` looks for. *error*: the API server refuses it, it cannot work, or it is unsafe. *warning*: it
works today and will fail on a day that one can name. *info*: taste or hardening. A finding that is meant is waived in
`envs/`: `waivers = {"check-id": "the reason"}`; `plainsail check --explain ID` prints what stands here.
"""


def page() -> str:
    """The whole page."""
    known = sorted(rules().values(), key=lambda rule: rule.id)
    table = "\n".join(f"| [{rule.id}](#{rule.id}) | {rule.severity} | {rule.title} |" for rule in known)
    sections = "\n".join(map(_section, known))
    return f"{_HEAD}\n| check | severity | what is wrong |\n|---|---|---|\n{table}\n\n{sections}"


def _section(rule: Rule) -> str:
    about = f"{rule.title}.{f' {rule.text}.' if rule.text else ''}"
    return f"## {rule.id}\n\n*{rule.severity}* · {about}\n\n**Why:** {rule.why}.\n\n**Fix:** {rule.fix}.\n"
