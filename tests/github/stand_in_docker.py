"""A stand-in for `docker` on a runner's machine: pulls what the registry holds, and runs the engine of tests/image.

REGISTRY is the registry's file, STAND_IN_STATE the engine's folder; `behaviour` in it says what images do.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

_ENGINE = Path(__file__).resolve().parents[1] / "image/stand_in_engine.py"
_HOST = "123456789012.dkr.ecr.eu-west-3.amazonaws.com/"
LOGIN = "logged-in"
"""The file that says so, in the engine's folder."""


def main(words: list[str]) -> int:
    """One call."""
    state = Path(os.environ["STAND_IN_STATE"])
    match words:
        case ["pull", "--quiet", image]:
            held = json.loads(Path(os.environ["REGISTRY"]).read_text(encoding="utf-8"))
            if not (state / LOGIN).exists() or image.partition("@")[2] not in held["manifests"]:
                sys.stderr.write(f"Error response from daemon: no access to {image}, or no such image\n")
                return 1
            sys.stdout.write(f"{image}\n")
            return 0
        case ["logout", host] if f"{host}/" == _HOST:
            (state / LOGIN).unlink()
            return 0
    behaviour = (state / "behaviour").read_text(encoding="utf-8")
    words = [f"stand-in:{behaviour}" if word.startswith(_HOST) else word for word in words]
    command = [sys.executable, str(_ENGINE), *words]
    return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
