"""`plainsail new`: what it writes renders, and passes the linters; what it cannot do leaves everything as it was."""

from __future__ import annotations

import json
import os
import pty
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, Phase, assume, example, given, settings
from hypothesis import strategies as st

from plainsail.cli.main import run
from plainsail.scaffold.preview import imported
from tests.plainsail.clones import PLAINSAIL, ROOT, clone, edit, environ, tree
from tests.plainsail.clones import run as ran
from tests.plainsail.projects import Plainsail, copy_of_envs, write

UNIT = "# The same text for each environment.\n"
DOCKERFILE = "FROM debian\nRUN useradd --uid 1234 app\nUSER app\nEXPOSE 9000/tcp\n"
PIN = ("--tag", "v1", "--digest", f"sha256:{'a' * 64}", "--source", "b" * 40)
FLEET = "deploy/terragrunt/live/fleet.json"
PROMOTION = ".github/promotion.json"
LIBRARY = ("web-service", "worker", "jobs", "stateful-service", "daemon", "manifests")
"""Shapes whose charts the library has."""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Settings, infrastructure and a list of environments for pipelines."""
    root = copy_of_envs(tmp_path / "project")
    live = {f"deploy/terragrunt/live/{name}/terragrunt.hcl": UNIT for name in ("staging", "production")}
    return write(root, {**live, PROMOTION: "{}\n", "services/admin/Dockerfile": DOCKERFILE})


@contextmanager
def unchanged(project: Path) -> Iterator[None]:
    before = tree(project)
    yield
    assert {path: text for path, text in tree(project).items() if "__pycache__" not in path} == before


def fleet(project: Path) -> list[tuple[str, str]]:
    return [(row["app"], row["environment"]) for row in json.loads((project / FLEET).read_text())["apps"]]


def test_an_app(project: Path, plainsail: Plainsail) -> None:
    code, said, beside = plainsail(
        "new", "app", "admin", "--shape", "web-service", "--dockerfile", "services/admin/Dockerfile"
    )

    assert (code, beside) == (0, "")
    assert said.splitlines() == [
        "new      envs/admin/__init__.py",
        "new      envs/admin/base.py",
        "new      envs/admin/production.py",
        "new      envs/admin/staging.py",
        "changed  envs/__init__.py",
        f"changed  {FLEET}",
        f"changed  {PROMOTION}",
        "next     envs/admin/base.py: say its resources and probes",
        "next     until the pipeline's first build is pinned (`plainsail image pin admin`), it is not rendered",
    ]
    base = (project / "envs/admin/base.py").read_text(encoding="utf-8")
    assert '"123456789012.dkr.ecr.eu-west-3.amazonaws.com/my-project/admin"' in base
    assert "pod_user = 1234" in base
    assert "port = 9000" in base
    assert "class Staging(shared.Staging, Base):" in (project / "envs/admin/staging.py").read_text(encoding="utf-8")
    assert fleet(project) == [(app, env) for app in ("admin", "backend") for env in ("production", "staging")]


def test_until_its_first_build_all_else_goes_on(project: Path, plainsail: Plainsail) -> None:
    with_sources(project)
    edit_root(project)
    plainsail("synth")
    before = tree(project / "dist")
    plainsail("new", "app", "queue", "--shape", "worker", "--envs", "staging")

    waiting = "staging/queue (no build of its image is pinned yet: `plainsail image pin queue`)"
    assert plainsail("synth") == (0, f"dist: {len(before)} objects, nothing changed\n", f"not rendered: {waiting}\n")
    assert tree(project / "dist") == before
    assert plainsail("plan", "--against", str(project / "dist"))[::2] == (0, f"not rendered: {waiting}\n")
    code, said, _ = plainsail("check")
    assert code == 0, said
    assert f"not looked at: {waiting}" in said

    assert plainsail("image", "pin", "queue", *PIN)[0] == 0
    assert plainsail("synth")[1:] == (f"dist: {len(before) + 4} objects, 5 changed\n", "")
    code, said, _ = plainsail("check")
    assert code == 0, said


def with_sources(project: Path) -> Path:
    """The project with what its image is built from."""
    shutil.copytree(ROOT / "image", project / "image")
    (project / "app").mkdir()
    (project / ".dockerignore").touch()
    return project


def edit_root(project: Path) -> None:
    """A list of clusters as Terragrunt reads it."""
    write(
        project,
        {"deploy/terragrunt/root.hcl": "locals {\n  clusters = {\n    staging = {}\n    production = {}\n  }\n}\n"},
    )


@pytest.mark.parametrize(
    ("source", "said"), [((), "vendor/op"), (("--from", "deploy/"), "deploy")], ids=["that is to come", "that is there"]
)
def test_yaml_of_somebody_else(project: Path, plainsail: Plainsail, source: tuple[str, ...], said: str) -> None:
    code, printed, _ = plainsail("new", "app", "op", "--shape", "manifests", *source)

    assert code == 0
    note = f"next     put its YAML into {said}: without it, nothing can be rendered"
    assert (note in printed) == (not source)
    assert (project / "envs/op/base.py").read_text(encoding="utf-8").endswith(f'\n    source = "{said}"\n')


@pytest.mark.parametrize(
    ("image", "said"),
    [
        ("ghcr.io/team/queue:v1", 'Image("ghcr.io/team/queue", tag="v1")'),
        (f"queue@sha256:{'a' * 64}", f'Image(\n        "queue",\n        digest="sha256:{"a" * 64}",\n'),
        (f"localhost:5000/queue:v1@sha256:{'a' * 64}", 'Image(\n        "localhost:5000/queue",\n        tag="v1",\n'),
    ],
)
def test_an_image_whose_build_is_named_renders_at_once(
    project: Path, plainsail: Plainsail, image: str, said: str
) -> None:
    code, printed, _ = plainsail(*APP, "--envs", "staging", "--image", image)

    assert (code, "is not rendered" in printed) == (0, False)
    assert f"    image = {said}" in (project / "envs/queue/base.py").read_text(encoding="utf-8")
    assert plainsail("synth", "--app", "queue")[0] == 0
    assert image in (project / "dist/staging/queue/Deployment.queue.yaml").read_text(encoding="utf-8")


def test_a_lost_pin_is_no_new_app(project: Path, plainsail: Plainsail) -> None:
    """Argo CD would remove what runs."""
    plainsail("synth")
    before = tree(project / "dist")
    (project / "envs/backend/image.json").unlink()

    code, _, beside = plainsail("synth")

    assert code == 2
    assert "has neither tag nor digest" in beside
    assert tree(project / "dist") == before


def test_an_environment_of_all_apps(project: Path, plainsail: Plainsail) -> None:
    plainsail("new", "app", "queue", "--shape", "worker")

    code, said, _ = plainsail("new", "env", "production-eu", "--follows", "staging", "--approval", "production")

    root_application = "dist/argocd/production-eu/Application.my-project-production-eu.yaml"
    assert code == 0
    assert said.splitlines() == [
        "new      envs/backend/production_eu.py",
        "new      envs/queue/production_eu.py",
        "new      deploy/terragrunt/live/production-eu/terragrunt.hcl",
        "changed  envs/shared.py",
        "changed  envs/__init__.py",
        f"changed  {FLEET}",
        f"changed  {PROMOTION}",
        "next     say the cluster of production-eu in deploy/terragrunt/root.hcl",
        f"next     once dist/ is committed: make its ref production-eu and apply {root_application}",
    ]
    assert (project / "deploy/terragrunt/live/production-eu/terragrunt.hcl").read_text(encoding="utf-8") == UNIT
    assert (
        (project / "envs/shared.py")
        .read_text(encoding="utf-8")
        .endswith(
            'class ProductionEu(Workload):\n    """Every app in production-eu."""\n\n'
            '    follows = "staging"\n    approval = "production"\n'
        )
    )
    stages = json.loads((project / PROMOTION).read_text(encoding="utf-8"))["environments"]
    assert {stage["environment"]: stage["follows"] for stage in stages}["production-eu"] == "staging"
    assert plainsail("image", "pin", "queue", *PIN)[0] == 0
    assert plainsail("synth")[0] == 0
    for app in ("backend", "queue"):
        assert (project / f"dist/production-eu/{app}/Deployment.{app}.yaml").is_file()


@pytest.mark.parametrize(
    ("options", "follows"), [((), "None"), (("--follows", "none"), "None"), (("--follows", "staging"), '"staging"')]
)
def test_who_asks_for_no_more_gets_what_a_terminal_offers(
    project: Path, plainsail: Plainsail, options: tuple[str, ...], follows: str
) -> None:
    code, said, _ = plainsail("new", "env", "qa", *options)

    assert code == 0
    once = "make its ref qa and apply dist/argocd/qa/Application.my-project-qa.yaml"
    assert f"next     once dist/ is committed: {once}\n" in said
    lines = f'"""Every app in qa."""\n\n    follows = {follows}\n    approval = None\n'
    assert lines in (project / "envs/shared.py").read_text(encoding="utf-8")
    assert "class Qa(shared.Qa, Base)" in (project / "envs/backend/qa.py").read_text(encoding="utf-8")


def test_a_ref_that_another_environment_has_is_there(project: Path, plainsail: Plainsail) -> None:
    edit(project / "envs/shared.py", 'revision = "{env}"', 'revision = "main"')
    edit(project / "envs/shared.py", 'follows = "staging"', 'revision = "production"\n    follows = "staging"')

    assert "once dist/ is committed: apply dist/argocd/qa/" in plainsail("new", "env", "qa")[1]


def test_what_the_mix_in_of_an_environment_says_is_not_asked(project: Path, plainsail: Plainsail) -> None:
    with (project / "envs/shared.py").open("a", encoding="utf-8") as file:
        file.write('\n\nclass Qa(Workload):\n    """Ours."""\n\n    follows = "staging"\n    approval = None\n')

    assert plainsail("new", "env", "qa")[0] == 0


def test_an_app_is_added_to_an_environment_that_others_have(project: Path, plainsail: Plainsail) -> None:
    plainsail("new", "app", "queue", "--shape", "worker", "--envs", "staging")

    assert plainsail("new", "env", "production")[0] == 0

    assert "class Production(shared.Production, Base)" in (project / "envs/queue/production.py").read_text(
        encoding="utf-8"
    )


def test_what_is_followed_is_said_where_no_mix_in_says_it(project: Path, plainsail: Plainsail) -> None:
    shared = (project / "envs/shared.py").read_text(encoding="utf-8")
    (project / "envs/shared.py").write_text(shared.replace("class Production(", "class Released("), encoding="utf-8")
    edit(project / "envs/backend/production.py", "shared.Production", "shared.Released")

    assert plainsail("new", "app", "queue", "--shape", "worker")[0] == 0

    text = (project / "envs/queue/production.py").read_text(encoding="utf-8")
    assert "class Production(Base)" in text
    assert '    follows = "staging"\n    approval = "production"\n' in text


def test_what_only_apps_with_pods_can_derive_from_is_to_be_split(project: Path, plainsail: Plainsail) -> None:
    edit(project / "envs/shared.py", 'follows = "staging"', 'revision = "live"\n    follows = "staging"')
    with unchanged(project):
        code, _, beside = plainsail("new", "app", "op", "--shape", "manifests")

    assert code == 2
    assert beside.startswith("envs/op/production.py:6: production/op has revision='{env}', and production/backend 'l")
    split = "class Production(Environment) for what all apps share, class ProductionPods(Production, Workload)"
    assert beside.endswith(f"split it: {split} for the rest; nothing was written\n")


def test_the_first_app_says_what_its_environments_follow(project: Path, plainsail: Plainsail) -> None:
    write(
        project,
        {
            "envs/__init__.py": "ENVIRONMENTS = {}\n",
            "envs/shared.py": (project / "envs/shared.py").read_text(encoding="utf-8").partition("class Staging")[0],
        },
    )

    assert plainsail(*APP) == (2, "", "--envs is missing; which environments does it run in?\n")
    named = ("--envs", "staging,production", "--image", "registry.example.com/queue:v1.2.3")
    code, said, beside = plainsail(*APP, *named)

    assert (code, beside) == (0, "")
    assert "changed  envs/shared.py" in said
    assert 'class Production(Workload):\n    """Every app in production."""\n\n    follows = "staging"\n' in (
        project / "envs/shared.py"
    ).read_text(encoding="utf-8")
    assert "class Staging(Base):" in (project / "envs/queue/staging.py").read_text(encoding="utf-8")
    assert plainsail("synth")[0] == 0


def test_names_that_python_cannot_say(project: Path, plainsail: Plainsail) -> None:
    code, said, _ = plainsail("new", "app", "3d-import", "--shape", "worker", "--envs", "class,base,2")

    assert code == 0
    assert "envs/the_3d_import/class_.py" in said
    assert plainsail("image", "pin", "3d-import", *PIN)[0] == 0
    assert "3d-import" in plainsail("list")[1]
    assert plainsail("synth")[0] == 0


def test_an_app_that_is_called_as_an_environment_is(project: Path, plainsail: Plainsail) -> None:
    """In the registry, a name means the module of one or the package of the other."""
    for command in (
        ("app", "staging", "--shape", "worker"),
        ("app", "qa", "--shape", "worker", "--envs", "qa"),
        ("env", "qa", "--app", "backend"),
        ("app", "backend-staging", "--shape", "worker"),
    ):
        code, said, beside = plainsail("new", *command)
        assert code == 0, (command, said, beside)

    listed = {tuple(line.split()[:2]) for line in plainsail("list")[1].splitlines()[1:]}
    assert {("staging", "staging"), ("staging", "production"), ("qa", "qa"), ("backend", "qa")} <= listed


def test_the_list_alone(project: Path, plainsail: Plainsail) -> None:
    assert plainsail("new", "fleet") == (0, f"changed  {FLEET}\nchanged  {PROMOTION}\n", "")
    assert plainsail("new", "fleet") == (0, "nothing changed\n", "")
    assert (project / PROMOTION).read_text(encoding="utf-8") == plainsail("list", "--promotion")[1]
    row = json.loads((project / FLEET).read_text(encoding="utf-8"))["apps"][1]
    assert row == {
        "app": "backend",
        "environment": "staging",
        "namespace": "backend-staging",
        "deployment": "backend",
        "service": "backend",
        "image_repository": "my-project/backend",
        "builds_image": True,
        "parameters": "/param/my-project/staging/parameters",
        "account": "123456789012",
        "region": "eu-west-3",
    }


def test_units_that_differ_are_not_copied(project: Path, plainsail: Plainsail) -> None:
    write(project, {"deploy/terragrunt/live/staging/terragrunt.hcl": "# Another.\n"})

    _, said, _ = plainsail("new", "env", "qa", "--follows", "none")

    unit = "deploy/terragrunt/live/qa/terragrunt.hcl"
    assert f"next     write {unit}: those of other environments differ, so none was copied" in said
    assert not (project / unit).exists()


APP = ("new", "app", "queue", "--shape", "worker")
REFUSED = {
    "a name that is none": (("new", "app", "Queue", "--shape", "worker"), "the app 'Queue' is not a DNS label"),
    "a way out of the folder": (("new", "app", "../x", "--shape", "worker"), "the app '../x' is not a DNS label"),
    "an environment that leads out": ((*APP, "--envs", "../../x"), "the environment '../../x' is not a DNS label"),
    "no environment": ((*APP, "--envs", "staging,"), "the environment '' is not a DNS label"),
    "Argo CD's folder": ((*APP, "--envs", "argocd"), "the environment 'argocd' has the name of dist/argocd/"),
    "Terragrunt's folder": (
        ("new", "env", "shared"),
        "the environment 'shared' has the name of a folder of Terragrunt",
    ),
    "an app that is there": (("new", "app", "backend", "--shape", "worker"), "backend is registered already"),
    "a Service that may not be called so": (
        ("new", "app", "3d", "--shape", "web-service"),
        "the app '3d' begins with a digit",
    ),
    "no shape": (("new", "app", "queue"), "--shape is missing; it is one of web-service, worker"),
    "a shape that is none": (("new", "app", "queue", "--shape", "wroker"), "did you mean 'worker'?"),
    "an image that is none": ((*APP, "--image", "a//b"), "--image: 'a//b' is not an image repository"),
    "a tag that is none": ((*APP, "--image", "a:"), "--image: '' is not an image tag"),
    "a digest that is none": ((*APP, "--image", "a:b@sha256:c"), "--image: 'sha256:c' is not an image digest"),
    "a build that is named and made": (
        (*APP, "--image", "a:b", "--dockerfile", "services/admin/Dockerfile"),
        "--image: the pipeline pins what --dockerfile builds; leave tag and digest out",
    ),
    "YAML that is not there": (
        ("new", "app", "queue", "--shape", "manifests", "--from", "vendor/x"),
        "--from vendor/x: there is no such file or folder in",
    ),
    "YAML that leads out": (
        ("new", "app", "queue", "--shape", "manifests", "--from", "../x"),
        "--from: '../x' is not a path in the project's folder",
    ),
    "YAML beside an image": ((*APP, "--from", "envs"), "--from: an app of shape worker takes no YAML of others"),
    "an image of YAML": (
        ("new", "app", "queue", "--shape", "manifests", "--image", "a"),
        "--image: an app of shape manifests runs no image",
    ),
    "a Dockerfile that leads out": (
        (*APP, "--dockerfile", "../Dockerfile"),
        "--dockerfile: '../Dockerfile' is",
    ),
    "a Dockerfile that is not there": ((*APP, "--dockerfile", "a/Dockerfile"), "--dockerfile a/Dockerfile: is no file"),
    "an environment that is there": (("new", "env", "staging"), "every app has staging already"),
    "of an app that has it": (("new", "env", "staging", "--app", "backend"), "backend has staging already"),
    "an app that is not there": (
        ("new", "env", "qa", "--app", "bakend"),
        "--app bakend: there is no such name",
    ),
    "follows nothing": (
        ("new", "env", "qa", "--follows", "stagin"),
        "--follows stagin: there is no",
    ),
    "an approval of nothing": (("new", "env", "qa", "--approval", "x"), "--approval goes with --follows"),
    "an approval that is none": (
        ("new", "env", "qa", "--follows", "staging", "--approval", "a b"),
        "--approval: 'a b' is not a name for an environment of GitHub",
    ),
    "an approval of what each push moves": (
        ("new", "env", "qa", "--follows", "none", "--approval", "x"),
        "--approval goes with --follows",
    ),
    "production, and nobody says what it follows": (
        ("new", "env", "production-us"),
        "--follows is missing; which environment must have run a commit before production-us does?",
    ),
}


@pytest.mark.parametrize(("command", "line"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_is_refused_and_nothing_written(
    project: Path, plainsail: Plainsail, command: tuple[str, ...], line: str
) -> None:
    with unchanged(project):
        code, said, beside = plainsail(*command)

    assert (code, said, beside.count("\n")) == (2, "", 1)
    assert line in beside


FORMS = {
    "computed": ("ENVIRONMENTS = dict(backend=dict(staging=Staging))", "ENVIRONMENTS is not written out as"),
    "of names": ("A = 'backend'\nENVIRONMENTS = {A: {'staging': Staging}}", "ENVIRONMENTS is not written out as"),
    "said twice": (
        "ENVIRONMENTS = {}\nENVIRONMENTS = {'backend': {'staging': Staging}}",
        "ENVIRONMENTS is not written out as",
    ),
    "of one file": ("ENVIRONMENTS = {'backend': {'staging': Staging}}", ""),
    "no Python": ("ENVIRONMENTS = {", "Python cannot read it; correct it"),
}


@pytest.mark.parametrize(("text", "line"), FORMS.values(), ids=FORMS)
def test_a_registry_in_another_form(project: Path, plainsail: Plainsail, text: str, line: str) -> None:
    (project / "envs/__init__.py").write_text(f"from envs.backend.staging import Staging\n\n{text}\n", encoding="utf-8")

    if not line:  # a class can be imported as well as its module
        assert plainsail(*APP)[0] == 0
        assert plainsail("new", "env", "qa", "--app", "backend")[0] == 0
        return
    with unchanged(project):
        code, said, beside = plainsail(*APP)

    assert (code, said, beside.count("\n")) == (2, "", 1)
    assert beside.startswith("envs/__init__.py:")
    assert line in beside


def test_settings_that_would_not_load_are_not_written(project: Path, plainsail: Plainsail) -> None:
    """A long name: the namespace would be too long."""
    name = "a" * 60
    with unchanged(project):
        code, _, beside = plainsail("new", "app", name, "--shape", "worker", "--envs", "staging")

    assert code == 2
    assert beside.endswith("at most 63 fit; nothing was written\n")


def test_a_file_that_is_there_is_not_written_over(project: Path, plainsail: Plainsail) -> None:
    write(project, {"envs/backend/qa.py": "mine = 1\n"})
    with unchanged(project):
        code, _, beside = plainsail("new", "env", "qa")

    assert (code, beside) == (2, "envs/backend/qa.py: exists already, and is not written over; nothing was written\n")


def test_what_python_left_behind_is_nobody_s(project: Path, plainsail: Plainsail) -> None:
    write(project, {"envs/queue/__pycache__/base.cpython-313.pyc": ""})

    assert plainsail(*APP)[0] == 0


@pytest.mark.parametrize("path", ["envs/queue", "envs/queue/notes.txt"])
def test_a_folder_that_holds_anything_is_not_taken(project: Path, plainsail: Plainsail, path: str) -> None:
    write(project, {path: ""})
    with unchanged(project):
        code, _, beside = plainsail(*APP)

    assert (code, beside) == (2, "envs/queue: exists already, and is not written over; nothing was written\n")


def test_what_cannot_be_written_whole_is_not_written(
    project: Path, plainsail: Plainsail, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk is full when the last file is written."""
    from plainsail.project import files

    def full(path: Path, text: str) -> bool:
        if path.name == "promotion.json":
            raise OSError(28, "No space left on device")
        return files.replace_file(path, text)

    monkeypatch.setattr("plainsail.scaffold.draft.replace_file", full)
    with unchanged(project):
        code, _, beside = plainsail(*APP)

    assert (code, beside) == (2, f"{PROMOTION}: no space left on device; nothing was written\n")


def test_a_terminal_is_asked(tmp_path: Path) -> None:
    project = clone(tmp_path / "project")
    terminal, ours = pty.openpty()
    with subprocess.Popen(
        [PLAINSAIL, "new", "app", "queue"], cwd=project, env=environ(), stdin=ours, stdout=ours, stderr=ours
    ) as process:
        os.close(ours)
        os.write(terminal, b"worker\nstaging\n\n\n")
        said = b""
        while chunk := _read(terminal):
            said += chunk
    os.close(terminal)

    assert process.returncode == 0, said.decode()
    assert b"Which environments does it run in? [production,staging]" in said
    assert b"Where is its image kept? [123456789012.dkr.ecr.eu-west-3.amazonaws.com/my-project/queue]" in said
    assert (project / "envs/queue/staging.py").is_file()
    assert not (project / "envs/queue/production.py").exists()


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # the other side is closed
        return b""


@pytest.mark.slow
@pytest.mark.parametrize("own", [True, False], ids=["with the library's sources", "with the library installed"])
def test_what_is_written_passes_the_linters(tmp_path: Path, own: bool) -> None:
    project = clone(tmp_path / "project")
    shutil.copy(ROOT / "pyproject.toml", project)
    if not own:
        for path in ("__init__.py", "shared.py", "backend/base.py", "backend/production.py", "backend/staging.py"):
            file = project / "envs" / path
            text = file.read_text(encoding="utf-8")
            file.write_text(text.replace("\nfrom envs", "\n\nfrom envs", 1), encoding="utf-8")
        shutil.rmtree(project / "charts")
        for name in ("constructs_lib", "imports", "plainsail"):
            (project / name).unlink()
    pinned = ("--image", "registry.example.com/team/x:v1.2.3")
    commands = (
        ("app", "back-office", "--shape", "web-service", "--dockerfile", "image/Dockerfile"),
        ("app", "q", "--shape", "worker", "--envs", "staging"),
        ("app", "nightly", "--shape", "jobs", *pinned),
        ("app", "db", "--shape", "stateful-service", *pinned),
        ("app", "agent", "--shape", "daemon", *pinned),
        ("app", "operator", "--shape", "manifests", "--from", "image"),
        ("env", "production-eu", "--follows", "staging", "--approval", "production"),
        ("env", "qa-with-a-rather-long-name", "--app", "back-office"),
        ("shape", "mailer", "--like", "worker"),
        ("shape", "grpc"),
        *(("shape", f"a-shape-with-a-rather-long-name-like-{like}", "--like", like) for like in LIBRARY),
        ("app", "post", "--shape", "mailer", *pinned),
        ("check", "team-label-missing"),
        ("check", "class-is-missing", "--severity", "error"),
    )
    for command in commands:
        done = ran((PLAINSAIL, "new", *command), project, PYTHONPATH=str(ROOT))
        assert done.returncode == 0, done.stderr

    written = [folder for folder in ("envs", "charts", "checks", "tests") if (project / folder).is_dir()]
    for tool in (("ruff", "check"), ("ruff", "format", "--check"), ("mypy", "--strict")):
        done = ran((sys.executable, "-m", *tool, *written), project, MYPYPATH="" if own else str(ROOT))
        assert done.returncode == 0, done.stdout
    done = ran((sys.executable, "-m", "pytest", "-q", "tests/checks"), project, PYTHONPATH=str(ROOT))
    assert (done.returncode, "4 passed" in done.stdout) == (0, True), done.stdout


LABEL = st.from_regex(r"[a-z0-9]([a-z0-9-]{0,28}[a-z0-9])?", fullmatch=True)
SHAPE = st.sampled_from([shape for shape in LIBRARY if shape != "manifests"])


@settings(
    max_examples=2, phases=[Phase.explicit, Phase.generate], suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@example(app="3d", env="class", shape="worker")
@example(app="0", env="0", shape="worker")
@given(app=LABEL.filter(lambda name: name != "backend"), env=LABEL, shape=SHAPE)
@pytest.mark.slow
def test_any_names_give_a_project_that_renders_and_checks(
    capsys: pytest.CaptureFixture[str], app: str, env: str, shape: str
) -> None:
    assume(shape in ("worker", "jobs", "daemon") or app[0].isalpha())
    with TemporaryDirectory() as scratch:
        root = with_sources(copy_of_envs(Path(scratch) / "project"))
        for command in (
            ("new", "app", app, "--shape", shape),
            ("new", "env", env, "--follows", "staging", "--approval", "production"),
            ("image", "pin", app, *PIN),
            ("synth",),
            ("check",),
        ):
            if command[1:3] == ("env", env) and env in ("argocd", "staging", "production"):
                continue
            with imported(root):
                code = run(["-C", str(root), *command])
            said = capsys.readouterr()
            assert code == 0, (command, said.out, said.err)
