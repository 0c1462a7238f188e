"""A stand-in for `make`: `setup` and `synth` are real, in a checkout to which the packages of this one are lent.

Every other verb (the tests, the linters) succeeds at once, or fails where the file MAKE_FAILS names it. `setup` fails
where a package would find in its environment how the job identifies itself.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

_REAL = {"setup", "synth"}
_STAMPS = (".venv/.packages", ".venv/.node", ".venv/.plainsail", "node_modules/.package-lock.json")
"""What `make` takes for done, in the order of their being needed."""
_PACKAGES = ("charts", "constructs_lib", "imports", "plainsail")


def lend(folder: Path) -> None:
    """Gives a checkout the packages that are installed here: nothing is installed, and nothing here is written to."""
    if (folder / ".venv").exists():
        return
    ours = Path(sys.prefix)
    (folder / ".venv").mkdir()
    for name in ("bin", "lib"):
        (folder / ".venv" / name).symlink_to(ours / name)
    shutil.copy(ours / "pyvenv.cfg", folder / ".venv")
    (folder / "node_modules").mkdir()
    (folder / "node_modules/.bin").symlink_to(ours.parent / "node_modules/.bin")
    for stamp in _STAMPS:
        (folder / stamp).touch()
    _lend_compiled(folder, ours.parent)


def _lend_compiled(folder: Path, here: Path) -> None:
    """Modules that are the same here are compiled already: every job has a checkout of its own."""
    for name in _PACKAGES:
        for cache in (here / name).rglob("__pycache__"):
            theirs = folder / cache.parent.relative_to(here)
            for source in cache.parent.glob("*.py") if theirs.is_dir() else ():
                twin = theirs / source.name
                if twin.is_file() and twin.read_bytes() == source.read_bytes():
                    times = source.stat()
                    os.utime(twin, ns=(times.st_atime_ns, times.st_mtime_ns))
                    (theirs / "__pycache__").mkdir(exist_ok=True)
                    for compiled in cache.glob(f"{source.stem}.*.pyc"):
                        shutil.copy(compiled, theirs / "__pycache__")


def main(words: list[str]) -> int:
    """One call."""
    folder = Path(words[words.index("-C") + 1]) if "-C" in words else Path()
    verbs = {word for word in words if not word.startswith("-") and word != str(folder)}
    if "setup" in verbs and any(name.startswith("ACTIONS_ID_TOKEN") for name in os.environ):
        sys.stderr.write("make setup: a package could ask for the identity of this job\n")
        return 2
    if verbs <= _REAL:
        lend(folder)
        os.execv(os.environ["MAKE_REAL"], ["make", *words])  # noqa: S606
    if real := verbs & _REAL:
        sys.stderr.write(f"make {' '.join(sorted(real))} beside other verbs: no stand-in for that\n")
        return 2
    if not (folder / ".venv").exists():
        sys.stderr.write("make: set up first: here nothing is installed\n")
        return 2
    fails = Path(os.environ["MAKE_FAILS"]).read_text(encoding="utf-8").split()
    return 2 if verbs & set(fails) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
