"""Apps that come or go as a whole: one line of the registry is behind all that is rendered of them."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from plainsail.findings.finding import Cause, DecidingLine
from plainsail.plan.report import Plan, plan
from plainsail.plan.whole_apps import with_registry
from tests.plainsail.plan.planted import Files, application, comparison, deployment, files, in_argocd, manifest

OTHER = "staging/other"


def namespaced(name: str) -> dict[str, Any]:
    return {"namespace": name, "server": "https://kubernetes.default.svc"}


def project(*namespaces: str) -> str:
    spec = {"destinations": [namespaced(name) for name in namespaces], "sourceRepos": ["https://example.com/a.git"]}
    return manifest("AppProject", spec, api="argoproj.io/v1alpha1", metadata={"name": "p", "namespace": "argocd"})


ONE = files(deployment())
TWO = ONE | files(manifest("Service", {}, metadata={"name": "other", "namespace": "other-staging"}), home=OTHER)
BEFORE = ONE | in_argocd(application(), project("backend-staging"))
SECOND = application(path=OTHER, metadata={"name": "other-staging"})
AFTER = TWO | in_argocd(application(), project("backend-staging", "other-staging"), SECOND)


def asked(before: Files, after: Files) -> tuple[Plan, list[str]]:
    """The plan, and what a setting was looked for behind."""
    sought: list[str] = []

    def behind(cause: Cause, apps: Collection[str]) -> None:
        named = ", ".join(sorted(apps))
        sought.append(f"{cause.where.object} {cause.where.field} of {named}".replace("  ", " "))

    compared = comparison(before, after)
    return plan(compared, with_registry(compared, behind, entry), before="before", after="after"), sought


def entry(environment: str, app: str) -> DecidingLine:
    return DecidingLine("ENVIRONMENTS", "envs/__init__.py", 7, f"{environment} of {app}")


def lines(made: Plan) -> set[str | None]:
    entries = [line for each in made.entries for line in (each.line, *(row.line for row in each.rows)) if line]
    results = [line for each in made.report.results for line in each.lines]
    return {line.text for line in (*entries, *results)}


def test_no_setting_is_tried_for_an_app_that_comes_or_goes() -> None:
    """Its objects, its Application, and what the AppProject says of it alone."""
    for before, after in ((BEFORE, AFTER), (AFTER, BEFORE)):
        made, sought = asked(before, after)

        assert len(made.entries) == 3
        assert lines(made) == {"staging of other"}
        assert sought == []


def test_a_setting_is_behind_what_an_app_gains_that_stays() -> None:
    after = TWO | in_argocd(application(), project("backend-staging", "other-staging", "third"), SECOND)
    gained = after | files(deployment(), manifest("ConfigMap", metadata={"name": "gained"}))

    _, sought = asked(BEFORE, gained)

    asked_of = "backend, other"
    assert set(sought) == {
        f"ConfigMap/gained of {asked_of}",
        f"AppProject/p spec.destinations[https://kubernetes.default.svc/third] of {asked_of}",
    }


def test_an_environment_of_which_all_is_new_has_its_line_in_the_registry() -> None:
    made, sought = asked({}, AFTER)

    assert {entry.object for entry in made.entries if entry.line} == {entry.object for entry in made.entries}
    assert sought == []
