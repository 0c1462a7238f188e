"""Writes docs/checks.md from the docstrings of the checks: `make docs`."""

from pathlib import Path

from plainsail.checks import RULES
from plainsail.findings.reference import markdown
from tools.verdicts.measure import VERSION
from tools.verdicts.record import CREATES, FIGURES, UPDATES, recorded, seeds

PAGE = Path(__file__).resolve().parents[1] / "docs" / "checks.md"

_HEAD = """\
<!-- Written by `make docs` from the docstrings in plainsail/checks/. -->

# Checks

What `plainsail check` looks for. *error*: the API server refuses it, it cannot work, or it is unsafe; each check says
which of these its errors are. *warning*: it works today and will fail on a day that one can name. *info*: taste or
hardening. A finding that is meant is [waived](how-to.md#waive-one-finding) in `envs/`:
`waivers = {"check-id": "the reason"}`. `plainsail check --explain ID` prints what stands here. A project adds
[checks of its own](how-to.md#write-a-check-of-your-own).

| `--format` | for |
|---|---|
| `text` | people: a paragraph each, with the line that decides it; [colours, links, a pager](editor.md#in-a-terminal) |
| `json` | scripts: an object with a `version` and one list, `findings`, of flat rows |
| `markdown` | a pull request's comment, or a job's summary, within 65,536 characters: a table, and folds that say why |
| `sarif` | code scanning: SARIF 2.1.0, with every check as a rule |
| `github` | annotations of a workflow run, beside the lines |
| `lines` | [editors](editor.md#problems-beside-the-lines): `file:line: severity: message [check]` |

`plainsail plan` and `plainsail secrets verify` have the same. None repeats a credential that stands in a setting. A row
of JSON has `refused: true` where the API server refuses the object.

## How far that can be relied on

Sound objects of %(kinds)s kinds, broken one field at a time in %(ways)s ways, went to an API server of Kubernetes
%(version)s as dry runs, and its verdicts are written down in `tests/verdicts/`. `make verdicts` holds `check` against
them, and `plan` against what the server said of updates:

%(figures)s

An object that is accepted may be an error all the same: an image that no registry can have, a probe of a port that does
not exist. Such errors say that it cannot work, not that it is refused; they are counted in the last column.
"""


def page() -> str:
    """The whole page."""
    return f"{_head()}\n{markdown(RULES)}"


def _head() -> str:
    """The head of the page, with the figures as they were measured last."""
    rows = [row for table in (CREATES, UPDATES) for row in recorded(table)]
    return _HEAD % {
        "kinds": len({seed["kind"] for seed in seeds()}),
        "ways": f"{len(rows):,}",
        "version": f"{VERSION}",
        "figures": FIGURES.read_text(encoding="utf-8").strip(),
    }
