"""Where Node and its packages are: beside the running interpreter, so that worktrees and clones can share them."""

import sys
import sysconfig
from pathlib import Path


def command(name: str) -> Path:
    """The `node`, `npm` or `npx` of the virtual environment."""
    return Path(sysconfig.get_path("scripts"), name)


def package(name: str) -> Path:
    """The folder of an npm package in `node_modules` beside the virtual environment."""
    return Path(sys.prefix).parent / "node_modules" / name
