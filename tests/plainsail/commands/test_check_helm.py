"""`helm template | plainsail check --path -`: the chart that Helm itself makes is sound, and says so."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.plainsail.clones import PLAINSAIL, environ

RESOURCES = {"requests": {"cpu": "100m", "memory": "128Mi"}, "limits": {"memory": "128Mi"}}
EVERYTHING = {"ingress": {"enabled": True}, "autoscaling": {"enabled": True}, "resources": RESOURCES}


def findings(folder: Path, values: dict[str, Any]) -> list[dict[str, Any]]:
    """What is said of Helm's starter chart, rendered by Helm."""
    helm = pytest.importorskip("helm_python", reason="no wheel for this processor")
    chart = helm.Chart.create("shop", str(folder))
    rendered = chart.render(values, name="shop", namespace="shop")
    text = "\n---\n".join(text for name, text in sorted(rendered.items()) if name.endswith(".yaml"))
    done = subprocess.run(
        [PLAINSAIL, "check", "--path", "-", "--kubernetes-version", "1.35", "--format", "json"],
        input=text,
        env=environ(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    said: list[dict[str, Any]] = json.loads(done.stdout)["findings"]
    return said


@pytest.mark.parametrize("values", [{}, EVERYTHING], ids=["as it is", "with everything"])
def test_only_the_untagged_image_of_its_test_is_more_than_taste(tmp_path: Path, values: dict[str, Any]) -> None:
    said = [(each["check"], each["object"]) for each in findings(tmp_path, values) if each["severity"] != "info"]

    assert said == [("image-tag-latest", "Pod/shop-test-connection")]


def test_what_is_taste_is_said_of_the_deployment(tmp_path: Path) -> None:
    said = {each["check"] for each in findings(tmp_path, {}) if each["object"] == "Deployment/shop"}

    assert {"no-memory-limit", "root-not-ruled-out", "writable-root-file-system"} <= said
