"""Work in a fork leaves this process as it is, however it ends."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from plainsail.render.kernel import node_is_running
from plainsail.watch.forks import Done, in_fork


def test_a_fork_tells_what_it_imported(tmp_path: Path) -> None:
    (tmp_path / "settings_of_a_fork.py").touch()

    def work() -> None:
        sys.path.insert(0, str(tmp_path))
        __import__("settings_of_a_fork")
        __import__("this")

    done = in_fork(work, tmp_path)

    assert "this" in done.imported
    assert "this" not in sys.modules
    assert "settings_of_a_fork" not in done.imported
    assert done.used_node == node_is_running()  # which another test of this process may have started


@pytest.mark.parametrize("error", [KeyboardInterrupt, SystemExit, ValueError])
def test_a_fork_ends_with_its_work(error: type[BaseException], tmp_path: Path) -> None:
    """Else it would go on as what called it does, and wait for what is not its own."""
    reached = tmp_path / "reached"

    def work() -> None:
        raise error

    assert in_fork(work, tmp_path) == Done()
    with reached.open("a") as file:
        file.write("once")

    assert reached.read_text() == "once"
