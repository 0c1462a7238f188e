"""`plainsail image`: what people read, what scripts read, and exit codes."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from plainsail.cli.main import run
from plainsail.scaffold.preview import imported
from tests.plainsail import repositories
from tests.plainsail.clones import ROOT, edit
from tests.plainsail.secret_projects import copy_with_dist

Image = Callable[..., tuple[int, str, str]]
DIGEST = f"sha256:{'a' * 64}"
POD = "dist/staging/backend/Deployment.backend.yaml"


@pytest.fixture
def root(tmp_path: Path) -> Iterator[Path]:
    """The repository's own settings, and what is rendered from them."""
    folder = copy_with_dist(tmp_path)
    shutil.copytree(ROOT / "imports/crds", folder / "imports/crds")
    with imported(folder):
        yield folder


@pytest.fixture
def image(root: Path, capfd: pytest.CaptureFixture[str]) -> Image:
    def call(*words: str) -> tuple[int, str, str]:
        code = run(["-C", str(root), "image", *words])
        return code, *capfd.readouterr()

    return call


def committed(root: Path) -> None:
    """Makes the project a repository, whose pin names its first commit."""
    repositories.git(root, "init", "--quiet", "--initial-branch=main")
    repositories.commit(root, {"app/a.php": "1\n"})
    assert run(["-C", str(root), "image", "pin", "backend", "--tag", "v1", "--digest", DIGEST, "--source", "HEAD"]) == 0
    repositories.commit(root, {})


def test_what_is_pinned(image: Image) -> None:
    code, out, err = image("show")

    assert (code, err) == (0, "")
    assert out.splitlines()[0] == "backend (production, staging)"
    assert [line.split()[0] for line in out.splitlines()[1:]] == ["repository", "tag", "digest", "source"]


def test_scripts_read_the_reference_of_pods(image: Image, root: Path) -> None:
    _, out, _ = image("show", "backend", "--format", "json")

    said = json.loads(out)
    assert said["version"] == 1
    assert f"image: {said['images'][0]['reference']}" in (root / POD).read_text(encoding="utf-8")


def test_an_app_without_a_pin(image: Image, root: Path) -> None:
    (root / "envs/backend/image.json").unlink()

    code, out, _ = image("show")

    assert code == 0
    assert [line.split(maxsplit=1)[1] for line in out.splitlines()[2:]] == ["none", "none", "none"]


def test_sources_that_are_those_of_the_pin(image: Image, root: Path) -> None:
    committed(root)

    assert image("show", "--check")[0] == 0
    assert image("show", "backend", "--check")[:2] == (0, "")


def test_sources_that_moved_on_are_named(image: Image, root: Path) -> None:
    committed(root)
    repositories.commit(root, {"app/a.php": "2\n"})

    code, out, _ = image("show", "--check")

    assert code == 1
    assert out.splitlines()[-2] == "differs  app/a.php"
    assert out.splitlines()[-1].endswith("; build and pin a new one")


def test_scripts_read_what_differs(image: Image, root: Path) -> None:
    committed(root)
    repositories.commit(root, {"image/Dockerfile": "FROM a\n"})

    code, out, _ = image("show", "--check", "--format", "json")

    [row] = json.loads(out[out.index("{") :])["sources"]
    assert code == 1
    assert (row["apps"], row["targets"], row["paths"]) == (["backend"], ["staging/backend"], ["image/Dockerfile"])
    assert (row["changed"], row["unknown"], row["dockerfile"]) == (True, False, "image/Dockerfile")


def test_a_source_of_another_repository_is_a_difference(image: Image, root: Path) -> None:
    repositories.git(root, "init", "--quiet")
    repositories.commit(root, {})

    code, out, _ = image("show", "--check")

    assert (code, out.rstrip().endswith(", which is no commit of this repository")) == (1, True)


def test_where_nobody_can_tell(image: Image) -> None:
    code, out, err = image("show", "--check")

    assert (code, out) == (2, "")
    assert ": Git cannot tell what a build was made from: not a git repository" in err


def test_the_flags_are_words_of_a_shell(image: Image) -> None:
    _, flags, _ = image("run-args", "staging/backend")

    said = subprocess.run(
        ["sh", "-c", "eval \"printf '%s\\n' $FLAGS the-image\""],
        env={"FLAGS": flags.rstrip("\n")},  # as `$(...)` hands them on
        capture_output=True,
        text=True,
        check=True,
    )
    words = said.stdout.splitlines()
    assert words[:2] == ["--user", "33:33"]
    assert "FRANKENPHP_CONFIG=num_threads 2" in words
    assert words[-1] == "the-image"


def test_the_whole_tail_of_a_job_s_command(image: Image) -> None:
    job = ("run-args", "staging/backend", "--object", "CronJob/backend-initiate-calls", "--image", "backend:test")

    _, out, _ = image(*job)

    assert out.splitlines()[-2:] == ["--entrypoint php \\", "backend:test bin/console app:my-command"]


STATEFUL_SET = """
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: backend, namespace: backend-staging}
spec:
  selector: {matchLabels: {app: backend}}
  volumeClaimTemplates:
  - metadata: {name: data}
    spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
  template:
    metadata: {labels: {app: backend}}
    spec:
      containers: [{name: app, image: database, volumeMounts: [{name: data, mountPath: /data}]}]
"""


def test_an_app_that_keeps_data_has_a_stateful_set(image: Image, root: Path) -> None:
    """A disk is empty when its pod first starts, as a folder in memory is."""
    (root / POD).unlink()
    (root / POD).with_name("StatefulSet.backend.yaml").write_text(STATEFUL_SET, encoding="utf-8")

    assert image("run-args", "staging/backend")[:2] == (0, "--tmpfs /data:rw,exec,nosuid,nodev,mode=0777\n")


def test_a_job_is_named_as_the_settings_name_it(image: Image) -> None:
    object_, job = (("--object", "CronJob/backend-initiate-calls"), ("--job", "initiate-calls"))

    assert image("run-args", "staging/backend", *job) == image("run-args", "staging/backend", *object_)


def test_the_words_of_another_engine(image: Image) -> None:
    _, out, _ = image("run-args", "staging/backend", "--engine", "podman")

    assert "--read-only-tmpfs=false \\" in out.splitlines()


def test_which_jobs_run_the_image(image: Image) -> None:
    _, out, _ = image("run-args", "staging/backend", "--jobs")
    _, rows, _ = image("run-args", "staging/backend", "--jobs", "--format", "json")

    assert out.splitlines()[1].split() == ["initiate-calls", "CronJob/backend-initiate-calls", "3600", "s"]
    assert [row["job"] for row in json.loads(rows)["jobs"]] == ["initiate-calls"]


def test_how_much_memory_is_said_to_be_needed(image: Image) -> None:
    _, out, _ = image("run-args", "staging/backend", "--memory")
    _, rows, _ = image("run-args", "staging/backend", "--memory", "--format", "json")

    assert [line.split() for line in out.splitlines()] == [["request", "64", "MiB"], ["limit", "512", "MiB"]]
    assert json.loads(rows)["memory"] == [{"request_bytes": 2**26, "limit_bytes": 2**29}]


def test_arguments_without_an_image_are_missed(image: Image) -> None:
    _, _, err = image("run-args", "staging/backend", "--object", "CronJob/backend-initiate-calls")

    assert err == "not given: the pod's arguments stand behind the image; name it: --image REF\n"


def test_scripts_read_flags_and_what_they_follow(image: Image) -> None:
    _, out, _ = image("run-args", "staging/backend", "--image", "backend:test", "--format", "json")

    rows = json.loads(out)["arguments"]
    assert rows[0] == {
        "flag": "--user",
        "value": "33:33",
        "field": "spec.template.spec.securityContext.runAsUser",
    }
    assert rows[-1] == {"flag": None, "value": "backend:test", "field": ""}


def test_no_secret_has_a_value(image: Image) -> None:
    _, out, _ = image("run-args", "production/backend")

    assert [line.split("=")[1] for line in out.splitlines() if "SECRET" in line or "KEY" in line] == [
        "placeholder \\",
        "placeholder \\",
    ]


def test_what_the_kubelet_asks(image: Image) -> None:
    _, out, _ = image("run-args", "staging/backend", "--probes")

    assert out.splitlines()[1].split() == ["startup", "http://localhost:80/check/liveness", "2", "s", "60", "s"]


def test_scripts_read_probes(image: Image) -> None:
    _, out, _ = image("run-args", "staging/backend", "--probes", "--format", "json")

    assert [row["probe"] for row in json.loads(out)["probes"]] == ["startup", "liveness", "readiness"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            ("staging/backend", "--job", "initiate-cals"),
            "staging/backend: 'initiate-cals' is no CronJob of it; did you mean 'initiate-calls'?\n",
        ),
        (
            ("staging/backend", "--job", "initiate-calls", "--object", "Deployment/backend"),
            "--job initiate-calls: --object names a pod already; give one of the two\n",
        ),
        (("staging",), "staging: an image runs in an app; write staging/backend\n"),
        (
            ("stagin/backend",),
            "stagin/backend: there is no such environment, nor app in one; did you mean 'staging/backend'?\n",
        ),
        (
            ("staging/backend", "--object", "Deployment/bakend"),
            "staging/backend: 'Deployment/bakend' is no object with a pod in it; did you mean 'Deployment/backend'?\n",
        ),
        (
            ("staging/backend", "--object", "x"),
            (
                "staging/backend: 'x' is no object with a pod in it; "
                "there is CronJob/backend-initiate-calls, Deployment/backend\n"
            ),
        ),
    ],
)
def test_what_is_not_there(image: Image, words: tuple[str, ...], message: str) -> None:
    assert image("run-args", *words) == (2, "", message)


def test_an_agent_of_the_node_is_what_always_runs(image: Image, root: Path) -> None:
    """A DaemonSet instead of the Deployment."""
    (root / POD).rename(root / POD.replace("Deployment", "DaemonSet"))
    pod = root / POD.replace("Deployment", "DaemonSet")
    text = pod.read_text(encoding="utf-8").replace("kind: Deployment", "kind: DaemonSet")
    text = text.replace("  progressDeadlineSeconds: 600\n", "").replace("  strategy:\n", "  updateStrategy:\n")
    pod.write_text(text.replace("maxSurge: 1", "maxSurge: 0").replace("maxUnavailable: 0", "maxUnavailable: 1"))

    assert image("run-args", "staging/backend")[0] == 0
    assert "liveness" in image("run-args", "staging/backend", "--probes")[1]


def test_of_jobs_alone_one_is_named_and_nothing_asks_them(image: Image, root: Path) -> None:
    (root / POD).unlink()

    assert image("run-args", "staging/backend") == (
        2,
        "",
        "staging/backend: no pod of it runs all the time; name a job: --job initiate-calls\n",
    )
    assert image("run-args", "staging/backend", "--job", "initiate-calls")[0] == 0
    assert image("run-args", "staging/backend", "--probes", "--format", "json")[1].count('"probe"') == 0


BROKEN = {
    # What somebody made of a file of the app, and what is said of it.
    "another type": ("ConfigMap.backend-x.yaml", "data: [a]", "data"),
    "a null in a list": (
        "Job.backend-x.yaml",
        "spec: {template: {spec: {containers: [{name: a, args: [null]}]}}}",
        "spec",
    ),
    "no mapping": ("ConfigMap.backend-x.yaml", "data: x", "data"),
}


@pytest.mark.parametrize(("name", "text", "field"), BROKEN.values(), ids=BROKEN)
def test_any_object_of_the_app_that_somebody_broke(image: Image, root: Path, name: str, text: str, field: str) -> None:
    kind = name.partition(".")[0]
    version = "batch/v1" if kind == "Job" else "v1"
    head = f"---\napiVersion: {version}\nkind: {kind}\nmetadata: {{name: backend-x, namespace: backend-staging}}\n"
    (root / "dist/staging/backend" / name).write_text(f"{head}{text}\n", encoding="utf-8")

    code, out, err = image("run-args", "staging/backend")

    assert (code, out) == (2, "")
    assert err.startswith(f"dist/staging/backend/{name}: {field}")
    assert err.endswith("; run `plainsail synth`\n")


@pytest.mark.parametrize("text", ["a: [", "", "kind: Deployment\n"])
def test_a_file_that_is_no_object(image: Image, root: Path, text: str) -> None:
    (root / POD).write_text(text, encoding="utf-8")

    code, out, err = image("run-args", "staging/backend")

    assert (code, out) == (2, "")
    assert "no pod of it runs all the time" in err or err.startswith(f"{POD}:")


def test_what_another_environment_broke_is_its_own(image: Image, root: Path) -> None:
    (root / POD.replace("staging", "production")).write_text("spec: x\n", encoding="utf-8")

    assert image("run-args", "staging/backend")[0] == 0


def test_an_image_that_nothing_pins_was_never_built(image: Image, root: Path) -> None:
    (root / "envs/backend/image.json").unlink()
    repositories.git(root, "init", "--quiet", "--initial-branch=main")
    repositories.commit(root, {})
    said = "backend: nothing pins it for backend; build and pin a new one\n"

    assert image("show", "--check") == (1, said, "")
    assert image("show", "backend", "--check") == (1, said, "")


def test_an_image_that_is_built_elsewhere_is_not_compared(image: Image, root: Path) -> None:
    edit(root / "envs/backend/base.py", "        build=Build(", "        build=None and Build(")
    said = "not compared: backend: it is built elsewhere\n"

    assert image("show", "--check") == (0, "", said)


def test_an_image_that_settings_name_is_built_elsewhere(image: Image, root: Path) -> None:
    edit(root / "envs/backend/base.py", 'my-project/backend",', 'my-project/backend", tag="v7",')
    repositories.git(root, "init", "--quiet", "--initial-branch=main")
    repositories.commit(root, {})

    assert image("show", "backend", "--check") == (0, "", "not compared: backend: its settings name the image\n")


def test_an_image_without_a_name(image: Image) -> None:
    assert image("run-args", "staging/backend", "--image", "") == (
        2,
        "",
        "--image: is empty; name the image as the engine does\n",
    )


def test_a_pod_that_somebody_broke(image: Image, root: Path) -> None:
    edit(root / POD, "          sizeLimit: 16Mi", "          sizeLimit: [16Mi]")

    code, out, err = image("run-args", "staging/backend")

    assert (code, out) == (2, "")
    assert err.startswith(f"{POD}: spec.template.spec.volumes[writable-config].emptyDir.sizeLimit")


def test_an_app_that_is_not_rendered(image: Image, root: Path) -> None:
    shutil.rmtree(root / "dist/staging/backend")

    assert image("run-args", "staging/backend") == (
        2,
        "",
        "staging/backend: dist/ holds no pod of it; run `plainsail synth`\n",
    )
