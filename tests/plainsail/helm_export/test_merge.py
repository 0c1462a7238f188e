"""What becomes a value, and what the template makes of it."""

from __future__ import annotations

from typing import Any

import pytest

from plainsail.helm.release import Refused, Release, render
from plainsail.helm_export.chart import Chart, Source, chart
from plainsail.helm_export.naming import ByPlace
from plainsail.helm_export.proof import problems, write

NAMESPACES = {"production": "shop-production", "staging": "shop-staging"}


def made(*specs: dict[str, Any] | None, kind: str = "Thing") -> Chart:
    """The chart of an object that holds this in production, and that in staging."""
    trees: dict[str, Any] = {
        environment: {"a": {"apiVersion": "v1", "kind": kind, "metadata": {"name": "shop"}, **spec}} if spec else {}
        for environment, spec in zip(NAMESPACES, specs, strict=False)
    }
    source = Source("shop", trees, NAMESPACES, dict.fromkeys(trees, "1.35"))
    result = chart(source, ByPlace(NAMESPACES), "1.2.3")
    assert list(problems(result, source)) == []
    return result


def lines(chart: Chart) -> list[str]:
    """Those of the template that are not the same in every chart."""
    [template] = [text for path, text in chart.files.items() if path.startswith("templates/") and path[-5:] == ".yaml"]
    same = {"apiVersion: v1", "kind: Thing", "metadata:", "  name: shop", "spec:"}
    return [line for line in template.splitlines() if line not in same]


@pytest.mark.parametrize(
    ("production", "staging", "wanted", "own"),
    [
        ({"a": 1}, {"a": 1}, ["  a: 1"], {}),
        ({"a": 1}, {"a": "1"}, ["  a: {{ .Values.thing.shop.spec.a | toJson }}"], {"a": "1"}),
        (
            {"a": "shop-production.b"},
            {"a": "shop-staging.b"},
            ['  a: {{ printf "%v.b" .Release.Namespace | toJson }}'],
            {},
        ),
        (
            {"a": 1, "b": 2},
            {"a": 1},
            ["  a: 1", "  {{- with .Values.thing.shop.spec.b }}", "  b: {{ . | toJson }}", "  {{- end }}"],
            {},
        ),
        (
            {"a": 1, "b": False},
            {"a": 1},
            [
                "  a: 1",
                '  {{- if not (kindIs "invalid" .Values.thing.shop.spec.b) }}',
                "  b: {{ .Values.thing.shop.spec.b | toJson }}",
                "  {{- end }}",
            ],
            {},
        ),
        (
            {"a": ["x"]},
            {"a": ["x", "y"]},
            ["  a: {{- toYaml .Values.thing.shop.spec.a | nindent 4 }}"],
            {"a": ["x", "y"]},
        ),
        ({"a": "{{ x }}"}, {"a": "{{ x }}"}, ['  a: "{{ "{{" }} x }}"'], {}),
    ],
    ids=["the same", "another", "the namespace", "not in all", "false is there", "a list", "braces"],
)
def test_a_difference(production: Any, staging: Any, wanted: list[str], own: dict[str, Any]) -> None:
    pytest.importorskip("helm_python", reason="no wheel for this processor")

    result = made({"spec": production}, {"spec": staging})

    assert lines(result) == wanted
    assert result.environments["staging"] == ({"thing": {"shop": {"spec": own}}} if own else {})


def test_an_object_that_not_all_have_is_behind_a_switch() -> None:
    """What stands behind it has a default all the same: whoever turns it on gets the object."""
    pytest.importorskip("helm_python", reason="no wheel for this processor")

    result = made(None, {"spec": {"schedule": "0 7 * * *"}}, kind="CronJob")

    text = result.files["templates/cronjob.yaml"]
    assert text.startswith("{{- if .Values.cronJob.shop.enabled }}\n")
    assert text.endswith("\n{{- end }}\n")
    assert result.environments["staging"] == {"cronJob": {"shop": {"enabled": True}}}
    assert "schedule: 0 7 * * *" in result.files["values.yaml"]


def test_a_misspelled_value_is_refused(tmp_path: Any) -> None:
    pytest.importorskip("helm_python", reason="no wheel for this processor")
    folder = write(made({"spec": {"a": 1}}, {"spec": {"a": 2}}), tmp_path / "shop")

    [refused] = render([Release(folder, "shop", "shop", "1.35", {"thing": {"shop": {"spec": {"aa": 3}}}})])

    assert isinstance(refused, Refused)
    assert "aa" in refused.message


def test_what_does_not_come_back_is_named() -> None:
    pytest.importorskip("helm_python", reason="no wheel for this processor")
    job = {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "t", "annotations": {"helm.sh/hook": "test"}}}
    source = Source("shop", {"qa": {"a": job}}, {"qa": "shop"}, {"qa": "1.35"})

    found = list(problems(chart(source, ByPlace(source.namespaces), "1.2.3"), source))

    assert found == ["in qa, Helm takes Pod/t for a test, and leaves it out"]


@pytest.mark.parametrize(
    ("production", "staging"),
    [
        ({"a": 1, "b": None}, {"a": 1}),
        ({"a": {"x": None}}, {"a": {"y": 1}}),
        ({"a": {"x": 1}}, {"a": {"y": 1}}),
        ({"a": 2**60 + 1}, {"a": 1}),
        ({"a": "text\n\n"}, {"a": "text\n\n"}),
        ({"env": [{"name": "A"}, {"name": "B"}]}, {"env": [{"name": "B"}, {"name": "A"}]}),
        ({"env": [{"name": "A"}, {"name": "B", "value": ""}]}, {"env": [{"name": "A"}]}),
    ],
    ids=["null", "null within", "maps", "a large number", "empty lines", "another order", "empty"],
)
def test_what_helm_would_lose_comes_back(production: Any, staging: Any) -> None:
    """Nulls that Helm drops, mappings that it mixes, numbers that it rounds."""
    pytest.importorskip("helm_python", reason="no wheel for this processor")

    result = made({"spec": production}, {"spec": staging})

    assert result.environments.keys() == NAMESPACES.keys()


def test_a_number_that_helm_would_round_is_text_among_the_values() -> None:
    """Its readers of YAML know nothing between 2**53 and the next; the API server does."""
    pytest.importorskip("helm_python", reason="no wheel for this processor")

    result = made({"spec": {"a": 2**60 + 1}}, {"spec": {"a": 1}})

    assert result.environments["production"] == {"thing": {"shop": {"spec": {"a": "1152921504606846977"}}}}
    assert lines(result) == ["  a: {{ .Values.thing.shop.spec.a }}"]
