"""Writes plainsail/checks/asks.json: what each check asks of manifests that hold nothing.

`make tables` runs it. `plainsail.manifests.questions` says why a check whose questions are all answered by nothing
finds nothing; a test holds that the file is true.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from plainsail.checks import RULES
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.questions import questions

PATH = Path(__file__).parents[1] / "plainsail/checks/asks.json"


def text() -> str:
    """What the file says: a line for each check."""
    asked = {id: questions(rule.find, Manifests(())) for id, rule in RULES.items()}
    rows = (f"  {json.dumps(id)}: {json.dumps(asks)}" for id, asks in asked.items())
    return "{\n" + ",\n".join(rows) + "\n}\n"


def main() -> int:
    """Writes the file."""
    PATH.write_text(text(), encoding="utf-8")
    sys.stdout.write(f"{PATH.name}: {len(RULES)} checks\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
