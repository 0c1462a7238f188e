"""A real API server takes the fleet, whichever way it is applied."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from constructs_lib.kubernetes.objects import Document
from plainsail.yaml_reader import files_below, load_all
from tests.cluster.objects import BY_CLIENT, BY_SERVER, altered, applied, as_stream, kubectl
from tests.fleet_project import CLUSTERS, laid_in
from tools.verdicts.server import Server

pytestmark = pytest.mark.cluster


@pytest.fixture(scope="module")
def fleet(cluster: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, list[Document]]]:
    """The objects of each of its clusters; what they need first is there."""
    folder = laid_in(tmp_path_factory.mktemp("fleet") / "shop")
    by_cluster = {env: rendered(folder / "dist", env) for env in CLUSTERS}
    spaces = {each["metadata"].get("namespace") for objects in by_cluster.values() for each in objects} - {None}
    definitions = [each for each in by_cluster["staging"] if each["kind"] == "CustomResourceDefinition"]
    kubectl(*BY_CLIENT, stdin=as_stream([*map(namespace, sorted(spaces)), *definitions]))
    kubectl("wait", "--for=condition=established", "--timeout=60s", "--all", "customresourcedefinitions")
    try:
        yield by_cluster
    finally:
        gone = [*map(namespace, sorted(spaces)), *definitions]
        kubectl("delete", "--ignore-not-found", "--timeout=120s", "--filename=-", stdin=as_stream(gone))


def rendered(dist: Path, env: str) -> list[Document]:
    """The objects of a cluster, and those by which Argo CD or Flux brings them."""
    return [
        document
        for folder in (dist / env, dist / "argocd" / env, dist / "flux" / env)
        for file in (files_below(folder) if folder.is_dir() else ())
        for document in load_all(file.read_text(encoding="utf-8"))
    ]


def namespace(name: str) -> Document:
    """A namespace that lets any pod in: which one it lets in is asked elsewhere."""
    return {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": name}}


@pytest.mark.parametrize("env", CLUSTERS)
@pytest.mark.parametrize("how", [BY_CLIENT, BY_SERVER], ids=["client", "server"])
def test_it_is_accepted_as_it_was_stated(fleet: dict[str, list[Document]], env: str, how: Sequence[str]) -> None:
    stated = fleet[env]

    answered = applied(
        stated, (*how, "--dry-run=server", "--force-conflicts") if how is BY_SERVER else (*how, "--dry-run=server")
    )

    assert [found for one, live in zip(stated, answered, strict=True) for found in altered(one, live)] == []
