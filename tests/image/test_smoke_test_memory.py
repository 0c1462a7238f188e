"""What `image/smoke-test` reads of a container's memory, and what it refuses."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.image.script import smoke_test

MEBIBYTE = 2**20
SAID = {"request_bytes": 64 * MEBIBYTE, "limit_bytes": 512 * MEBIBYTE}


@pytest.fixture(scope="module")
def script() -> Any:
    """The script, as a module."""
    return smoke_test()


def machine(folder: Path, lines: str, cgroup: str, files: dict[str, str]) -> tuple[Path, Path]:
    """The part of /proc and of /sys that tells the memory of process 7."""
    (folder / "proc/7").mkdir(parents=True)
    (folder / "proc/7/cgroup").write_text(lines, encoding="ascii")
    (folder / "sys" / cgroup).mkdir(parents=True)
    for name, text in files.items():
        (folder / "sys" / cgroup / name).write_text(text, encoding="ascii")
    return folder / "proc", folder / "sys"


def test_memory_under_the_second_version_of_cgroups(script: Any, tmp_path: Path) -> None:
    files = {"memory.current": "1000\n", "memory.stat": "anon 1\ninactive_file 300\n", "memory.peak": "1200\n"}
    where = machine(tmp_path, "0::/system.slice/docker-1.scope\n", "system.slice/docker-1.scope", files)

    assert script.used(7, *where) == (700, 1200)


def test_a_kernel_that_does_not_know_the_peak(script: Any, tmp_path: Path) -> None:
    files = {"memory.current": "1000\n", "memory.stat": "inactive_file 300\n"}

    assert script.used(7, *machine(tmp_path, "0::/a\n", "a", files)) == (700, None)


def test_memory_under_the_first_version_of_cgroups(script: Any, tmp_path: Path) -> None:
    files = {
        "memory.usage_in_bytes": "1000\n",
        "memory.stat": "inactive_file 1\ntotal_inactive_file 300\n",
        "memory.max_usage_in_bytes": "1200\n",
    }
    lines = "9:name=systemd:/\n4:memory:/libpod_parent/libpod-1\n0::/\n"

    assert script.used(7, *machine(tmp_path, lines, "memory/libpod_parent/libpod-1", files)) == (700, 1200)


@pytest.mark.parametrize("pid", [0, 8])
def test_a_process_of_another_machine(script: Any, tmp_path: Path, pid: int) -> None:
    assert script.used(pid, *machine(tmp_path, "0::/a\n", "a", {})) is None


def test_what_is_used_is_said_beside_what_is_requested(script: Any, capsys: pytest.CaptureFixture[str]) -> None:
    script.refuse_memory("under load", script.Memory(38 * MEBIBYTE, 90 * MEBIBYTE), SAID)

    assert capsys.readouterr().out == "memory under load: 38 MiB, 90 MiB at most with files; 64 MiB are requested\n"


def test_half_of_the_limit_is_enough(script: Any) -> None:
    script.refuse_memory("under load", script.Memory(256 * MEBIBYTE, None), SAID)


def test_more_than_half_of_the_limit_leaves_no_room(script: Any) -> None:
    with pytest.raises(script.Failed) as refused:
        script.refuse_memory("under load", script.Memory(257 * MEBIBYTE, None), SAID)

    assert str(refused.value) == (
        "memory under load: 257 MiB for probes alone is more than half of its limit of 512 MiB; "
        "raise `resources.limits.memory`, or give the process less to keep"
    )


def test_without_a_limit_nothing_is_too_much(script: Any) -> None:
    script.refuse_memory("under load", script.Memory(2**40, None), {"request_bytes": None, "limit_bytes": None})
