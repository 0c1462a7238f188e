"""What is kept of settings is what they say now, and no settings are imported that are not needed."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from constructs_lib.settings import Environment
from plainsail.cli.main import run
from plainsail.digests import Disk
from plainsail.findings.app_facts import facts_of, from_json, to_json
from plainsail.findings.finding import Cause, DecidingLine, Finding, Locate
from plainsail.findings.settings_facts import SettingsFacts
from plainsail.location import Location
from plainsail.project.project import Project
from plainsail.scaffold.preview import imported
from tests.plainsail.clones import BACKEND, clone, edit, register
from tests.plainsail.counting import calls_of
from tests.rendered import PIN
from tests.samples.shapes import SAMPLES

FILE = "dist/staging/backend/Deployment.backend.yaml"
WHERE = Location(FILE, 1, "staging", "backend", "Deployment/backend", "spec.replicas", "backend-staging")
LINE = DecidingLine("hpa.min_replicas", "envs/backend/base.py", 69, "min_replicas=1,")
ALONE = {"production/backend staging/backend"}
ALL = {"production/backend staging/backend production/other staging/other"}
ANSWERS = ("versions", "vendored", "registered", "generated", "waivers", "unbuilt", "files")


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clone with two apps, whose settings were asked once."""
    project = clone(tmp_path_factory.mktemp("asked") / "project")
    add(project, "other")
    assert answers(project)[1] == {"envs"}
    return project


def add(project: Path, *apps: str) -> None:
    """Further apps, with settings of their own."""
    for app in apps:
        shutil.copytree(project / "envs/backend", project / "envs" / app)
        for file in (project / "envs" / app).glob("*.py"):
            file.write_text(file.read_text(encoding="utf-8").replace("envs.backend", f"envs.{app}"), encoding="utf-8")
    classes = {app: {env: f"{app}.{env}.{env.capitalize()}" for env in BACKEND} for app in ("backend", *apps)}
    register(project, classes)


@pytest.fixture
def project(asked: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(asked, tmp_path / "project", symlinks=True))


def answers(project: Path) -> tuple[dict[str, Any], set[str]]:
    """All answers, and the registry or the modules of apps that were imported for them."""
    with imported(project):
        seen: set[str] = set()
        facts = SettingsFacts(Noting(project, seen), Disk(project))
        said = {name: getattr(facts, name) for name in ANSWERS}
        facts.keep()
    return said, seen


class Noting(Project):
    """Notes that all settings are imported."""

    def __init__(self, start: Path, seen: set[str]) -> None:
        super().__init__(start)
        self._noted = seen

    def __getattribute__(self, name: str) -> Any:
        if name == "environments":
            self._noted.add("envs")
        return super().__getattribute__(name)


def checked(project: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    with imported(project):
        code = run(["-C", str(project), "check", "--format", "json"])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


@pytest.mark.parametrize("kind", [kind for kinds in SAMPLES.values() for kind in kinds])
def test_what_is_kept_of_an_app_is_what_it_says(kind: type[Environment]) -> None:
    facts = facts_of(kind(app="backend", env="staging", pin=PIN))

    assert from_json(json.loads(json.dumps(to_json(facts)))) == facts


def test_nothing_is_imported_while_nothing_changes(project: Path) -> None:
    first, seen = answers(project)
    (project / ".plainsail/settings.json").unlink()
    again, anew = answers(project)

    assert (seen, anew) == (set(), {"envs"})
    assert first == again
    assert len(first["waivers"]) > 1


CHANGES: dict[str, tuple[Callable[[Path], None], set[str]]] = {
    "a setting of one app": (
        lambda project: edit(project / "envs/backend/base.py", "period_seconds=20", "period_seconds=25"),
        set(),
    ),
    "a line above": (lambda project: edit(project / "envs/backend/staging.py", '"""', '"""\n'), set()),
    "a pin": (lambda project: (project / "envs/backend/image.json").unlink(), set()),
    "what all apps share": (lambda project: edit(project / "envs/shared.py", '"""', '"""\n'), {"envs"}),
    "the registry": (lambda project: edit(project / "envs/__init__.py", "ENVIRONMENTS", "\nENVIRONMENTS"), {"envs"}),
    "what rules between apps ask": (
        lambda project: edit(project / "envs/backend/staging.py", "hpa = ", 'part_of = "other"\n    hpa = '),
        {"envs"},
    ),
    "a mistake": (lambda project: edit(project / "envs/backend/staging.py", "hpa = ", "hpaa = "), {"envs"}),
    "two apps in one namespace": (
        lambda project: edit(project / "envs/backend/staging.py", "hpa = ", 'cluster = "b"\n    hpa = '),
        {"envs"},
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_changes_the_answers_are_those_of_all_settings(
    project: Path, change: str, capsys: pytest.CaptureFixture[str]
) -> None:
    alter, imports = CHANGES[change]
    checked(project, capsys)
    alter(project)
    fresh = Path(shutil.copytree(project, project.with_name("fresh"), symlinks=True))
    shutil.rmtree(fresh / ".plainsail")

    seen: set[str] = set()
    with imported(project):
        try:
            SettingsFacts(Noting(project, seen), Disk(project))
        except Exception:
            assert imports
    assert seen == imports
    assert checked(project, capsys) == checked(fresh, capsys)
    assert checked(project, capsys) == checked(fresh, capsys)


@pytest.mark.parametrize("kept", ["", "[]", '{"others": 1}', '{"others": [[], "x"], "apps": {}}'])
def test_a_file_that_holds_something_else_is_not_believed(project: Path, kept: str) -> None:
    said, _ = answers(project)
    (project / ".plainsail/settings.json").write_text(kept, encoding="utf-8")

    assert answers(project) == (said, {"envs"})


def test_settings_whose_makings_nobody_saw_are_not_kept(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said, _ = answers(project)
    (project / ".plainsail/settings.json").unlink()
    monkeypatch.setattr(Project, "observed", None)

    assert answers(project) == ({**said, "files": None}, {"envs"})
    assert not (project / ".plainsail/settings.json").exists()


def located(project: Path, finding: Finding, lines: Sequence[DecidingLine] = (LINE,)) -> tuple[list[Any], set[str]]:
    """The lines behind a finding, and who was asked for them: with all settings, or with some."""
    asked: set[str] = set()

    def finds(name: str) -> Locate:
        def find(_: Finding) -> Sequence[DecidingLine]:
            asked.add(name)
            return lines

        return find

    with imported(project):
        facts = SettingsFacts(Project(project), Disk(project))

        def locating(some: Project) -> Locate:
            return finds(" ".join(f"{env.env_name}/{env.app_name}" for env in some.environments))

        found = list(facts.locating(locating)(finding))
        facts.keep()
    return found, asked


def test_a_line_is_found_once_with_the_settings_of_its_app_alone(project: Path) -> None:
    finding = Finding(WHERE, "is wrong")

    assert located(project, finding) == ([LINE], ALONE)
    assert located(project, finding) == ([LINE], set())


@pytest.mark.parametrize(
    "finding",
    [
        Finding(WHERE, "is wrong", setting="hpa"),
        Finding(WHERE, "is wrong", causes=(Cause(WHERE, "a"),)),
        Finding(Location(FILE, 1, "staging", "backend", "Deployment/backend"), "is wrong"),
    ],
)
def test_another_question_is_asked(project: Path, finding: Finding) -> None:
    located(project, Finding(WHERE, "is wrong"))

    assert located(project, finding) == ([LINE], ALONE)
    assert located(project, finding) == ([LINE], set())


def test_in_another_file_a_line_is_looked_for_again(project: Path) -> None:
    finding = Finding(WHERE, "is wrong")
    located(project, finding)
    edit(project / FILE, "kind: Deployment", "kind:  Deployment")

    assert located(project, finding) == ([LINE], ALONE)


@pytest.mark.parametrize(
    "finding",
    [
        Finding(Location("dist/argocd/staging/AppProject.a.yaml", 1, "staging", None, "AppProject/a"), "is wrong"),
        Finding(WHERE, "is wrong", causes=(Cause(Location(FILE, 1, "production", "backend")),)),
        Finding(WHERE, "is wrong", causes=(Cause(WHERE, {"a": 1}),)),
        Finding(Location("image/Dockerfile", 1), "is wrong"),
    ],
)
def test_what_is_about_more_than_one_app_is_asked_each_time(project: Path, finding: Finding) -> None:
    assert [located(project, finding) for _ in range(2)] == [([LINE], ALL)] * 2


def test_that_no_line_was_found_is_not_kept(project: Path) -> None:
    finding = Finding(WHERE, "is wrong")

    assert [located(project, finding, ()) for _ in range(2)] == [([], ALONE)] * 2


def test_no_credential_is_kept(project: Path) -> None:
    line = DecidingLine("env.DB_PASSWORD", "envs/backend/base.py", 4, '"swordfish",')
    located(project, Finding(WHERE, "is wrong"), [line])

    assert "swordfish" not in (project / ".plainsail/settings.json").read_text(encoding="utf-8")


def test_what_is_kept_is_read_in_time_that_grows_with_the_apps(tmp_path: Path) -> None:
    def calls(apps: int) -> int:
        project = clone(tmp_path / str(apps))
        add(project, *(f"app{number}" for number in range(1, apps)))
        said, seen = answers(project)
        assert (len(said["registered"]), seen) == (2 * apps, {"envs"})
        return calls_of(lambda: answers(project))

    calls(1)
    few, many = calls(4), calls(8)
    assert many < 2.2 * few
