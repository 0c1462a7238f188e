"""The module of the same name."""

from __future__ import annotations

from constructs_lib.kubernetes.scopes import CLUSTER_SCOPED
from plainsail.schemas import core_schemas


def test_each_kind_of_kubernetes_is_known_to_some_version() -> None:
    known = {
        (version.rpartition("/")[0], kind)
        for minor in core_schemas.minors()
        for version, kind in core_schemas._index(minor)
    }
    stated = {
        (group, kind)
        for group, kinds in CLUSTER_SCOPED.items()
        for kind in kinds
        if "." not in group or group.endswith(".k8s.io")
    }

    assert stated - known == set()
