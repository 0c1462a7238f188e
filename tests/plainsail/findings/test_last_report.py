"""The report that is kept is what a run would come to, and is told only while that is so."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from plainsail.checks import RULES
from plainsail.cli.main import run as run_here
from plainsail.digests import Disk
from plainsail.errors import TRACEBACK
from plainsail.findings.formats import FORMATS
from plainsail.findings.last_report import LastReport
from plainsail.findings.report import Report
from plainsail.findings.settings_facts import SettingsFacts
from plainsail.manifests.manifests import Manifests
from plainsail.project.project import Project
from plainsail.render.kept import code
from plainsail.scaffold.preview import imported
from tests.plainsail.clones import clone, edit, run

DEPLOYMENT = "dist/staging/backend/Deployment.backend.yaml"
RUNNER = "plainsail.findings.runner"
OPTION = "ignore_missing_schemas=False"
TOLD = """
import sys
from plainsail.cli.main import run
run(["check", *sys.argv[1:]])
print(*sys.modules, file=sys.stderr)
"""
OWN = '"""Nothing is wrong."""\n\nSEVERITY = "info"\n\n\ndef check(manifests):\n    return iter(())\n'


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clone whose `dist/` was judged: one finding for which a line of the settings is told."""
    project = clone(tmp_path_factory.mktemp("judged") / "project")
    with imported(project):
        run_here(["-C", str(project), "check"])
    return project


@pytest.fixture(autouse=True)
def read_anew() -> Iterator[None]:
    """The code is digested once in a process, which imports it once."""
    code._digests.clear()
    yield
    code._digests.clear()


@pytest.fixture
def project(judged: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(judged, tmp_path / "project", symlinks=True))


def modules(project: Path, *arguments: str) -> list[str]:
    """What a process imports that judges."""
    return run((sys.executable, "-c", TOLD, *arguments), project).stderr.split()


def kept(project: Path, *options: str) -> Report | None:
    return LastReport(Project(project), Disk(project), RULES, *(options or (OPTION,))).read()


def written(path: str, text: str) -> Callable[[Path], None]:
    def write(project: Path) -> None:
        (project / path).parent.mkdir(parents=True, exist_ok=True)
        (project / path).write_text(text, encoding="utf-8")

    return write


def removed(path: str) -> Callable[[Path], None]:
    return lambda project: (project / path).unlink()


def test_who_asks_again_imports_neither_settings_nor_checks(project: Path) -> None:
    (project / ".plainsail/check.json").unlink()
    first, again = modules(project), modules(project)

    assert {"envs", RUNNER, "plainsail.checks.workloads.no_requests", "plainsail.manifests.loader"} <= {*first}
    assert not [name for name in again if name.partition(".")[0] in ("envs", "pydantic", "yaml")]
    rooms = ("plainsail.checks.", "plainsail.delivery.files", "plainsail.manifests.loader", "plainsail.schemas", RUNNER)
    assert not [name for name in again if name.startswith(rooms)]


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_is_written_alike(judged: Path, form: str) -> None:
    fresh = Path(judged.parent / f"fresh-{form}")
    clone(fresh)
    command = (sys.executable, "-m", "plainsail", "check", "--strict", "--format", form)

    first, again = run(command, fresh), run(command, fresh)

    assert first.stdout
    assert (again.stdout, again.stderr, again.returncode) == (first.stdout, first.stderr, first.returncode)


CHANGES: dict[str, Callable[[Path], None]] = {
    "an object": lambda project: edit(project / DEPLOYMENT, "kind: Deployment", "kind: Deploymen"),
    "an object more": written("dist/staging/backend/Other.yaml", "a: 1\n"),
    "an object less": removed(DEPLOYMENT),
    "a setting": lambda project: edit(project / "envs/backend/base.py", "min_replicas=1", "min_replicas=2"),
    "a line above a setting": lambda project: edit(project / "envs/backend/base.py", '"""', '"""\n'),
    "a pin": removed("envs/backend/image.json"),
    "a module of settings more": written("envs/other.py", ""),
    "a Dockerfile": lambda project: edit(project / "image/Dockerfile", "FROM", "# a\nFROM"),
    "what a build needs": removed(".dockerignore"),
    "a workflow": written(".github/workflows/a.yml", "on: push\n"),
    "Terragrunt": written("deploy/terragrunt/live/staging/terragrunt.hcl", "inputs = {}\n"),
    "the list of apps": written("deploy/terragrunt/live/fleet.json", "{}\n"),
    "the way of promotion": written(".github/promotion.json", "{}\n"),
    "the charts": written("charts/other.py", "A = 1\n"),
    "a pin of packages": written("requirements.txt", "a==1\n"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_a_report_follows_from_has_it_made_anew(project: Path, change: str) -> None:
    before = kept(project)
    CHANGES[change](project)
    code._digests.clear()

    assert before is not None
    assert kept(project) is None


def test_what_is_undone_is_as_it_was(project: Path) -> None:
    file = project / DEPLOYMENT
    text = file.read_bytes()
    file.write_bytes(b"")
    file.write_bytes(text)

    assert kept(project) is not None


def test_other_options_have_it_made_anew(project: Path) -> None:
    assert kept(project, "ignore_missing_schemas=True") is None


def test_who_wants_a_traceback_gets_no_report_of_before(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(TRACEBACK, "1")

    assert kept(project) is None


def test_a_project_s_own_checks_always_run_without_settings(project: Path) -> None:
    written("checks/__init__.py", 'CHECKS = ("fine",)\n')(project)
    written("checks/fine.py", OWN)(project)
    first, again = modules(project), modules(project)

    assert {"checks.fine", "envs.backend.base", RUNNER} <= {*first}
    assert {"checks.fine", RUNNER} <= {*again}
    assert not [name for name in again if name.partition(".")[0] in ("envs", "pydantic")]


def test_what_cannot_be_read_is_told_each_time(project: Path) -> None:
    (project / "dist/staging/backend/Other.yaml").symlink_to("nowhere")

    assert [(RUNNER in modules(project)) for _ in range(2)] == [True, True]


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: "",
        lambda content: "[]",
        lambda content: json.dumps({"made_of": content["made_of"]}),
        lambda content: json.dumps({**content, "named": [1]}),
        lambda content: json.dumps({**content, "results": [{"rule": "other"}]}),
        lambda content: json.dumps({**content, "rules": None}),
    ],
)
def test_a_file_that_is_no_report_is_none(project: Path, damage: Callable[[dict[str, object]], str]) -> None:
    file = project / ".plainsail/check.json"
    file.write_text(damage(json.loads(file.read_text(encoding="utf-8"))), encoding="utf-8")

    assert kept(project) is None


def test_settings_whose_makings_nobody_saw_tell_nothing(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    report = kept(project)
    assert report is not None
    shutil.rmtree(project / ".plainsail")
    with imported(project), monkeypatch.context() as patch:
        patch.setattr(Project, "observed", None)
        settings = SettingsFacts(Project(project), Disk(project))
    LastReport(Project(project), Disk(project), RULES, OPTION).keep(report, settings)

    assert kept(project) is None


def test_a_rule_is_itself_once_it_is_to_find_something(project: Path) -> None:
    report = kept(project)
    assert report is not None
    [result] = report.results
    rule = RULES[result.rule.id]

    assert replace(result.rule, find=rule.find) == rule
    assert list(result.rule.find(Manifests(()))) == []
