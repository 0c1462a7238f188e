"""A real API server takes `dist/` as it is."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.cluster.objects import RENDERED, ROOT, altered, kubectl
from tools.verdicts.server import Server

pytestmark = pytest.mark.cluster
_APPLY = ("apply", "--server-side", "--validate=strict", "--field-manager=plainsail", "--filename=-")


def applied() -> list[dict[str, object]]:
    """Applies everything; the objects as they are then."""
    stdin = "".join(f"{json.dumps(document)}\n" for document in RENDERED)
    items: list[dict[str, object]] = json.loads(kubectl(*_APPLY, "--output=json", stdin=stdin))["items"]
    return items


def version(live: dict[str, object]) -> object:
    metadata = live["metadata"]
    assert isinstance(metadata, dict)
    return metadata["generation"] if "generation" in metadata else metadata["resourceVersion"]


def test_it_is_accepted_unchanged_the_second_time_and_as_it_was_stated(cluster: Server) -> None:
    first, second = applied(), applied()

    assert [version(live) for live in first] == [version(live) for live in second]
    assert [found for stated, live in zip(RENDERED, second, strict=True) for found in altered(stated, live)] == []


def test_check_asks_it_and_finds_nothing(cluster: Server) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "plainsail", "check", "--strict", "--server"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert "server-refuses" not in done.stdout


def test_pod_security_lets_every_pod_through(cluster: Server) -> None:
    """Of a workload it only warns; a pod it would refuse."""
    applied()
    templates = {
        f"{document['kind']}/{document['metadata']['name']}": (document["metadata"]["namespace"], template)
        for document in RENDERED
        if (template := template_of(document))
    }
    assert templates

    for name, (namespace, template) in templates.items():
        metadata = template["metadata"] | {"name": "trial", "namespace": namespace}
        pod = {"apiVersion": "v1", "kind": "Pod", "metadata": metadata, "spec": template["spec"]}
        verdict = cluster.create(pod)
        assert verdict, name
        assert verdict.accepts, f"{name}: {verdict.message}"


def template_of(document: dict[str, object]) -> dict[str, dict[str, object]] | None:
    """The template of a workload's pods."""
    spec = document.get("spec")
    if document["kind"] == "CronJob" and isinstance(spec, dict):
        spec = spec["jobTemplate"]["spec"]
    if document["kind"] in {"CronJob", "DaemonSet", "Deployment", "Job", "StatefulSet"} and isinstance(spec, dict):
        template: dict[str, dict[str, object]] = spec["template"]
        return template
    return None
