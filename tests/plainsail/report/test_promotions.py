"""What staging runs that production does not yet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from plainsail.project.project import Project
from plainsail.report.promotions import DELIVERY, Promotion, branch_of, promotions
from plainsail.scaffold.preview import imported
from tests.plainsail.plan.planted import container, deployment
from tests.plainsail.projects import copy_of_envs
from tests.plainsail.repositories import commit, git

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
LIVE = "dist/production/backend/Deployment.backend.yaml"
DELIVERED = "dist/argocd/production/AppProject.yaml"


@pytest.fixture
def root(tmp_path: Path) -> Iterator[Path]:
    """A project whose main, staging and production are at its first commit."""
    root = copy_of_envs(tmp_path / "project")
    git(root, "init", "--quiet", "--initial-branch=main")
    commit(root, {LIVE: deployment(replicas=1)})
    for branch in ("staging", "production"):
        git(root, "branch", branch)
    with imported(root):
        yield root


def step_of(root: Path) -> Promotion:
    [step] = promotions(Project(root), NOW)
    return step


def say(root: Path, subject: str, files: dict[str, str]) -> None:
    """A commit on main, which staging then runs."""
    commit(root, files)
    git(root, "commit", "--quiet", "--amend", f"--message={subject}")
    git(root, "branch", "--force", "staging")


def test_nothing_to_promote(root: Path) -> None:
    step = step_of(root)

    assert (step.source, step.target, step.approval) == ("staging", "production", "production")
    assert (step.waiting, step.back, step.plan, step.missing) == ((), (), None, ())


def test_commit_by_commit_and_what_each_touches(root: Path) -> None:
    say(root, "one", {LIVE: deployment(replicas=2), "README.md": "a"})
    say(root, "two", {"README.md": "b"})
    say(root, "three", {DELIVERED: "", "dist/staging/backend/a.yaml": ""})
    step = step_of(root)

    assert [(each.commit.subject, each.apps) for each in step.waiting] == [
        ("three", (DELIVERY,)),
        ("two", ()),
        ("one", ("backend",)),
    ]
    assert step.back == ()


def test_what_a_plan_says_of_all_of_it(root: Path) -> None:
    say(root, "one", {LIVE: deployment(container(args=["-v"]))})
    say(root, "two", {LIVE: deployment(container(args=["-v"]), replicas=3)})
    plan = step_of(root).plan

    assert plan is not None
    assert [entry.object for entry in plan.entries] == ["Deployment/backend"]
    assert "pods-restart" in {result.rule.id for result in plan.report.results}
    assert plan.report.about == "1 object changed, from production to staging"


def test_an_app_that_is_new_there_is_named(root: Path) -> None:
    say(root, "one", {"dist/production/shop/Deployment.shop.yaml": deployment()})

    assert step_of(root).whole == {"shop": "new in production"}


def test_what_other_environments_get_is_no_part_of_it(root: Path) -> None:
    say(root, "one", {"dist/staging/backend/Deployment.backend.yaml": deployment()})
    plan = step_of(root).plan

    assert plan is not None
    assert plan.entries == ()


def test_what_the_remote_has_wins_over_a_branch_of_the_same_name(root: Path) -> None:
    say(root, "one", {LIVE: deployment(replicas=2)})
    git(root, "update-ref", "refs/remotes/origin/staging", "production")

    assert branch_of(root, "staging") == branch_of(root, "origin/staging")
    assert step_of(root).waiting == ()


def test_a_branch_that_is_not_here_is_named_with_what_brings_it(root: Path) -> None:
    git(root, "branch", "--delete", "--force", "production")

    [words] = step_of(root).missing
    assert words == (
        "production: neither origin/production nor a branch of that name is in this clone; "
        "`git fetch origin production:refs/remotes/origin/production` brings it, once the branch exists"
    )


def test_no_repository(tmp_path: Path) -> None:
    root = copy_of_envs(tmp_path / "project")
    with imported(root):
        step = step_of(root)

    assert step.missing == (
        "staging: is no ref here, as this is no Git repository",
        "production: is no ref here, as this is no Git repository",
    )


def test_a_shallow_clone_says_so(root: Path, tmp_path: Path) -> None:
    say(root, "one", {LIVE: deployment(replicas=2)})
    say(root, "two", {LIVE: deployment(replicas=3)})
    git(tmp_path, "clone", "--quiet", "--depth=1", "--no-single-branch", f"file://{root}", "shallow")
    with imported(tmp_path / "shallow"):
        step = step_of(tmp_path / "shallow")

    assert step.missing == ("this clone lacks a part of the history; `git fetch --unshallow` brings it",)
    assert step.before is not None
    assert step.before.name == "origin/production"


def test_a_way_back_is_seen(root: Path) -> None:
    git(root, "checkout", "--quiet", "production")
    commit(root, {LIVE: deployment(replicas=5)})
    git(root, "checkout", "--quiet", "main")
    step = step_of(root)

    assert [each.paths for each in step.back] == [(LIVE,)]
    assert step.waiting == ()


def test_a_merge_touches_what_neither_side_said(root: Path) -> None:
    git(root, "checkout", "--quiet", "-b", "side")
    commit(root, {"dist/production/shop/a.yaml": ""})
    git(root, "checkout", "--quiet", "main")
    commit(root, {LIVE: deployment(replicas=2)})
    git(root, "merge", "--quiet", "--no-ff", "--message=merged", "side")
    git(root, "branch", "--force", "staging")

    first, *others = step_of(root).waiting
    assert (first.commit.subject, first.apps) == ("merged", ())
    assert {each.apps for each in others} == {("backend",), ("shop",)}


def test_a_branch_without_dist_is_told_and_the_commits_stay(root: Path) -> None:
    git(root, "rm", "--quiet", "-r", "dist")
    say(root, "gone", {"a": ""})
    step = step_of(root)

    assert [each.apps for each in step.waiting] == [("backend",)]
    assert step.plan is None
    [words] = step.missing
    assert "there is no dist/ in it" in words


@pytest.mark.parametrize("subject", ["<script>alert(1)</script>", "a\x01b\x1b[31m", "caf\u00e9 \u202e", "-n", "%H%x00"])
def test_a_subject_comes_back_as_it_was_written(root: Path, subject: str) -> None:
    say(root, subject, {LIVE: deployment(replicas=2)})
    [waiting] = step_of(root).waiting

    assert waiting.commit.subject == subject
    assert waiting.apps == ("backend",)


def test_a_file_may_have_any_name(root: Path) -> None:
    say(root, "odd", {f"dist/production/backend/{'a' * 40}\n2026\nx.yaml": "", "dist/production/caf\u00e9/b.yaml": ""})
    [waiting] = step_of(root).waiting

    assert waiting.apps == ("backend", "caf\u00e9")
