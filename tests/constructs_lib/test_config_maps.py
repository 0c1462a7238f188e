"""ConfigMaps of the app's own."""

from __future__ import annotations

from syrupy.assertion import SnapshotAssertion

from constructs_lib.config_maps import ConfigMaps, checksums
from constructs_lib.settings import ConfigMap
from tests.constructs_lib.making import IDENTITY, chart, rendered

FILES = ConfigMap(data={"app.ini": "a = 1\nb = yes\n"}, mount_path="/etc/app")
FLAGS = ConfigMap(data={"FLAG": "on", "EMPTY": ""}, as_env=True)


def test_files_and_variables(snapshot: SnapshotAssertion) -> None:
    scope = chart()
    ConfigMaps(scope, "It", identity=IDENTITY, configs={"files": FILES, "flags": FLAGS})

    assert rendered(scope) == snapshot


def test_another_content_is_another_checksum() -> None:
    other = ConfigMap(data={"app.ini": "a = 2\nb = yes\n"}, mount_path="/etc/app")

    assert checksums({"files": FILES}) != checksums({"files": other})


def test_the_order_of_keys_is_no_change() -> None:
    turned = ConfigMap(data={"EMPTY": "", "FLAG": "on"}, as_env=True)

    assert checksums({"flags": FLAGS}) == checksums({"flags": turned})


def test_a_checksum_for_each_config_map() -> None:
    assert list(checksums({"files": FILES, "flags": FLAGS})) == ["checksum/config-files", "checksum/config-flags"]
