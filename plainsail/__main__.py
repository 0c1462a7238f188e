"""Starts `plainsail` with the code of the project that it is to work on, and as fast as it can be."""

from __future__ import annotations

import os
import sys
from pathlib import Path

_RENDERING = ("synth",)
"""Commands that start Node: without assertions, which carry no meaning here, jsii does half the work."""


def main() -> None:
    """The `plainsail` command."""
    arguments = sys.argv[1:]
    if sys.flags.optimize == 0 and _verb(arguments) in _RENDERING:
        os.execv(sys.executable, [sys.executable, "-O", "-P", "-m", "plainsail", *arguments])  # noqa: S606
    _prefer_code_around(_start(arguments))
    from plainsail.cli import run

    sys.exit(run(arguments))


def _start(arguments: list[str]) -> Path:
    """The folder that `-C DIR` names, or the current one. The rest of the command line is the command's to read."""
    if len(arguments) > 1 and arguments[0] == "-C":
        return Path(arguments[1])
    return (
        Path(arguments[0][2:]) if arguments and arguments[0].startswith("-C") and arguments[0] != "-C" else Path.cwd()
    )


def _verb(arguments: list[str]) -> str | None:
    skip = 2 if arguments[:1] == ["-C"] else 1 if arguments and arguments[0].startswith("-C") else 0
    return arguments[skip] if len(arguments) > skip else None


def _prefer_code_around(start: Path) -> None:
    """A worktree or a second clone that shares this interpreter is served by its own code, not by the installed one."""
    from plainsail.project import MARK

    for folder in (start.absolute(), *start.absolute().parents):
        if (folder / MARK).is_file():
            if (folder / "plainsail" / "cli.py").is_file() and Path(__file__).resolve().parents[1] != folder.resolve():
                for name in [name for name in sys.modules if name.split(".")[0] == "plainsail"]:
                    del sys.modules[name]
            sys.path.insert(0, str(folder))
            return


if __name__ == "__main__":
    main()
