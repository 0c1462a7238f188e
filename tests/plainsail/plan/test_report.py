"""The whole plan: consequences, lines, and the same said once."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from plainsail.plan.report import for_people
from tests.plainsail.plan.planted import autoscaler, container, deployment, external_secret, files, manifest, planned


def both(*texts: str) -> dict[str, str]:
    return files(*texts) | files(*texts, home="production/backend")


def test_the_same_change_in_two_environments_is_one_entry() -> None:
    [entry] = planned(both(autoscaler(1, 3)), both(autoscaler(1, 6))).entries

    assert (entry.object, entry.environments) == ("HorizontalPodAutoscaler/backend", ("production", "staging"))
    assert [(row.change.field, row.environments) for row in entry.rows] == [
        ("spec.maxReplicas", ("production", "staging"))
    ]


@pytest.mark.parametrize(
    ("hashes", "name"), [(("5e7c1865", "d1962884"), "backend"), (("5e7c1865", "5e7c1865"), "backend-5e7c1865")]
)
def test_a_name_that_differs_between_environments_is_shown_without_its_hash(hashes: Sequence[str], name: str) -> None:
    """`backend-5e7c1865` alone would not be what production renders."""
    after = {
        f"{environment}/backend/ExternalSecret.yaml": external_secret({}).replace(
            "name: backend", f"name: backend-{end}", 1
        )
        for environment, end in zip(("staging", "production"), hashes, strict=True)
    }

    [entry] = planned({}, after).entries

    assert (entry.object, entry.environments) == (f"ExternalSecret/{name}", ("production", "staging"))


def test_what_differs_in_one_environment_alone_says_so() -> None:
    after = both(autoscaler(1, 6)) | files(autoscaler(2, 6))

    [entry] = planned(both(autoscaler(1, 3)), after).entries

    assert [(row.change.field, row.environments) for row in entry.rows] == [
        ("spec.maxReplicas", ("production", "staging")),
        ("spec.minReplicas", ("staging",)),
    ]


def test_the_same_consequence_in_two_environments_is_one() -> None:
    [finding] = planned(both(deployment()), both(deployment(container(tty=True)))).report.results

    assert (finding.rule.id, finding.environments) == ("pods-restart", ("production", "staging"))


def test_the_gravest_come_first() -> None:
    found = planned(files(deployment()), files(deployment(container(tty=True), replicas=0)))

    assert [each.rule.id for each in found.report.results] == ["downtime", "pods-restart", "capacity"]


def test_what_is_refused_has_no_other_consequence() -> None:
    selector = {"matchLabels": {"app": "other"}}

    found = planned(files(deployment()), files(deployment(container(tty=True), selector=selector, replicas=0)))

    assert [each.rule.id for each in found.report.results] == ["will-fail"]


def test_each_names_its_lines() -> None:
    found = planned(files(deployment()), files(deployment(container(tty=True))))

    assert [(s.path, s.line) for s in found.report.results[0].lines] == [("envs/backend/base.py", 7)]
    assert found.entries[0].rows[0].line == found.report.results[0].lines[0]


def test_credentials_are_gone_before_anything_is_written() -> None:
    before, after = (
        files(
            deployment(
                container(env=[{"name": "A_TOKEN", "value": value}, {"name": "URL", "value": f"x://a:{value}@b"}])
            )
        )
        for value in ("Hunter2-old", "Hunter2-new")
    )

    assert "Hunter2" not in repr(planned(before, after))


def test_counts_are_of_objects_in_environments() -> None:
    found = planned(both(autoscaler(1, 3)), both(autoscaler(1, 6), deployment()))

    assert found.report.about == "2 objects changed, 2 added, from before to after"


def test_two_objects_of_one_name_in_two_namespaces_are_two_entries() -> None:
    """They differ in nothing else, and stand in one folder of other people's YAML."""
    before, after = (
        {
            "all.yaml": "---\n".join(
                manifest("ConfigMap", data={"a": value}, metadata={"namespace": space}) for space in ("one", "two")
            )
        }
        for value in "xy"
    )

    assert len(planned(before, after).entries) == 2


def test_the_same_trees_make_the_same_plan() -> None:
    before, after = both(autoscaler(1, 3), deployment()), both(autoscaler(1, 6))

    assert planned(before, after) == planned(dict(reversed(before.items())), dict(reversed(after.items())))


def test_no_difference_is_an_empty_plan() -> None:
    found = planned(both(deployment()), both(deployment()))

    assert (found.entries, found.report.results) == ((), ())


def test_what_stays_in_the_cluster_has_no_other_consequence() -> None:
    stays = {"annotations": {"argocd.argoproj.io/sync-options": "Prune=false"}}
    policy = manifest("NetworkPolicy", {"podSelector": {}}, api="networking.k8s.io/v1", metadata=stays)

    found = planned(files(deployment(), policy, external_secret({"A": "/a"})), {})

    left = [each for each in found.report.results if each.where.object == "NetworkPolicy/backend"]
    assert [each.rule.id for each in left] == ["left-behind"]


def test_pods_that_stay_beside_new_ones_are_counted_twice() -> None:
    annotations = "annotations: {argocd.argoproj.io/sync-options: Prune=false}"
    stays = deployment().replace("  name: backend\n", f"  name: old\n  {annotations}\n", 1)

    results = planned(files(stays), files(deployment())).report.results

    assert [each.message for each in results if each.rule.id == "capacity"] == ["pods 1 → 2"]


def test_what_is_so_of_several_objects_alike_is_said_once() -> None:
    found = planned(files(manifest("ConfigMap"), manifest("Role", api="rbac.authorization.k8s.io/v1")), {}).report

    [result] = for_people(found).results

    assert len(found.results) == 2
    assert (result.where.object, result.message) == ("ConfigMap/backend, Role/backend", "is deleted")
