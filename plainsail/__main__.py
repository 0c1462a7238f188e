"""Starts `plainsail` with the code of the project that it is to work on, and as fast as it can be."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from plainsail.process import INTERRUPTED, FastExit, ignore_broken_pipe
from plainsail.project.project import nearest, start_of

_RENDERING = ("plan", "synth")
"""Commands that start Node: without assertions, which carry no meaning here, jsii does half the work."""
_ABOUT_FIELDS = re.compile(r"--affects(=.*)?|[A-Z]\w*/.+|.+\.ya?ml(:\d+)?")
"""What makes `explain` ask about fields of the YAML, and so start Node: an option, `Deployment/backend`, a file."""


def main() -> None:
    """The `plainsail` command."""
    process = FastExit()
    arguments = sys.argv[1:]
    start, rest = start_of(arguments)
    try:
        if sys.flags.optimize == 0 and _renders(rest):
            os.execv(sys.executable, [sys.executable, "-O", "-P", "-m", "plainsail", *arguments])  # noqa: S606
        ignore_broken_pipe()
        _prefer_code_around(start or Path.cwd())
        from plainsail.cli.main import run

        code = run(arguments)
    except KeyboardInterrupt:  # while still importing
        sys.stderr.write(f"{INTERRUPTED}\n")
        code = 2
    process.exit(code)


def _renders(rest: Sequence[str]) -> bool:
    """Whether the command starts Node."""
    match rest:
        case ["explain", *asked]:
            return any(_ABOUT_FIELDS.fullmatch(each) for each in asked)
        case [command, *_]:
            return command in _RENDERING
    return False


def _prefer_code_around(start: Path) -> None:
    """A worktree or a second clone that shares this interpreter is served by its own code, not by the installed one."""
    installed = Path(__file__).resolve().parents[1]
    root = nearest(start) or installed
    if (root / "plainsail" / "__main__.py").is_file() and root.resolve() != installed:
        for name in [name for name in sys.modules if name.split(".")[0] == "plainsail"]:
            del sys.modules[name]
    sys.path.insert(0, str(root))
    sys.path.append(str(installed))  # for settings that have no code beside them


if __name__ == "__main__":
    main()
