"""Writes docs/checks.md from the docstrings of the checks: `make docs`."""

from pathlib import Path

from plainsail.checks import RULES
from plainsail.findings.rules import Rule
from plainsail.manifests.manifests import Manifests

PAGE = Path(__file__).resolve().parents[1] / "docs" / "checks.md"

_HEAD = """\
<!-- Written by `make docs` from the docstrings in plainsail/checks/. -->

# Checks

What `plainsail check` looks for. *error*: the API server refuses it, it cannot work, or it is unsafe. *warning*: it
works today and will fail on a day that one can name. *info*: taste or hardening. A finding that is meant is waived in
`envs/`: `waivers = {"check-id": "the reason"}`; `plainsail check --explain ID` prints what stands here.

| `--format` | for |
|---|---|
| `text` | people: a paragraph for each finding, with the line that decides it; `NO_COLOR` takes the colours out |
| `json` | scripts: an object with a `version` and one list, `findings`, of flat rows |
| `markdown` | a pull request's comment, or a job's summary, within 65,536 characters: a table, and folds that say why |
| `sarif` | code scanning: SARIF 2.1.0, with every check as a rule |
| `github` | annotations of a workflow run, beside the lines |

`plainsail plan` and `plainsail secrets verify` have the same. None repeats a credential that stands in a setting.
"""


def page() -> str:
    """The whole page."""
    known = sorted(RULES.values(), key=lambda rule: rule.id)
    table = "\n".join(f"| [{rule.id}](#{rule.id}) | {rule.severity} | {rule.title} |" for rule in known)
    sections = "\n".join(map(_section, known))
    return f"{_HEAD}\n| check | severity | what is wrong |\n|---|---|---|\n{table}\n\n{sections}"


def _section(rule: Rule[Manifests]) -> str:
    about = f"{rule.title}.{f' {rule.text}.' if rule.text else ''}"
    advice = {"Why": rule.why, "Fix": rule.fix, "In settings": rule.in_settings}
    told = "\n\n".join(f"**{word}:** {text}." for word, text in advice.items() if text)
    return f"## {rule.id}\n\n*{rule.severity}* · {about}\n\n{told}\n"
