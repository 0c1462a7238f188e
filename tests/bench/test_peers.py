"""The peers render what Plainsail renders: the objects of `dist/staging/backend` and `dist/production/backend`.

All that ours say of an object in its `spec` must be said by each peer, too, whatever it says beside that (cdk8s-plus
writes many defaults out). Left aside are labels and what selects by them (cdk8s-plus has one of its own), which build
of the image is pinned, how a pod waits before it stops, and the hash in the name of the ExternalSecret.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from bench.programs import environ, programs
from bench.projects import PEERS, app_names, chart, fleet, plain, rendered
from plainsail.yaml_reader import files_below, load_all
from tests.plainsail.clones import PLAINSAIL, fresh

pytestmark = [pytest.mark.slow, pytest.mark.sample]

ENVIRONMENTS = ("staging", "production")
LABELS = ("labels", "matchLabels", "matchLabelKeys", "labelSelector", "selector")
PORT = 80

Objects = dict[str, dict[str, Any]]


def ran(*command: str | Path, folder: Path) -> str:
    words = [str(word) for word in command]
    done = subprocess.run(words, cwd=folder, env=environ(library=False), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def by_cdk8s_plus(folder: Path) -> Iterator[str]:
    project = plain(folder / "plain")
    ran(programs(build=False).cdk8s, "synth", folder=project)
    for environment in ENVIRONMENTS:
        yield (project / f"dist/backend-{environment}.k8s.yaml").read_text(encoding="utf-8")


def by_helm(folder: Path) -> Iterator[str]:
    script, laid = PEERS / "helm_releases.py", chart(folder / "chart")
    ran(sys.executable, script, laid, folder / "out", ",".join(ENVIRONMENTS), "backend", folder=folder)
    for environment in ENVIRONMENTS:
        yield (folder / f"out/backend-{environment}.yaml").read_text(encoding="utf-8")


def by_kustomize(folder: Path) -> Iterator[str]:
    for environment in ENVIRONMENTS:
        yield ran("kubectl", "kustomize", PEERS / f"kustomize/overlays/{environment}", folder=folder)


@pytest.fixture(scope="module")
def ours() -> dict[str, Objects]:
    return {
        environment: objects(
            "\n".join(file.read_text("utf-8") for file in files_below(fresh() / environment / "backend"))
        )
        for environment in ENVIRONMENTS
    }


@pytest.mark.parametrize("peer", [by_cdk8s_plus, by_helm, by_kustomize], ids=lambda peer: peer.__name__)
def test_a_peer_says_all_that_ours_say(
    peer: Callable[[Path], Iterator[str]], ours: dict[str, Objects], tmp_path: Path
) -> None:
    for environment, text in zip(ENVIRONMENTS, peer(tmp_path), strict=True):
        theirs = objects(text)

        assert theirs.keys() == ours[environment].keys()
        assert [
            f"{name}: {problem}" for name, each in ours[environment].items() for problem in lost(each, theirs[name])
        ] == []


def test_fleets_are_the_same_apps_many_times(tmp_path: Path) -> None:
    """Eight objects for each app and environment, by all three; ours add what Argo CD is told."""
    apps = app_names(2)
    project = plain(tmp_path / "plain", len(apps))
    ran(programs(build=False).cdk8s, "synth", folder=project)
    laid = chart(tmp_path / "chart", of_fleet=True)
    script = PEERS / "helm_releases.py"
    ran(sys.executable, script, laid, tmp_path / "out", ",".join(ENVIRONMENTS), *apps, folder=tmp_path)

    of_fleet = rendered(fleet(tmp_path / "fleet", len(apps)), Path(PLAINSAIL))

    for app in apps:
        for environment in ENVIRONMENTS:
            mine = read(of_fleet / "dist" / environment / app)
            for file in (project / f"dist/{app}-{environment}.k8s.yaml", tmp_path / f"out/{app}-{environment}.yaml"):
                assert objects(file.read_text(encoding="utf-8")).keys() == mine.keys()
            assert len(mine) == 8
    assert len(files_below(of_fleet / "dist")) == 2 * len(apps) * 9 + 4


def read(folder: Path) -> Objects:
    return objects("\n".join(file.read_text(encoding="utf-8") for file in files_below(folder)))


def objects(text: str) -> Objects:
    """The objects by kind, namespace and name, as far as they are compared."""
    found = [compared(document) for document in load_all(text) if document]
    return {
        f"{each['kind']} {each['metadata'].get('namespace')}/{each['metadata']['name']}": {
            key: value for key, value in each.items() if key not in ("apiVersion", "kind", "metadata")
        }
        for each in found
    }


def compared(value: Any) -> Any:
    match value:
        case dict():
            return {key: part(key, item) for key, item in value.items() if key not in LABELS}
        case list():
            return [compared(item) for item in value]
        case str():
            return re.sub(r"^(backend|app-\d+)-[0-9a-f]{8}$", r"\1", value)
    return value


def part(key: str, value: Any) -> Any:
    match key, value:
        case "image", str():
            return value.partition(":")[0]
        case "preStop", dict():
            return "waits"
        case "port" | "targetPort", "http" | {"name": "http"} | {"number": 80}:
            return PORT
        case "topologySpreadConstraints", list():
            return [compared(item) for item in value]
    return compared(value)


def lost(ours: Any, theirs: Any, path: str = "") -> Iterator[str]:
    """What ours say and theirs do not. Items of a list are found by name, others by their place."""
    match ours, theirs:
        case {}, dict() | None:
            for key, value in ours.items():
                yield from lost(value, (theirs or {}).get(key), f"{path}.{key}")
        case list(), list():
            if len(ours) != len(theirs):
                yield f"{path}: {len(ours)} items, {len(theirs)} there"
            else:
                for number, (one, other) in enumerate(zip(in_order(ours), in_order(theirs), strict=True)):
                    yield from lost(one, other, f"{path}[{number}]")
        case _ if ours != theirs and not is_usual(path, ours):
            yield f"{path}: {ours!r}, there {theirs!r}"


def in_order(items: list[Any]) -> list[Any]:
    named = all(isinstance(item, dict) and "name" in item for item in items)
    return sorted(items, key=lambda item: item["name"]) if named else items


def is_usual(path: str, value: Any) -> bool:
    """Whether it is what Kubernetes takes where nothing is said."""
    return path.endswith(".protocol") and value == "TCP"
