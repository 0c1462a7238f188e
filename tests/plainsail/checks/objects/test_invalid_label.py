"""The check of the same name."""

from __future__ import annotations

import pytest

from plainsail.checks.objects import invalid_label
from tests.plainsail.checks.planted_objects import examined, made, pod_spec, told, workload


@pytest.mark.parametrize(
    ("labels", "message"),
    [
        ({"a b": "c"}, "'a b' is no label key: "),
        ({"a/b/c": "d"}, "'a/b/c' is no label key: "),
        ({"Example.com/app": "d"}, "'Example.com/app' is no label key: "),
        ({"app": "two words"}, "'two words' is no label value: "),
        ({"app": "-a"}, "'-a' is no label value: "),
        ({"app": "a" * 64}, f"'{'a' * 55}...' is no label value: "),
    ],
)
def test_label(labels: dict[str, str], message: str) -> None:
    [(field, said)] = told(invalid_label.check(examined(made("ConfigMap", metadata={"labels": labels}))))

    key = next(iter(labels))
    assert field == ("metadata.labels.app" if key == "app" else f'metadata.labels["{key}"]')
    assert said.startswith(message)


def test_annotation_key() -> None:
    document = made("ConfigMap", metadata={"annotations": {"-a": "any text goes here / too"}})

    [(field, message)] = told(invalid_label.check(examined(document)))

    assert field == "metadata.annotations.-a"
    assert message.startswith("'-a' is no annotation key: ")


def test_labels_of_pods_selectors_and_nodes() -> None:
    document = workload(pod=pod_spec(nodeSelector={"disk": "very fast"}), selector={"matchLabels": {"app": "b c"}})

    assert [field for field, _ in told(invalid_label.check(examined(document)))] == [
        "spec.selector.matchLabels.app",
        "spec.template.spec.nodeSelector.disk",
    ]


@pytest.mark.parametrize(("key", "value"), [("app", ""), ("app.kubernetes.io/name", "a_b.c-D"), ("a" * 63, "b" * 63)])
def test_silent_on_labels_that_are_some(key: str, value: str) -> None:
    annotations = {"Example.com/note": "what people write: anything"}

    assert not told(invalid_label.check(examined(made("ConfigMap", metadata={"labels": {key: value}}))))
    assert not told(invalid_label.check(examined(made("ConfigMap", metadata={"annotations": annotations}))))
