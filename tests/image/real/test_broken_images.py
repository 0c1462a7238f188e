"""Images with one thing broken, each refused by `image/smoke-test` with the words that say what it is."""

from __future__ import annotations

import re

import pytest

from tests.image.real.bench import BROKEN, Bench
from tests.image.real.smoke import Desk

pytestmark = [pytest.mark.image, pytest.mark.sample]

REFUSED = {
    "deaf-under-traffic": "SIGTERM did not end the process in the time that the pod has; it was killed",
    "kept-capability": "the process exited by itself with code 126",
    "missing-build-directory": "startup /check/liveness: answer 500 within 10 s",
    "refused-write": "it writes where it may not: {a line of the log}",
    "silent-write": "it wrote /app/uploads/written.txt, which is no writable path",
    "wrong-port": "startup /check/liveness: no answer ([Errno 111] Connection refused) within 10 s",
}


def test_every_broken_image_is_tried() -> None:
    assert {path.stem for path in BROKEN.glob("*.Containerfile")} == REFUSED.keys()


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """With a pod that has ten seconds to start in, and as many to stop in."""
    return Desk(tmp_path_factory.mktemp("project"), seconds=10)


def last(text: str) -> str:
    """The last line, where failures stand."""
    return text.rstrip("\n").rpartition("\n")[2]


@pytest.mark.usefixtures("image")
@pytest.mark.parametrize(("name", "message"), REFUSED.items())
def test_it_is_refused(desk: Desk, bench: Bench, name: str, message: str) -> None:
    done = desk.smoke_test(bench.broken(name))

    said = re.sub(r"\{.*Failed to open stream: Read-only file system.*\}", "{a line of the log}", last(done.stderr))
    assert (done.returncode, said) == (1, f"localhost/{name}: {message}")
    assert bench.run("podman", "ps", "--all", "--quiet") == ""
