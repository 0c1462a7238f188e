"""A plan as people read it in a terminal."""

from __future__ import annotations

import click
import pytest

from plainsail.plan.formats.text import write
from plainsail.terminal import WIDTH
from tests.plainsail.plan.planted import (
    autoscaler,
    container,
    deployment,
    external_secret,
    files,
    ingress,
    manifest,
    planned,
)


def lines(before: dict[str, str], after: dict[str, str]) -> list[str]:
    return click.unstyle(write(planned(before, after))).splitlines()


def test_what_changes_then_what_follows_then_a_count() -> None:
    assert lines(files(autoscaler(1, 3), deployment()), files(autoscaler(2, 6), deployment())) == [
        "~ HorizontalPodAutoscaler/backend  staging  backend",
        "  ~ spec.maxReplicas: 3 → 6  (envs/backend/base.py:7)",
        "  ~ spec.minReplicas: 1 → 2  (envs/backend/base.py:7)",
        "",
        "info[capacity] staging",
        "  pods 1 to 3 → 2 to 6",
        "  set by  envs/backend/base.py:7  port = 80",
        "",
        "1 object changed, from before to after: 1 info",
    ]


def test_an_object_that_comes_and_one_that_goes() -> None:
    found = lines(files(manifest("ConfigMap")), files(manifest("Secret")))

    assert found[:5] == [
        "- ConfigMap/backend  staging  backend",
        "    set by  envs/backend/base.py:7",
        "",
        "+ Secret/backend  staging  backend",
        "    set by  envs/backend/base.py:7",
    ]
    assert found[-1] == "1 object added, 1 removed, from before to after: 1 info"


def test_nothing_to_say_is_one_line() -> None:
    assert lines(files(deployment()), files(deployment())) == ["1 object, no difference between before and after"]


def test_a_value_that_is_too_long_keeps_its_ends() -> None:
    old, new = (manifest("ConfigMap", data={"a": "x" * 200 + end}) for end in ("1a", "2b"))

    found = lines(files(old), files(new))

    assert found[1] == "  ~ data.a"
    assert found[2].startswith("      - xxx")
    assert found[2].endswith("xxx1a")
    assert found[3].endswith("xxx2b")


def test_texts_of_several_lines_are_compared_line_by_line() -> None:
    old, new = (manifest("ConfigMap", data={"a": f"one\n{middle}\nthree\n"}) for middle in ("two", "zwei"))

    assert lines(files(old), files(new))[1:4] == ["  ~ data.a", "      - two", "      + zwei"]


def test_another_order() -> None:
    a, b = ({"name": name, "value": "x"} for name in "AB")
    found = lines(files(deployment(container(env=[a, b]))), files(deployment(container(env=[b, a]))))

    assert found[1].endswith("containers[app].env: order A, B → B, A  (envs/backend/base.py:7)")


def test_a_hidden_value_is_only_said_to_change() -> None:
    old, new = (deployment(container(env=[{"name": "A_TOKEN", "value": value}])) for value in ("one", "two"))

    assert lines(files(old), files(new))[1].split("  (")[0].endswith("env[A_TOKEN].value: (changed)")


@pytest.mark.parametrize("name", ["x" * 150, "é" * 120, "a-" * 90, "word " * 60, "\x1b[2J" * 30])
def test_it_fits_whatever_yaml_says(name: str) -> None:
    many = {
        path: text for env in range(30) for path, text in files(deployment(), home=f"environment-{env}/app").items()
    }
    before = files(
        deployment(container(args=[name])), external_secret({"A": f"/{name}"}), ingress(name), manifest("ConfigMap")
    )
    after = files(deployment(container(args=[name, name], env=[{"name": "A", "value": name}])), ingress("b"))

    found = lines(before | many, after)

    assert max(map(len, found)) <= WIDTH
    assert not any("\x1b" in line for line in found)
