"""An independent opinion on custom resources: the compiled validators of npm's @kubernetes-models (oracle.mjs)."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tools import node

SCRIPT = Path(__file__).with_name("oracle.mjs")


def packages() -> set[str]:
    """Those that are installed: projects of this repository bring the first two, and whoever wants more adds them."""
    folder = node.package("@kubernetes-models")
    return {path.name for path in folder.iterdir()} if folder.is_dir() else set()


def verdicts(objects: Sequence[dict[str, Any]]) -> list[str | None]:
    """What is wrong with each object, None where it is accepted; one Node for all.

    They judge types, enumerations, patterns and required fields, and accept unknown fields.
    """
    command = [node.command("node"), SCRIPT, node.package("@kubernetes-models")]
    run = subprocess.run(command, input=json.dumps(objects), capture_output=True, text=True, check=True)
    opinions: list[str | None] = json.loads(run.stdout)
    return opinions
