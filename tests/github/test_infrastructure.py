"""Infrastructure: which approval still counts, and what a plan says."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.github.conftest import Desk, Done
from tests.github.origin import Origin, git

UNIT = "deploy/terragrunt/live/staging/terragrunt.hcl"


def overtaken(desk: Desk, origin: Origin, commit: str) -> Done:
    clone = origin.checkout(commit)
    return desk.run("overtaken", cwd=clone, COMMIT=commit)


def test_the_newest_is_applied(desk: Desk, origin: Origin) -> None:
    newest = origin.commit({UNIT: "one"})

    done = overtaken(desk, origin, newest)

    assert (done.status, done.out, done.outputs) == (0, "", {"by": ""})


def test_what_changed_elsewhere_does_not_matter(desk: Desk, origin: Origin) -> None:
    ours = origin.commit({UNIT: "one"})
    clone = origin.checkout(ours)
    origin.commit({"app/index.php": ""})

    assert desk.run("overtaken", cwd=clone, COMMIT=ours).outputs == {"by": ""}


def test_an_approval_that_comes_late_is_not_applied(desk: Desk, origin: Origin) -> None:
    """Main moved on after the checkout, too: it is asked anew."""
    ours = origin.commit({UNIT: "one"})
    clone = origin.checkout(ours)
    newer = origin.commit({UNIT: "two"})
    origin.commit({"app/index.php": ""})

    done = desk.run("overtaken", cwd=clone, COMMIT=ours)

    assert (done.status, done.outputs) == (0, {"by": newer})
    assert f"::notice title=Overtaken::by {newer}" in done.out


def test_the_merge_is_named_whose_run_is_to_be_approved(desk: Desk, origin: Origin) -> None:
    ours = origin.commit({UNIT: "one"})
    theirs = origin.commit({UNIT: "two"}, on=ours)
    origin.move("theirs", theirs)
    clone = origin.checkout(ours)
    git(
        clone, "-c", "user.name=A", "-c", "user.email=a@example.com", "merge", "--quiet", "--no-ff", "--no-edit", theirs
    )
    merge = git(clone, "rev-parse", "HEAD")
    git(clone, "push", "--quiet", "origin", "HEAD:refs/heads/main")

    assert desk.run("overtaken", cwd=clone, COMMIT=ours).outputs == {"by": merge}


def plan(desk: Desk, tmp_path: Path, command: str) -> tuple[Done, str]:
    desk.put("terragrunt", f"#!/bin/sh\n{command}\n")
    done = desk.run("terragrunt-plan", cwd=tmp_path)
    return done, (desk.temp / "plan.md").read_text(encoding="utf-8")


def test_a_plan_of_the_infrastructure_is_folded(desk: Desk, tmp_path: Path) -> None:
    done, said = plan(desk, tmp_path, 'echo "$@"; echo warned >&2')

    assert (done.status, done.summary) == (0, said)
    assert said == (
        "### Plan of the infrastructure\n\n<details><summary>terragrunt run --all plan</summary>\n\n``````````text\n"
        "run --all --non-interactive --no-color --working-dir deploy/terragrunt/live -- plan -input=false -no-color\n"
        "warned\n``````````\n\n</details>\n"
    )


@pytest.mark.parametrize("status", [1, 2])
def test_a_plan_of_the_infrastructure_that_fails_is_told_and_fails(desk: Desk, tmp_path: Path, status: int) -> None:
    done, said = plan(desk, tmp_path, f"echo Error: no; exit {status}")

    assert done.status == status
    assert said.startswith("### The plan of the infrastructure failed\n")
    assert "Error: no" in said


def test_a_plan_of_the_infrastructure_that_is_long_is_cut_at_a_line(desk: Desk, tmp_path: Path) -> None:
    _, said = plan(desk, tmp_path, "yes 'a line of the plan, and → a character of three bytes' | head -n 3000")

    assert 59_000 < len(said.encode()) < 61_000
    assert "\n... the rest is in the log of the job\n``````````\n\n</details>\n" in said


def test_the_versions_of_the_tools_lie_where_the_action_looks_and_nobody_else(desk: Desk, origin: Origin) -> None:
    """Twice does no harm either."""
    clone = origin.checkout(origin.commit({".github/mise.toml": "[tools]\n"}))

    assert [desk.run("tool-versions", cwd=clone).status for _ in range(2)] == [0, 0]
    assert (clone / "mise.toml").read_text() == "[tools]\n"
    assert git(clone, "status", "--porcelain") == ""


def test_every_module_is_validated(desk: Desk, tmp_path: Path) -> None:
    for name in ("app-bootstrap", "environment"):
        (tmp_path / "deploy/terragrunt/modules" / name).mkdir(parents=True)
    desk.put("terraform", '#!/bin/sh\necho "terraform $@"\n')

    done = desk.run("terraform-validate", cwd=tmp_path)

    assert [line for line in done.out.splitlines() if line.startswith("terraform")] == [
        f"terraform -chdir=deploy/terragrunt/modules/{name}/ {what}"
        for name in ("app-bootstrap", "environment")
        for what in ("init -backend=false -input=false -no-color", "validate -no-color")
    ]
