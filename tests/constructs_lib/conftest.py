"""Snapshots of constructs: one YAML file a test, as it would lie in `dist/`, every document in it."""

from __future__ import annotations

from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from plainsail.render.yaml_writer import dump


class YamlDocuments(SingleFileSnapshotExtension):
    """Objects as YAML, in the order in which they are made."""

    _write_mode = WriteMode.TEXT
    file_extension = "yaml"

    def serialize(self, data: Any, **_: Any) -> str:
        """The text of the file."""
        return "".join(map(dump, data))


@pytest.fixture
def snapshot(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    """`rendered(chart) == snapshot` compares with the YAML file of the test's name."""
    return snapshot.use_extension(YamlDocuments)
