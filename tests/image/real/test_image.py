"""The image itself: what its Dockerfile made, and what becomes of it in its pods."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from tests.image.real.bench import ROOT, Bench
from tests.image.real.smoke import Desk, running, stop_under_traffic

pytestmark = [pytest.mark.image, pytest.mark.sample]

STOPS = 4
"""How often it is stopped under traffic: Caddy stops its apps in another order each time."""
FIND = ("podman", "run", "--rm", "--network=none", "--entrypoint=find")


def test_the_smoke_test_accepts_it(image: str, tmp_path: Path) -> None:
    done = Desk(tmp_path).smoke_test(image)

    lines = [re.sub(r"\d+(\.\d+)?", "n", line) for line in done.stdout.splitlines()]
    assert (done.returncode, done.stderr) == (0, "")
    assert lines == [
        "startup /check/liveness: good after n s",
        "liveness /check/liveness: good after n s",
        "readiness /check/readiness: good after n s",
        "memory after the start: n MiB, n MiB at most with files; n MiB are requested",
        "n clients at once: n answers a second",
        "memory under load: n MiB, n MiB at most with files; n MiB are requested",
        "SIGTERM, while they ask on: ended after n s",
        "job initiate-calls: done",
        "localhost/backend: starts, answers and stops as staging/backend needs it",
    ]


def test_it_stops_under_traffic_each_time(image: str) -> None:
    """The wait of Caddy's `grace_period`, and a moment."""
    seconds = [stop_under_traffic(image) for _ in range(STOPS)]

    assert [took for took in seconds if took > 15] == []


def test_its_process_may_do_nothing_but_serve(image: str) -> None:
    """UID 33, no capability, no new privileges, a filter of system calls, and a root that is read-only."""
    with running(image) as (container, *_):
        process = Path("/proc", str(container.state().pid))
        lines = (process / "status").read_text(encoding="utf-8").splitlines()
        mounts = (process / "mounts").read_text(encoding="utf-8").splitlines()

    status = dict(line.split(":\t", 1) for line in lines)
    assert status["Uid"].split() == ["33"] * 4
    assert {status[name] for name in ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb")} == {"0" * 16}
    assert (status["NoNewPrivs"], status["Seccomp"]) == ("1", "2")
    assert [line.split()[3].split(",")[0] for line in mounts if line.split()[1] == "/"] == ["ro"]


@pytest.mark.usefixtures("image")
def test_modes_of_the_checkout_do_not_reach_it(bench: Bench, tmp_path: Path) -> None:
    """From a checkout under a strict umask, nobody but its owner could read anything."""
    for name in ("app", "image"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("vendor", "var"))
    shutil.copy(ROOT / ".dockerignore", tmp_path)
    for path in tmp_path.rglob("*"):
        path.chmod(0o700 if path.is_dir() else 0o600)

    bench.build(tmp_path, tmp_path / "image/Dockerfile", "localhost/strict")

    places = ("/app", "/usr/local/etc/php", "/etc/frankenphp")
    shut = bench.run(*FIND, "localhost/strict", *places, "(", "-not", "-perm", "-444", ")", "-print")
    code = bench.run(*FIND, "localhost/strict", "/app/bin/console", "-perm", "755", "-print")
    assert (shut.splitlines(), code.splitlines()) == ([], ["/app/bin/console"])


def test_no_package_of_developers_is_asked_for(bench: Bench, image: str) -> None:
    """Packagist's stand-in has none, and there is no lock: a build that chose them would have failed."""
    developers = json.loads((ROOT / "app/composer.json").read_text(encoding="utf-8"))["require-dev"]
    locked = json.loads(bench.run("podman", "run", "--rm", "--entrypoint=cat", image, "/app/composer.lock"))

    assert developers
    assert locked["packages-dev"] == []
