"""kubectl is found beside the interpreter, and what it cannot do is one line."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from plainsail.cluster.kubectl import Kubectl
from plainsail.errors import ProjectError


def test_it_reads_documents_from_its_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KUBECONFIG", str(tmp_path / "none"))
    document = {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "a"}}

    output = Kubectl(None).run(["label", "--local", "--filename=-", "a=b", "--output=name"], [document, document])

    assert (output.code, output.out.split()) == (0, ["configmap/a", "configmap/a"])


def test_without_a_cluster_it_says_where_to_look(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KUBECONFIG", str(tmp_path / "none"))

    with pytest.raises(ProjectError, match=r"^--server: .*; see `kubectl config get-contexts`$"):
        Kubectl("nowhere").names("get", "namespaces", "--output=name")


def test_where_there_is_no_kubectl_it_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(ProjectError, match="kubectl is not there; install it"):
        Kubectl(None)
