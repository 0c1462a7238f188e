"""`image/smoke-test`, with an engine that stands in for Docker: what it asks, what it finds, what it leaves behind."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.plainsail.clones import BIN, Ran, clone, edit, environ

ROOT = Path(__file__).resolve().parents[2]
ENGINE = Path(__file__).with_name("stand_in_engine.py")


class Workshop:
    """A project with the script in it, and the engine's state."""

    def __init__(self, folder: Path) -> None:
        self.project = clone(folder / "project")
        self.state = folder / "engine"
        self.state.mkdir()

    def command(self, image: str) -> list[str]:
        return [sys.executable, "image/smoke-test", image, "staging/backend", "--load=0.1", "--engine", str(ENGINE)]

    def environ(self) -> dict[str, str]:
        return environ(STAND_IN_STATE=str(self.state))

    def try_(self, behaviour: str, *words: str, **said: str) -> Ran:
        return subprocess.run(
            [*self.command(f"stand-in:{behaviour}"), *words],
            cwd=self.project,
            env=self.environ() | said,
            capture_output=True,
            text=True,
            check=False,
        )

    def calls(self, verb: str) -> list[list[str]]:
        """The calls of one verb that the engine heard."""
        heard = [json.loads(line) for line in (self.state / "calls").read_text(encoding="utf-8").splitlines()]
        return [words for words in heard if words[0] == verb]

    def left_behind(self) -> list[str]:
        """Containers that nobody took away."""
        return [path.name for path in self.state.glob("*.json")]


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    return Workshop(tmp_path)


@pytest.fixture
def impatient(workshop: Workshop) -> Workshop:
    """With a pod that has little time to start in."""
    budget = "startupProbe:\n          failureThreshold: 30"
    edit(workshop.project / "dist/staging/backend/Deployment.backend.yaml", budget, budget.replace("30", "1"))
    return workshop


@pytest.mark.slow
def test_a_good_image(workshop: Workshop) -> None:
    done = workshop.try_("good")

    assert (done.returncode, done.stderr) == (0, "")
    assert [re.sub(r"[\d.]+ (s|answers)", r"n \1", line) for line in done.stdout.splitlines()] == [
        "startup /check/liveness: good after n s",
        "liveness /check/liveness: good after n s",
        "readiness /check/readiness: good after n s",
        "memory after the start: not measured, its processes are not on this machine",
        "8 clients at once: n answers a second",
        "memory under load: not measured, its processes are not on this machine",
        "SIGTERM, while they ask on: ended after n s",
        "job initiate-calls: done",
        "stand-in:good: starts, answers and stops as staging/backend needs it",
    ]
    assert workshop.left_behind() == []


def given(workshop: Workshop, *words: str) -> list[str]:
    """The flags and arguments of `plainsail image run-args`, and the image."""
    asked = [str(BIN / "plainsail"), "image", "run-args", "staging/backend", *words, "--image", "stand-in:good"]
    said = subprocess.run(
        [*asked, "--format", "json"], cwd=workshop.project, capture_output=True, check=True, text=True
    )
    rows = json.loads(said.stdout)["arguments"]
    return [word for row in rows for word in (row["flag"], row["value"]) if word is not None]


def without(words: list[str], *flags: str) -> list[str]:
    return [word for word in words if word not in flags]


@pytest.mark.slow
def test_the_containers_are_given_what_the_pods_are_given(workshop: Workshop) -> None:
    """First as they are, then with a root that may be written to: what is written in silence shows."""
    workshop.try_("good")

    pod, pod_that_writes, job, job_that_writes = (words[4:] for words in workshop.calls("run"))
    published, no_network = ["--publish", "127.0.0.1::80"], ["--network", "none"]
    assert pod == [*published, *given(workshop)]
    assert pod_that_writes == without(pod, "--read-only")
    assert "--read-only" in pod
    assert without(job, *no_network) == given(workshop, "--job", "initiate-calls")
    assert [word in job for word in no_network] == [True, True]
    assert job_that_writes == without(job, "--read-only")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("version", "podman"),
    [
        ("podman version 4.3.1", True),
        pytest.param("Docker version 28.5.1, build e180ab8", False, marks=pytest.mark.slow),
        pytest.param("nerdctl version 2.1.6", False, marks=pytest.mark.slow),
    ],
)
def test_podman_is_spoken_to_in_its_own_words(workshop: Workshop, version: str, podman: bool) -> None:
    """Under whatever name it is called."""
    done = workshop.try_("good", STAND_IN_VERSION=version)

    first, second, *_ = workshop.calls("run")
    assert done.returncode == 0
    assert ("--read-only-tmpfs=false" in first) is podman
    assert any(word.endswith(",notmpcopyup") for word in first) is podman
    assert [word for word in second if word.startswith("--read-only")] == []


@pytest.mark.slow
def test_a_job_may_be_left_out(workshop: Workshop) -> None:
    done = workshop.try_("job-fails", "--skip-job", "initiate-calls")

    assert (done.returncode, "job initiate-calls: left out" in done.stdout.splitlines()) == (0, True)


def test_a_job_that_is_not_there_cannot_be_left_out(workshop: Workshop) -> None:
    done = workshop.try_("good", "--skip-job", "initiate-cals")

    assert (done.returncode, done.stderr) == (
        2,
        (
            "stand-in:good: not tried: --skip-job initiate-cals: staging/backend has no such CronJob; "
            "it has initiate-calls\n"
        ),
    )


@pytest.mark.slow
def test_of_an_app_without_a_pod_that_always_runs_the_jobs_are_tried(workshop: Workshop) -> None:
    (workshop.project / "dist/staging/backend/Deployment.backend.yaml").unlink()

    done = workshop.try_("good")

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[:-1] == [
        "staging/backend: no HTTP probe, so nothing to ask; its jobs alone are tried",
        "job initiate-calls: done",
    ]


@pytest.mark.slow
def test_an_image_that_needs_a_moment(workshop: Workshop) -> None:
    assert workshop.try_("slow").returncode == 0


@pytest.mark.slow
def test_a_redirect_is_a_good_answer_as_for_the_kubelet(workshop: Workshop) -> None:
    assert workshop.try_("redirects").returncode == 0


FAILURES = {
    "exits": "the process exited by itself with code 3",
    "starves": "the process exited by itself with code 137, out of memory",
    "writes": "it wrote /app/uploads/secret.txt, which is no writable path",
    "refused": ('it writes where it may not: {"message":"mkdir(): Read-only file system","path":"/app/uploads"}'),
    "deaf": "SIGTERM did not end the process in the time that the pod has; it was killed",
    "dies-after": "the process exited by itself with code 0",
    "drains": "SIGTERM did not end the process in the time that the pod has; it was killed",
    "unexecutable": (
        'its program cannot be executed: Error: exec: "/usr/local/bin/frankenphp": operation not permitted'
    ),
    "job-fails": (
        "job initiate-calls: exited with code 1; where it needs more than placeholders and no network, "
        "--skip-job initiate-calls leaves it out"
    ),
    "job-refused": "it writes where it may not: PHP Warning: mkdir(): Read-only file system",
    "job-writes": "it wrote /app/uploads/secret.txt, which is no writable path",
}


@pytest.mark.slow
@pytest.mark.parametrize(("behaviour", "message"), FAILURES.items())
def test_an_image_that_fails(workshop: Workshop, behaviour: str, message: str) -> None:
    done = workshop.try_(behaviour)

    assert done.returncode == 1
    # A request that is cut off leaves a line of the log without its end.
    assert done.stderr.rstrip().endswith(f"stand-in:{behaviour}: {message}")
    assert workshop.left_behind() == []


@pytest.mark.slow
@pytest.mark.slow
@pytest.mark.parametrize(
    ("behaviour", "message"),
    [
        ("wrong", "readiness /check/readiness: answer 503 within 2 s"),
        ("silent", r"startup /check/liveness: no answer \(\[Errno 111\] Connection refused\) within 2 s"),
        ("crowded", "/check/liveness: of 8 clients at once, [2-8] had no good answer within 2 s"),
    ],
)
def test_an_image_that_does_not_answer_well_in_time(impatient: Workshop, behaviour: str, message: str) -> None:
    done = impatient.try_(behaviour)

    assert done.returncode == 1
    assert re.fullmatch(f"stand-in:{behaviour}: {message}", done.stderr.splitlines()[-1])
    assert impatient.left_behind() == []


@pytest.mark.slow
def test_a_failure_shows_the_logs(workshop: Workshop) -> None:
    assert "PHP Fatal error: no such extension" in workshop.try_("exits").stderr.splitlines()


@pytest.mark.slow
def test_an_image_that_is_not_there_was_not_tried(workshop: Workshop) -> None:
    done = workshop.try_("absent")

    assert done.returncode == 2
    assert done.stderr.splitlines()[-1] == (
        f"stand-in:absent: not tried: {ENGINE} run: Unable to find image 'stand-in:absent' locally"
    )


def test_an_engine_that_is_not_there(workshop: Workshop) -> None:
    command = [*workshop.command("stand-in:good")[:-1], "no-such-engine"]

    done = subprocess.run(
        command, cwd=workshop.project, env=workshop.environ(), capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stdout) == (2, "")
    assert (
        done.stderr
        == "stand-in:good: not tried: no-such-engine is no command of this machine; name the engine: --engine\n"
    )


@pytest.mark.slow
@pytest.mark.parametrize("engine", ["true", "false", "echo"])
def test_a_command_that_is_no_engine(workshop: Workshop, engine: str) -> None:
    done = subprocess.run(
        [*workshop.command("stand-in:good")[:-1], engine],
        cwd=workshop.project,
        env=workshop.environ(),
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, "Traceback" in done.stderr) == (2, False)
    assert done.stderr.startswith("stand-in:good: not tried: ")


def test_an_app_that_is_not_there(workshop: Workshop) -> None:
    command = [*workshop.command("stand-in:good")]
    command[3] = "staging/bakend"

    done = subprocess.run(
        command, cwd=workshop.project, env=workshop.environ(), capture_output=True, text=True, check=False
    )

    assert done.returncode == 2
    assert done.stderr.splitlines()[0].endswith("did you mean 'staging/backend'?")


@pytest.mark.slow
@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT])
def test_an_interruption_takes_the_container_away(workshop: Workshop, sent: signal.Signals) -> None:
    with started(workshop, "silent") as script:
        script.send_signal(sent)
        _, err = script.communicate(timeout=30)

    assert (script.returncode, err.splitlines()[-1]) == (2, "stand-in:silent: not tried: interrupted")
    assert workshop.left_behind() == []


def started(workshop: Workshop, behaviour: str) -> Any:
    """The script, once it asks the container."""
    script = subprocess.Popen(
        workshop.command(f"stand-in:{behaviour}"),
        cwd=workshop.project,
        env=workshop.environ(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    for _ in range(600):
        if (workshop.state / "calls").exists() and workshop.calls("inspect"):
            return script
        time.sleep(0.05)
    os.kill(script.pid, signal.SIGKILL)
    raise AssertionError("the container was never asked about")
