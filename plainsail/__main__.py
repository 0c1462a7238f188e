"""Starts `plainsail` with the code of the project that it is to work on."""

from __future__ import annotations

import sys
from pathlib import Path

from plainsail.leaving import INTERRUPTED, Leaving, let_reader_leave
from plainsail.project import nearest, start_of


def main() -> None:
    """The `plainsail` command."""
    leaving = Leaving()
    arguments = sys.argv[1:]
    start, _ = start_of(arguments)
    try:
        let_reader_leave()
        _prefer_code_around(start or Path.cwd())
        from plainsail.cli import run

        code = run(arguments)
    except KeyboardInterrupt:  # while still importing
        sys.stderr.write(f"{INTERRUPTED}\n")
        code = 2
    leaving.leave(code)


def _prefer_code_around(start: Path) -> None:
    """A worktree or a second clone that shares this interpreter is served by its own code, not by the installed one."""
    installed = Path(__file__).resolve().parents[1]
    root = nearest(start) or installed
    if (root / "plainsail" / "cli.py").is_file() and root.resolve() != installed:
        for name in [name for name in sys.modules if name.split(".")[0] == "plainsail"]:
            del sys.modules[name]
    sys.path.insert(0, str(root))
    sys.path.append(str(installed))  # for settings that have no code beside them


if __name__ == "__main__":
    main()
