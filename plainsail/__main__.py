"""Starts `plainsail` with the code of the project that it is to work on."""

import sys
from pathlib import Path

from plainsail.process import INTERRUPTED, FastExit, ignore_broken_pipe
from plainsail.project.root import nearest, start_of


def main() -> None:
    """The `plainsail` command."""
    process = FastExit()
    try:
        Path.cwd()
    except FileNotFoundError:
        sys.stderr.write("the current folder was removed; go to another\n")
        process.exit(2)
    arguments = sys.argv[1:]
    start, _ = start_of(arguments)
    try:
        ignore_broken_pipe()
        _prefer_code_around(start or Path.cwd())
        from plainsail.cli.early import answer

        code = answer(arguments)
        if code is None:
            from plainsail.cli.main import run

            code = run(arguments)
    except KeyboardInterrupt:  # while still importing
        sys.stderr.write(f"{INTERRUPTED}\n")
        code = 2
    process.exit(code)


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
