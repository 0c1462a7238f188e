"""`plainsail explain` of fields of the YAML, in a process of its own: what people read, and what programs read."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.plainsail.clones import PLAINSAIL, clone, edit, number_of, run

Explain = Callable[..., tuple[int, str, str]]
SERVER_NAME = "spec.template.spec.containers[app].env[SERVER_NAME].value"
OF = ["production/backend"]
DEPLOYMENT = "dist/production/backend/Deployment.backend.yaml"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return clone(tmp_path_factory.mktemp("project") / "clone")


@pytest.fixture
def explain(project: Path) -> Explain:
    """Runs the command in the clone; returns exit code, output and complaint."""

    def said(*arguments: str, within: Path = project) -> tuple[int, str, str]:
        done = run((PLAINSAIL, "explain", *arguments), within)
        return done.returncode, done.stdout, done.stderr

    return said


def rows(out: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(out)["settings"]
    return found


def test_a_field_is_explained_by_the_layers_of_its_setting(explain: Explain, project: Path) -> None:
    here = number_of(project / "envs/backend/base.py", "port = 80")

    code, out, err = explain("production/backend", "Deployment/backend", SERVER_NAME)

    assert (code, err) == (0, "")
    assert out.splitlines()[:2] == [f"Deployment/backend {SERVER_NAME} = ':80'", "port = 80"]
    assert out.splitlines()[4].split() == ["Base", f"envs/backend/base.py:{here}", "port", "=", "80"]
    assert out.splitlines()[5].split()[0] == "default"


@pytest.mark.slow
@pytest.mark.parametrize("form", ["{file}:{line}", "{file} {line}"])
def test_a_line_of_a_file_is_its_field(form: str, explain: Explain, project: Path) -> None:
    line = number_of(project / DEPLOYMENT, 'value: ":80"')

    asked = form.format(file=DEPLOYMENT, line=line).split()

    assert explain(*asked) == explain("production/backend", "Deployment/backend", SERVER_NAME)


@pytest.mark.slow
def test_a_file_is_found_from_the_folder_that_one_is_in(explain: Explain, project: Path) -> None:
    code, out, _ = explain("Deployment.backend.yaml:3", within=project / "dist/production/backend")

    assert (code, out.splitlines()[0]) == (0, "Deployment/backend kind = 'Deployment'")


def test_what_the_image_pin_decides_is_its_line(explain: Explain) -> None:
    _, out, _ = explain("production/backend", "Deployment/backend", "spec.template.spec.containers[app].image")

    assert "  image pin  envs/backend/image.json:4  " in out
    assert {line.split(" = ")[0] for line in out.splitlines() if line.startswith("image.")} == {
        "image.digest",
        "image.repository",
        "image.tag",
    }


def test_what_no_setting_says_is_a_line_of_the_constructs(explain: Explain, project: Path) -> None:
    file = "constructs_lib/container.py"
    said = "read_only_root_filesystem=security.read_only_root_filesystem is None,"
    line = number_of(project / file, said)

    field = "spec.template.spec.containers[0].securityContext.readOnlyRootFilesystem"
    _, out, _ = explain("production/backend", "Deployment/backend", field)

    assert out.splitlines()[1:] == [
        "  no setting decides it: the constructs say it",
        f"    {file}:{line}  {said}",
    ]


def test_what_a_constant_is_there_for(explain: Explain) -> None:
    _, out, _ = explain("production/backend", "Ingress/backend", "kind")

    assert out.splitlines()[-2] == "there because of"
    assert out.splitlines()[-1].startswith("  ingress  envs/backend/")


def test_a_field_with_others_in_it_is_a_table(explain: Explain) -> None:
    _, out, _ = explain("production/backend", "Deployment/backend", "spec.strategy")

    assert [line.split()[:3] for line in out.splitlines()[1:]] == [
        ["rollingUpdate.maxSurge", "1", "strategy.max_surge"],
        ["rollingUpdate.maxUnavailable", "0", "strategy.max_unavailable"],
        ["type", "'RollingUpdate'", "strategy.type"],
    ]


def test_an_object_of_argo_cd_is_explained_too(explain: Explain) -> None:
    _, out, _ = explain("dist/argocd/production/Application.backend-production.yaml")

    assert ["spec.project", "'my-project-production'", "delivery.project"] in [
        row.split()[:3] for row in out.splitlines()
    ]


@pytest.mark.slow
def test_the_reverse(explain: Explain) -> None:
    code, out, _ = explain("production/backend", "--affects", "hpa")

    assert code == 0
    assert ["HorizontalPodAutoscaler/backend", "spec.maxReplicas", "3"] in [line.split() for line in out.splitlines()]
    assert ["PodDisruptionBudget/backend", "(would", "appear)"] in [line.split() for line in out.splitlines()]


@pytest.mark.slow
def test_a_setting_that_only_commands_read(explain: Explain) -> None:
    _, out, _ = explain("production/backend", "--affects", "waivers")

    why = "nobody says it here, no construct reads it, or it is for commands alone"
    assert out == f"waivers decides no field of the YAML as it is: {why}\n"


def test_json_has_a_row_for_each_layer_with_object_and_field(explain: Explain) -> None:
    _, out, _ = explain("production/backend", "Deployment/backend", SERVER_NAME, "--format", "json")

    assert [(row["object"], row["field"], row["setting"], row["value"], row["class"]) for row in rows(out)] == [
        ("Deployment/backend", SERVER_NAME, "port", 80, "Base"),
        ("Deployment/backend", SERVER_NAME, "port", 8080, "WebService"),
        ("Deployment/backend", SERVER_NAME, "server", "caddy", "Base"),
        ("Deployment/backend", SERVER_NAME, "server", None, "WebService"),
    ]


@pytest.mark.slow
def test_every_row_has_the_same_keys(explain: Explain) -> None:
    _, out, _ = explain("production/backend", "Ingress/backend", "--format", "json")

    assert {tuple(sorted(row)) for row in rows(out)} == {
        ("class", "decides", "field", "line", "object", "path", "setting", "source", "value")
    }


@pytest.mark.slow
def test_json_of_the_reverse(explain: Explain) -> None:
    _, out, _ = explain("production/backend", "--affects", "hpa.max_replicas", "--format", "json")

    assert rows(out) == [
        {
            "object": "HorizontalPodAutoscaler/backend",
            "field": "spec.maxReplicas",
            "decides": "value",
            "setting": "hpa.max_replicas",
            "value": 3,
        }
    ]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([*OF, "Deploymnt/backend"], "there is no 'Deploymnt/backend'; did you mean 'Deployment/backend'? "),
        ([*OF, "deployment/backend"], "there is no 'deployment/backend'; did you mean 'Deployment/backend'? "),
        ([*OF, "Deployment/backend", "spek"], "there is no 'spek' in Deployment/backend; did you mean 'spec'? "),
        (
            [*OF, "Deployment/backend", "spec.replicas"],
            "there is no spec.replicas in Deployment/backend now; there would be with another value of hpa (envs/",
        ),
        (
            [*OF, "PodDisruptionBudget/backend"],
            "there is no PodDisruptionBudget/backend now; there would be with another value of hpa.min_replicas (envs/",
        ),
        ([f"{DEPLOYMENT}:1"], f"{DEPLOYMENT}:1: '---' is no field; "),
        ([f"{DEPLOYMENT}:9999"], f"{DEPLOYMENT}: has "),
        ([DEPLOYMENT, "x"], "'x' is no line; "),
        (["cdk8s.yaml", "1"], "cdk8s.yaml: is not in dist/; "),
    ],
)
def test_what_is_not_there(arguments: list[str], message: str, explain: Explain) -> None:
    code, out, err = explain(*arguments)

    assert (code, out) == (2, "")
    assert err.startswith(message)


@pytest.mark.slow
def test_a_file_that_is_not_what_the_settings_say(explain: Explain, project: Path, tmp_path: Path) -> None:
    stale = tmp_path / "stale"
    shutil.copytree(project, stale, symlinks=True)
    edit(stale / DEPLOYMENT, 'value: ":80"', 'value: ":81"')
    edit(stale / DEPLOYMENT, "revisionHistoryLimit: 3", "paused: true")

    line, gone = (number_of(stale / DEPLOYMENT, text) for text in ('value: ":81"', "paused"))

    code, out, err = explain(f"{DEPLOYMENT}:{line}", within=stale)
    assert (code, out.splitlines()[0]) == (0, f"Deployment/backend {SERVER_NAME} = ':80'")
    assert err == f"{DEPLOYMENT} is not what the settings render, which are explained here; run `plainsail synth`\n"
    assert explain(f"{DEPLOYMENT}:{gone}", within=stale) == (
        2,
        "",
        f"{DEPLOYMENT}:{gone}: spec.paused is not what the settings render any more; run `plainsail synth`\n",
    )


def test_a_file_that_nothing_renders(explain: Explain, project: Path, tmp_path: Path) -> None:
    stale = tmp_path / "stale"
    shutil.copytree(project, stale, symlinks=True)
    shutil.copy(stale / DEPLOYMENT, stale / "dist/production/backend/Deployment.old.yaml")

    assert explain("dist/production/backend/Deployment.old.yaml:3", within=stale) == (
        2,
        "",
        "dist/production/backend/Deployment.old.yaml: nothing renders this any more; run `plainsail synth`\n",
    )


@pytest.mark.slow
def test_it_works_where_nothing_can_be_remembered(explain: Explain, project: Path, tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    shutil.copytree(project, closed, symlinks=True, ignore=shutil.ignore_patterns(".plainsail"))
    (closed / ".plainsail").touch()

    assert explain("production/backend", "--affects", "port", within=closed) == explain(
        "production/backend", "--affects", "port"
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "field", "printed"),
    [
        ("Service/backend", "spec.ports[http].port", "spec.ports[80].port"),
        ("Service/backend", "spec.ports[80].port", "spec.ports[80].port"),
        ("HorizontalPodAutoscaler/backend", "spec.metrics[cpu].type", "spec.metrics[Resource/cpu].type"),
        ("HorizontalPodAutoscaler/backend", "spec.metrics[Resource/cpu].type", "spec.metrics[Resource/cpu].type"),
        (
            "Deployment/backend",
            "metadata.labels[app.kubernetes.io/name]",
            'metadata.labels["app.kubernetes.io/name"]',
        ),
    ],
)
def test_a_field_is_asked_for_as_any_command_prints_it(name: str, field: str, printed: str, explain: Explain) -> None:
    code, out, err = explain("production/backend", name, field)

    assert (code, err) == (0, "")
    assert out.startswith(f"{name} {printed} = ")


@pytest.mark.slow
def test_no_answer_is_older_than_the_files_that_settings_read(tmp_path: Path) -> None:
    """What was learned is which setting decides a field, never what it holds."""
    folder = clone(tmp_path / "clone")
    staging, text, pin = (folder / "envs/backend" / name for name in ("staging.py", "motd.txt", "image.json"))
    staging.write_text(
        staging.read_text(encoding="utf-8").replace(
            "from constructs_lib", "from pathlib import Path\n\nfrom constructs_lib"
        )
        + '    env = change({"MOTD": Path(__file__).with_name("motd.txt").read_text()})\n',
        encoding="utf-8",
    )
    container = "spec.template.spec.containers[app]"
    answers = []
    for old, new in (("neither", "older"), ("older", "newer")):
        text.write_text(f"{new} text", encoding="utf-8")
        content = json.loads(pin.read_text(encoding="utf-8")) | {"tag": f"{new}-tag"}
        pin.write_text(json.dumps(content, indent=2), encoding="utf-8")
        for field in (f"{container}.env[MOTD]", f"{container}.image"):
            done = run((PLAINSAIL, "explain", "staging/backend", "Deployment/backend", field), folder)
            assert (done.returncode, done.stderr) == (0, "")
            answers.append((new in done.stdout, old in done.stdout))

    assert answers == [(True, False)] * 4
