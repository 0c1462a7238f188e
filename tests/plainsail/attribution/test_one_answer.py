"""`check`, `plan`, `secrets` and `explain` lay every field of every object to one setting, and to one line.

It is the one that the experiment names: each setting changed in turn, without anything known before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from constructs_lib.kubernetes.objects import key_of
from constructs_lib.kubernetes.paths import Path as FieldPath
from constructs_lib.kubernetes.paths import leaves, parse_path
from constructs_lib.settings import Environment, Patch, RawObject, SyncPolicy
from plainsail.attribution import attribution, experiment
from plainsail.attribution.answers import Subject
from plainsail.attribution.attribution import Attribution, Attributions, leaves_below
from plainsail.attribution.locate import Locator
from plainsail.attribution.questions import about_line
from plainsail.findings.finding import Cause, DecidingLine, Finding
from plainsail.location import Location
from plainsail.manifests.resource import Resource
from plainsail.project.pins import read_pin
from plainsail.project.project import Project
from plainsail.provenance import format_setting, lines_of
from plainsail.render.charts import Rendered, render
from plainsail.render.yaml_writer import dump
from tests.rendered import PIN, environment
from tests.samples.everything import EveryJob, GrpcDaemon, PlainStatefulService, SignedInWorker
from tests.samples.helm_release import EveryHelmRelease
from tests.samples.manifests import EveryManifests, LeastManifests
from tests.samples.values import Least, LeastWorker
from tools.attribution import Learning

ROOT = Path(__file__).resolve().parents[3]
SAMPLE = Project(ROOT).environments


POD = "spec.template.spec"


class Patched(Least):
    """Fields that no construct writes, and objects of the user's own."""

    patches = {
        "policy": Patch("Deployment/backend", set={f"{POD}.restartPolicy": "Always"}),
        "host": Patch("Deployment/backend", set={f"{POD}.containers[app].env": [{"name": "A", "value": "b"}]}),
        "part": Patch("Namespace/backend-staging", remove=["metadata.labels[app.kubernetes.io/managed-by]"]),
    }
    objects = {
        "settings": RawObject({"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "c"}, "data": {"a": "b"}}),
        "pod": RawObject(
            {
                "apiVersion": "v1",
                "kind": "Pod",
                "metadata": {"name": "p"},
                "spec": {"restartPolicy": "Never", "containers": [{"name": "app", "image": "r.example.com/a:v1"}]},
            }
        ),
    }


KINDS: tuple[type[Environment], ...] = (
    # One of each shape, and what no setting says. Those that say it all taught what is known, at minutes each.
    *(LeastManifests, EveryManifests, EveryHelmRelease),
    *(EveryJob, GrpcDaemon, Patched, PlainStatefulService, SignedInWorker),
)


def _made() -> Iterator[tuple[Environment, Sequence[Environment]]]:
    for env in SAMPLE:
        yield env, [other for other in SAMPLE if other.env_name == env.env_name]
    for kind in KINDS:
        env = environment(kind)
        yield env, [env]


MADE = [pytest.param(env, companions, id=f"{type(env).__name__}-{env.env_name}") for env, companions in _made()]


@pytest.mark.slow
@pytest.mark.parametrize(("env", "companions"), MADE)
def test_all_commands_say_what_the_experiment_says(
    env: Environment, companions: Sequence[Environment], monkeypatch: pytest.MonkeyPatch
) -> None:
    pin = read_pin(ROOT, env.app_name) if env in SAMPLE else PIN
    monkeypatch.setattr(attribution, "read_pin", lambda *_: pin)
    everything = Attribution(env, companions, pin, Learning())
    list(everything.effects())
    project = cast(Project, SimpleNamespace(environments=companions, unbuilt=(), root=ROOT))
    locate = Locator(project)
    subject = Subject(ROOT, Attributions(project).of(env))
    differing: list[tuple[object, ...]] = []

    for file, document in everything.documents.items():
        resource = Resource(document, f"dist/{file}", 1, env.env_name, _app(file, env))
        for leaf, _ in leaves(document):
            where = resource.where(leaf)
            expected = _expected(everything, file, leaf)
            answers = {
                "check": _line(*locate(Finding(where=where, message=""))),
                "plan": _line(locate.behind(Cause(where))),
                "secrets": _line(locate.line(where)),
                "explain": _explained(subject, file, where),
            }
            place = f"{key_of(document)} {where.field}"
            differing += [(place, name, answer, expected) for name, answer in answers.items() if answer != expected]

    assert not differing, f"{len(differing)} differ: {differing[:5]}"


Line = tuple[str, str, int] | None


def _app(file: str, env: Environment) -> str | None:
    return None if file.startswith("argocd/") else env.app_name


def _expected(experiment: Attribution, file: str, leaf: FieldPath) -> Line:
    setting = experiment.setting_of(file, leaf)
    if setting is None:
        return None
    if setting == experiment.vendored.setting and (origin := experiment.vendored.origin(file, leaf)):
        return format_setting(setting), origin.path, origin.line
    lines = lines_of(experiment.environment, setting)
    return (format_setting(setting), lines[0].path, lines[0].line) if lines else None


def _line(*lines: DecidingLine | None) -> Line:
    return next(((line.setting, line.path, line.line) for line in lines if line), None)


def _explained(subject: Subject, file: str, where: Location) -> Line:
    [(leaf, value)] = leaves_below(subject.attribution.documents[file], parse_path(where.field)).items()
    answer = subject.answer(file, leaf, value)
    first = next(iter(answer.deciders), None)
    return (first.setting, first.origins[0].path, first.origins[0].line) if first and first.origins else None


@pytest.mark.sample
@pytest.mark.parametrize(
    ("name", "field", "line"),
    [
        (
            "Namespace/backend-staging",
            'metadata.labels["pod-security.kubernetes.io/warn-version"]',
            "kubernetes_version =",
        ),
        ("Namespace/backend-staging", 'metadata.labels["app.kubernetes.io/part-of"]', "part_of ="),
        ("Ingress/backend", 'metadata.annotations["alb.ingress.kubernetes.io/healthcheck-path"]', "readiness_probe ="),
        ("Application/my-project-staging", "spec.syncPolicy.automated.prune", "delivery = ArgoCd("),
    ],
)
def test_line_that_a_table_made_by_hand_would_get_wrong(name: str, field: str, line: str) -> None:
    staging = next(env for env in SAMPLE if env.env_name == "staging")
    kind = name.partition("/")[0]
    app = None if kind == "Application" else "backend"
    folder = "dist/argocd/staging" if kind == "Application" else "dist/staging/backend"
    where = Location(f"{folder}/{name.replace('/', '.')}.yaml", 1, "staging", app, name, field)

    decided = Locator(cast(Project, SimpleNamespace(environments=(staging,), unbuilt=(), root=ROOT))).line(where)

    assert decided is not None
    assert decided.text.startswith(line)


class Unpruned(LeastWorker):
    """The second app of an environment."""

    sync_policy = SyncPolicy(prune=False)


TWO_APPS: dict[str, type[Environment]] = {"backend": Least, "backend-mailer": Unpruned}


@pytest.mark.slow
def test_what_apps_share_has_one_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whichever of them decides a field of Argo CD's objects: `explain` and the locator ask all."""
    monkeypatch.setattr(attribution, "read_pin", lambda *_: PIN)
    environments = [kind(app=app, env="staging", pin=PIN) for app, kind in TWO_APPS.items()]
    names = [(app, "staging") for app in TWO_APPS]
    of_it = {"environments": environments, "names": names, "unbuilt": (), "root": tmp_path, "dist": tmp_path / "dist"}
    project = cast(Project, SimpleNamespace(**of_it))
    locate, differing, count = Locator(project), [], 0
    for file, document in Attributions(project).of(environments[0]).documents.items():
        if not file.startswith("argocd/"):
            continue
        (tmp_path / "dist" / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "dist" / file).write_text(dump(document), encoding="utf-8")

        for answer in about_line(project, f"dist/{file}", None).answers:
            first = next(iter(answer.deciders), None)
            explained = (
                (first.setting, first.origins[0].path, first.origins[0].line) if first and first.origins else None
            )
            located = _line(locate.line(Location(f"dist/{file}", 1, "staging", None, answer.object, answer.field)))
            differing += [(file, answer.field, explained, located)] if explained != located else []
            count += located is not None

    assert count > 40
    assert not differing


@pytest.mark.parametrize(
    ("file", "rendered"),
    [
        ("staging/backend/Deployment.backend.yaml", {"backend"}),
        ("argocd/staging/Application.backend-staging.yaml", {"backend"}),
        ("argocd/staging/AppProject.project-staging.yaml", {"backend", "backend-mailer"}),
    ],
)
def test_only_what_apps_share_takes_all_of_them(
    file: str, rendered: set[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To render an environment for each of its apps would cost the square of their number."""
    monkeypatch.setattr(attribution, "read_pin", lambda *_: PIN)
    environments = [kind(app=app, env="staging", pin=PIN) for app, kind in TWO_APPS.items()]
    project = cast(Project, SimpleNamespace(environments=environments, unbuilt=(), root=tmp_path))
    seen: set[str] = set()

    def recorded(chosen: Sequence[Environment]) -> list[Rendered]:
        seen.update(environment.app_name for environment in chosen)
        return render(chosen)

    monkeypatch.setattr(experiment, "render", recorded)

    assert file in Attributions(project).of(environments[0], file).documents
    assert seen == rendered


SHARED = Location("dist/argocd/staging/AppProject.project-staging.yaml", 1, "staging", None, "AppProject/project", "")
OWN = Location("dist/argocd/staging/Application.backend-staging.yaml", 1, "staging", None, "Application/backend", "")


@pytest.mark.parametrize(
    ("where", "apps", "asked"),
    [
        (SHARED, (), ["backend", "backend-mailer"]),
        (SHARED, ("backend-mailer",), ["backend-mailer"]),
        (SHARED, ("gone",), ["backend", "backend-mailer"]),
        (OWN, ("backend-mailer",), ["backend", "backend-mailer"]),
    ],
)
def test_of_what_apps_share_those_that_changed_are_asked(
    where: Location, apps: Sequence[str], asked: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    environments = [kind(app=app, env="staging", pin=PIN) for app, kind in TWO_APPS.items()]
    project = cast(Project, SimpleNamespace(environments=environments, unbuilt=(), root=tmp_path))
    seen: list[str] = []

    def deciding(_: Locator, env: Environment, *__: object, gone: bool) -> Iterator[DecidingLine]:
        assert not gone
        seen.append(env.app_name)
        return iter(())

    monkeypatch.setattr(Locator, "_deciding", deciding)

    Locator(project).behind(Cause(where), apps)

    assert seen == asked


def test_an_app_is_rendered_once_for_all_that_are_asked_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attribution, "read_pin", lambda *_: PIN)
    kinds: dict[str, type[Environment]] = {**TWO_APPS, "backend-third": LeastWorker}
    environments = [kind(app=app, env="staging", pin=PIN) for app, kind in kinds.items()]
    project = cast(Project, SimpleNamespace(environments=environments, unbuilt=(), root=tmp_path))
    rendered: list[str] = []

    def recorded(chosen: Sequence[Environment]) -> list[Rendered]:
        rendered.extend(environment.app_name for environment in chosen)
        return render(chosen)

    monkeypatch.setattr(experiment, "render", recorded)
    attributions = Attributions(project)
    for env in environments:
        attributions.of(env, SHARED.path.removeprefix("dist/"))

    assert sorted(rendered) == sorted([*kinds, *kinds])  # as itself, and beside the others
