"""Where the project is: the folder around the one that a command starts in. It is looked for before anything else."""

from collections.abc import Sequence
from pathlib import Path

from plainsail.errors import NoProject

MARK = "cdk8s.yaml"
"""The file that makes a folder a project's."""
REGISTRY = "envs/__init__.py"
"""The file of it that registers apps."""


def start_of(arguments: Sequence[str]) -> tuple[Path | None, list[str]]:
    """The folder that `-C DIR` names, if it does, and the arguments behind it: the command and its own.

    >>> start_of(["-C", "envs", "synth", "--check"])
    (PosixPath('envs'), ['synth', '--check'])
    """
    start, rest = None, list(arguments)
    while rest and rest[0].startswith("-C"):
        joined = rest.pop(0)[2:]
        if not joined and not rest:
            break
        start = Path(joined or rest.pop(0))
    return start, rest


def nearest(start: Path) -> Path | None:
    """The nearest folder, from `start` upward, that holds `cdk8s.yaml`."""
    start = start.resolve()  # `..` is no part of a path that `parents` could go up from
    return next((folder for folder in (start, *start.parents) if (folder / MARK).is_file()), None)


def find_root(start: Path) -> Path:
    """The project's folder around `start`. Raises `NoProject`."""
    if root := nearest(start):
        return root
    raise NoProject(f"neither {start.resolve()} nor one above it holds {MARK}")
