"""A chart of Helm as one side of a comparison: what counts as a difference, and what is not compared."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from plainsail.helm.release import Release
from plainsail.helm_export.template import escaped
from plainsail.plan.changes import compared
from plainsail.plan.helm_charts import of_chart, of_dist
from plainsail.plan.trees import read
from plainsail.project.project import Project
from tests.plainsail.projects import write

pytest.importorskip("helm_python", reason="no wheel for this processor")

STAGING = "dist/staging/backend"
JOB = "apiVersion: batch/v1\nkind: Job\nmetadata: {{name: {0}, annotations: {{helm.sh/hook: {0}}}}}\nspec: {{}}\n"


@pytest.fixture
def chart(root: Path) -> Path:
    """What staging holds, as a chart in the project."""
    files = {f"old/templates/{path.name}": escaped(path.read_text()) for path in (root / STAGING).iterdir()}
    write(root, files | {"old/Chart.yaml": "apiVersion: v2\nname: old\nversion: 0.1.0\n"})
    return root / "old"


def edit(chart: Path, name: str, old: str, new: str) -> None:
    path = chart / "templates" / name
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def differing(chart: Path, *, ignore_labels: bool = False) -> tuple[list[str], list[str]]:
    """The objects that differ, and what is not compared."""
    project = Project(chart.parent)
    [staging] = [env for env in project.environments if env.env_name == "staging"]
    release = Release(chart, "backend", "backend-staging", "1.36", {})
    before, left_out = of_chart(release, staging, project, ignore_labels=ignore_labels)
    sides = read(before, of_dist(project, staging, ignore_labels=ignore_labels))
    changes = compared(*sides, datetime(2026, 1, 1, tzinfo=UTC)).changes
    return [f"{change.action} {change.resource.key}" for change in changes], left_out


def test_an_object_without_a_namespace_is_in_that_of_the_release(chart: Path) -> None:
    edit(chart, "Service.backend.yaml", "  namespace: backend-staging\n", "")
    edit(
        chart, "Deployment.backend.yaml", "enableServiceLinks: false", "hostname: null\n      enableServiceLinks: false"
    )

    assert differing(chart) == ([], [])


def test_labels_of_helm_can_be_left_out(chart: Path) -> None:
    """Where they only say which chart made an object; a selector that asks for them is another one."""
    for name in ("Deployment.backend.yaml", "Service.backend.yaml"):
        edit(chart, name, "managed-by: plainsail", "managed-by: Helm\n    helm.sh/chart: old-0.1.0")
    edit(chart, "Service.backend.yaml", "  selector:\n", "  selector:\n    helm.sh/chart: old-0.1.0\n")

    assert differing(chart)[0] == ["changed Deployment/backend", "changed Service/backend"]
    assert differing(chart, ignore_labels=True)[0] == ["changed Service/backend"]


def test_hooks_are_compared_as_argo_cd_reads_them(chart: Path) -> None:
    for hook in ("pre-upgrade", "post-rollback", "test"):
        (chart / f"templates/{hook}.yaml").write_text(JOB.format(hook))

    changes, left_out = differing(chart)

    assert changes == ["removed Job/pre-upgrade"]
    assert [words.partition(" (")[0] for words in left_out] == ["Job/test", "Job/post-rollback"]
