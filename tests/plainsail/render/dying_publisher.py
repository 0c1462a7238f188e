"""A process that publishes until it is killed: by somebody else, or by itself at its n-th step on the file system.

Run as `dying_publisher.py loop TARGET TREES`, `turns TARGET TREES COUNT` or `step TARGET TREES N exchange|in-turn`.
TREES is a JSON file: a list of two trees, each a mapping of relative paths to text.
"""

import itertools
import json
import os
import signal
import sys
from pathlib import Path
from unittest import mock

from plainsail.render import exchange
from tests.plainsail.render.publishing import publish

STEPS = ("os.mkdir", "os.link", "os.rename", "os.remove", "os.rmdir", "os.symlink")


def die_at(step: int) -> None:
    """Arranges that this process kills itself just before its n-th change of the file system."""
    left = itertools.count(step, -1)

    def hook(event: str, args: tuple[object, ...]) -> None:
        writes = event == "open" and isinstance(args[2], int) and args[2] & os.O_CREAT
        if (event in STEPS or writes) and next(left) == 1:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)


def main(mode: str, target: Path, trees: Path, *more: str) -> None:
    """Publishes the two trees by turns, or the second one once."""
    first, second = json.loads(trees.read_text(encoding="utf-8"))
    if mode == "step":
        step, way = more
        with mock.patch.object(exchange, "swapped", exchange.swapped if way == "exchange" else lambda *_: False):
            die_at(int(step))
            publish(second, target)
        return
    for turn in range(int(more[0])) if more else itertools.count():
        publish((first, second)[turn % 2], target)
        if turn == 1:
            sys.stdout.write("ready\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), *sys.argv[4:])
