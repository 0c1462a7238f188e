"""An independent opinion on custom resources: the compiled validators of npm's @kubernetes-models (oracle.mjs)."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tools import node

SCRIPT = Path(__file__).with_name("oracle.mjs")


def verdicts(objects: Sequence[dict[str, Any]]) -> list[str | None]:
    """What is wrong with each object, None where it is accepted; one Node for all.

    They judge types, enumerations, patterns and required fields, and accept unknown fields.
    """
    command = [node.command("node"), SCRIPT, node.package("@kubernetes-models")]
    run = subprocess.run(command, input=json.dumps(objects), capture_output=True, text=True, check=True)
    opinions: list[str | None] = json.loads(run.stdout)
    return opinions
