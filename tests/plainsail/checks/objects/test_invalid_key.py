"""The check of the same name."""

from __future__ import annotations

import pytest

from plainsail.checks.objects import invalid_key
from tests.plainsail.checks.planted_objects import container, examined, made, pod_spec, told, workload


@pytest.mark.parametrize("key", ["a b", "a/b", "..", ".", "", "..data", "ä"])
def test_key_of_data(key: str) -> None:
    [(_, message)] = told(invalid_key.check(examined(made("ConfigMap", data={key: "x"}))))

    assert message == (
        f"'{key}' is no key of a ConfigMap or Secret: letters, digits, '-', '_' and '.', 253 characters at most"
    )


def test_name_of_a_variable() -> None:
    document = workload(pod=pod_spec(container(env=[{"name": "A=B", "value": "x"}])))

    assert told(invalid_key.check(examined(document))) == [
        (
            "spec.template.spec.containers[app].env[A=B].name",
            "'A=B' is no variable name: printable ASCII characters without '='",
        )
    ]


@pytest.mark.parametrize("key", ["a", ".env", "-a", "A_b-c.d", "x" * 253])
def test_silent_on_keys(key: str) -> None:
    assert not told(invalid_key.check(examined(made("ConfigMap", data={key: "x"}))))
