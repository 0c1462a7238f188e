"""The shipped schemas are found by version and kind, and each can be compiled."""

from __future__ import annotations

import subprocess
import sys

import pytest

from plainsail.schemas import Schemas, core_schemas

MINORS = core_schemas.minors()
SCHEMAS = Schemas()


def test_versions_without_a_gap() -> None:
    assert tuple(range(25, max(MINORS) + 1)) == MINORS


@pytest.mark.parametrize("minor", MINORS)
def test_names_of_files_say_what_the_version_knows(minor: int) -> None:
    """Looking at a name is cheap, and finds what reading a megabyte would find, but for what no manifest holds."""
    kinds = [each for each in core_schemas._index(minor) if not each[0].startswith("internal.") and each[1] != "Status"]

    assert [each for each in kinds if not core_schemas.has(minor, *each)] == []


def test_a_kind_of_somebody_s_own_is_not_taken_for_one_of_the_same_name() -> None:
    assert not core_schemas.has(35, "networking.example.com/v1", "Ingress")
    assert core_schemas.schema_of(35, "networking.example.com/v1", "Ingress") is None


def test_no_prose_is_compiled() -> None:
    """Descriptions are most of what is shipped."""
    schema = core_schemas.schema_of(35, "apps/v1", "Deployment")

    assert schema is not None
    assert not {key for definition in schema["$defs"].values() for key in definition} & {"description"}


@pytest.mark.parametrize(
    "minor",
    [pytest.param(minor, marks=[] if minor == max(MINORS) else [pytest.mark.slow]) for minor in MINORS],
)
def test_every_kind_of_every_version_compiles(minor: int) -> None:
    """Whatever an object holds, there is a verdict, and a schema that cannot be compiled is none."""
    kinds = core_schemas._index(minor)
    judged = [SCHEMAS.problems({"apiVersion": version, "kind": kind}, f"1.{minor}") for version, kind in kinds]

    assert len(judged) > 100


def test_the_package_of_the_schemas_is_never_imported() -> None:
    """It takes longer to import than all else together."""
    code = "import sys, plainsail.schemas as s; s.Schemas().newest; sys.exit('kubernetes_validate' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
