"""Work that forks share comes to what one process comes to, and what goes wrong is told as one process tells it."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence

import pytest

from plainsail.errors import TRACEBACK, ProjectError
from plainsail.findings import shares
from plainsail.findings.shares import can_share, shared
from plainsail.render import kernel
from plainsail.workers import in_shares

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere no process is forked")

HERE = os.getpid()
SHARES = in_shares(range(7), 2)


@pytest.fixture
def forking(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two processes, on any machine."""
    monkeypatch.setattr(shares, "can_share", lambda: True)
    monkeypatch.setattr(shares, "_jobs", lambda: 2)


def doubled(numbers: Sequence[int]) -> list[int]:
    return [2 * number for number in numbers]


def test_shares_hold_all_in_order() -> None:
    assert [list(share) for share in SHARES] == [[0, 1], [2, 3], [4, 5], [6]]


@pytest.mark.usefixtures("forking")
def test_shares_come_back_in_their_order_from_other_processes() -> None:
    found = list(shared(lambda share: (doubled(share), os.getpid() == HERE), SHARES, "counted"))

    assert found == [(doubled(share), False) for share in SHARES]


def test_one_process_comes_to_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shares, "can_share", lambda: False)

    found = list(shared(lambda share: (doubled(share), os.getpid() == HERE), SHARES, "counted"))

    assert found == [(doubled(share), True) for share in SHARES]


@pytest.mark.usefixtures("forking")
def test_what_fails_elsewhere_fails_here_once_more() -> None:
    """An exception may hold what does not cross between processes."""

    def failing(share: Sequence[int]) -> list[int]:
        if 4 in share:
            raise ValueError(f"{share[0]}, in process {os.getpid()}")
        return doubled(share)

    found = shared(failing, SHARES, "counted")

    assert [next(found), next(found)] == [[0, 2], [4, 6]]
    with pytest.raises(ValueError, match=f"4, in process {HERE}"):
        next(found)


@pytest.mark.usefixtures("forking")
def test_what_cannot_cross_between_processes_is_done_here() -> None:
    found = list(shared(lambda share: (number for number in share), SHARES, "counted"))

    assert [list(each) for each in found] == [list(share) for share in SHARES]


@pytest.mark.usefixtures("forking")
def test_a_process_that_is_killed_is_told_in_a_line() -> None:
    with pytest.raises(ProjectError, match="one of 2 processes was killed while it counted"):
        list(shared(lambda _: os.kill(os.getpid(), signal.SIGKILL), SHARES, "counted"))


@pytest.mark.parametrize(
    ("processors", "traceback", "running", "can"),
    [
        (2, None, False, True),
        (1, None, False, False),
        (2, "1", False, False),
        (2, None, True, False),
    ],
)
def test_who_has_one_processor_or_runs_node_shares_nothing(
    monkeypatch: pytest.MonkeyPatch, *, processors: int, traceback: str | None, running: bool, can: bool
) -> None:
    """A Node answers one process alone; and a traceback is that of this process."""
    monkeypatch.setattr(os, "cpu_count", lambda: processors)
    monkeypatch.setattr(kernel, "node_is_running", lambda: running)
    monkeypatch.delenv(TRACEBACK, raising=False)
    if traceback:
        monkeypatch.setenv(TRACEBACK, traceback)

    assert can_share() is can
