"""Each line of an object has the field that it is about, as a YAML reader finds it; credentials are hidden."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.settings import Environment
from plainsail.attribution.questions import field_at
from plainsail.render.yaml_writer import dump
from plainsail.report.yaml_lines import lines_of
from tests.rendered import app_objects, environment
from tests.samples.shapes import SAMPLES

KINDS = [kind for kinds in SAMPLES.values() for kind in kinds]


def pod(**container: Any) -> dict[str, Any]:
    spec = {"containers": [{"name": "app", **container}]}
    return {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "p"}, "spec": spec}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_each_line_has_the_field_that_a_reader_finds_there(kind: type[Environment]) -> None:
    for document in app_objects(environment(kind)):
        text = dump(document)
        lines = lines_of(document)
        hidden = [number for number, line in enumerate(lines, 2) if "(hidden)" in line[0]]

        assert [line for line, _ in lines if "(hidden)" not in line] == [
            line for number, line in enumerate(text.splitlines()[1:], 2) if number not in hidden
        ]
        for number, (_, field) in enumerate(lines, 2):
            if field is not None:
                assert field_at(text, number)[: len(field)] == field  # type: ignore[index]


def test_a_text_of_several_lines_has_its_field_on_the_first() -> None:
    document = {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "a"}, "data": {"a": "1\n2\n", "b": "x"}}

    assert lines_of(document)[1:6] == [
        ("data:", ("data",)),
        ("  a: |", ("data", "a")),
        ("    1", None),
        ("    2", None),
        ("  b: x", ("data", "b")),
    ]


def test_no_credential_is_shown() -> None:
    secret = {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "a"}, "stringData": {"any": "swordfish"}}
    env = [{"name": "DB_PASSWORD", "value": "swordfish"}, {"name": "URL", "value": "pg://a:swordfish-1@db/a"}]

    shown = "\n".join(line for document in (secret, pod(env=env)) for line, _ in lines_of(document))

    assert "swordfish" not in shown
    assert shown.count("(hidden)") == 2


def test_what_we_would_not_write_is_told() -> None:
    assert lines_of(pod(args=["a\x00"]))[0][0].startswith("# not shown: spec.containers[0].args[0]: character 2 is")
