"""The objects of two trees side by side."""

from __future__ import annotations

from tests.plainsail.plan.planted import autoscaler, change, comparison, deployment, files, ingress, manifest


def test_added_removed_and_changed() -> None:
    before = files(manifest("Service", {"type": "ClusterIP"}), manifest("ConfigMap"))
    after = files(manifest("Service", {"type": "NodePort"}), manifest("Secret"))

    found = [(str(change.resource.key), change.action) for change in comparison(before, after).changes]

    assert found == [("ConfigMap/backend", "removed"), ("Secret/backend", "added"), ("Service/backend", "changed")]


def test_an_object_that_moves_to_another_file_is_the_same() -> None:
    text = manifest("Service", {"type": "ClusterIP"})

    assert comparison({"staging/backend/a.yaml": text}, {"staging/backend/b.yaml": text}).changes == ()


def test_another_version_of_its_api_is_a_change_and_another_group_an_object() -> None:
    old = manifest("Ingress", api="networking.k8s.io/v1beta1")

    [change] = comparison(files(old), files(manifest("Ingress", api="networking.k8s.io/v1"))).changes
    assert [field.field for field in change.fields] == ["apiVersion"]
    assert len(comparison(files(old), files(manifest("Ingress", api="extensions/v1"))).changes) == 2


def test_environments_are_kept_apart() -> None:
    changes = comparison(files(deployment()), files(deployment(), home="production/backend")).changes

    assert [change.action for change in changes] == ["added", "removed"]


def test_what_nulls_say_is_nothing() -> None:
    assert comparison(files(deployment()), files(deployment(replicas=None))).changes == ()


def test_kinds_are_those_of_their_group() -> None:
    found = comparison({}, files(manifest("Service", api="serving.knative.dev/v1"), manifest("Service")))

    assert [change.resource.key.group for change in found.of("Service")] == [""]


def test_what_stands_beside_is_in_the_same_namespace() -> None:
    other = manifest("Service", metadata={"namespace": "other"})
    found = comparison({}, files(deployment(), manifest("Service"), other))
    [workload] = found.after.of("Deployment")

    assert [each.namespace for each in found.after.siblings(workload, "Service")] == ["backend-staging"]


def test_each_changed_field_is_a_cause() -> None:
    causes = change(autoscaler(1, 3), autoscaler(2, 6)).causes()

    assert [cause.where.field for cause in causes] == ["spec.maxReplicas", "spec.minReplicas"]


def test_a_cause_knows_the_text_that_was_there() -> None:
    [cause] = change(ingress("a.example.com"), ingress("a.example.com", spec={"ingressClassName": "nginx"})).causes()

    assert (cause.where.field, cause.before) == ("spec.ingressClassName", "alb")


def test_a_whole_object_is_one_cause() -> None:
    [added] = comparison({}, files(ingress("a.example.com"))).changes

    assert [(cause.where.object, cause.where.field) for cause in added.causes()] == [("Ingress/backend", "")]
