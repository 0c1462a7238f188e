"""A real API server takes `dist/` as it is."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.cluster.objects import RENDERED, ROOT, altered, applied, wanted
from tools.verdicts.server import Server

pytestmark = pytest.mark.cluster


def test_it_is_accepted_unchanged_the_second_time_and_as_it_was_stated(cluster: Server) -> None:
    first, second = applied(RENDERED), applied(RENDERED)

    assert [wanted(live) for live in first] == [wanted(live) for live in second]
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
    applied(RENDERED)
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
