"""The two sides of a plan, as files."""

from __future__ import annotations

from pathlib import Path

import pytest

from plainsail.errors import ProjectError
from plainsail.plan.trees import Tree, against, parse_targets, read
from plainsail.project.project import Project
from plainsail.project.scope import Scope, Target
from tests.plainsail.repositories import commit, git

TREE = Tree("a", dict.fromkeys(("staging/a/x.yaml", "staging/b/x.yaml", "argocd/staging/x.yaml", "prod/a/x.yaml"), ""))


def test_a_target_is_an_environment_with_what_argo_cd_knows_of_it() -> None:
    [*files] = TREE.of(Scope([Target("staging")])).files

    assert files == ["staging/a/x.yaml", "staging/b/x.yaml", "argocd/staging/x.yaml"]


def test_a_target_is_an_app_with_what_argo_cd_knows_of_it() -> None:
    [*files] = TREE.of(Scope([Target("staging", "a"), Target("prod")])).files

    assert files == ["staging/a/x.yaml", "argocd/staging/x.yaml", "prod/a/x.yaml"]


def test_without_targets_it_is_all() -> None:
    assert TREE.of(Scope()) is TREE


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / "cdk8s.yaml").touch()
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    commit(tmp_path, {"dist/staging/a/x.yaml": "a: 1\n", "dist/README": "no YAML"})
    return Project(tmp_path)


def test_without_a_name_it_is_head(project: Project) -> None:
    tree = against(project, None, project.root)

    assert (tree.name, tree.files) == ("dist/ at HEAD", {"staging/a/x.yaml": "a: 1\n"})


def test_a_ref(project: Project) -> None:
    assert against(project, "main", project.root).name == "dist/ at main"


def test_a_folder_seen_from_where_one_stands(project: Project) -> None:
    tree = against(project, "dist/", project.root)

    assert (tree.name, tree.files) == ("dist/", {"staging/a/x.yaml": "a: 1\n"})
    assert against(project, "../dist", project.root / "dist").files == tree.files


def test_a_name_that_is_both(project: Project) -> None:
    git(project.root, "branch", "dist")

    with pytest.raises(ProjectError, match=r"^--against dist: is a folder and a Git ref; write \./dist, or refs/"):
        against(project, "dist", project.root)
    assert against(project, "./dist", project.root).files
    assert against(project, "refs/heads/dist", project.root).files


def test_a_file_is_neither(project: Project) -> None:
    with pytest.raises(ProjectError, match=r"^--against cdk8s\.yaml: is a file; name a Git ref, or a folder"):
        against(project, "cdk8s.yaml", project.root)


def test_a_folder_that_cannot_be_read(project: Project) -> None:
    (project.root / "dist/staging/a/x.yaml").write_bytes(b"\xff")

    with pytest.raises(ProjectError, match="cannot be read"):
        against(project, "dist", project.root)


def test_targets_of_either_side(root: Path) -> None:
    """An app that is registered no more can still be asked about."""
    project = Project(root)
    before = Tree("a", {"staging/gone/x.yaml": "", "argocd/staging/x.yaml": ""})

    assert parse_targets(project, before, ["staging/gone", "production"]) == (
        Target("staging", "gone"),
        Target("production"),
    )


def test_a_target_of_neither(root: Path) -> None:
    with pytest.raises(ProjectError, match=r"^stagin: there is no such environment.*; did you mean 'staging'\?$"):
        parse_targets(Project(root), Tree("a", {}), ["stagin"])


def test_a_merge_conflict_is_settled_where_people_write() -> None:
    tree = Tree("dist/ at HEAD", {"staging/a/x.yaml": "a: b\n<<<<<<< HEAD\n"})

    with pytest.raises(
        ProjectError,
        match=r"^dist/ at HEAD: staging/a/x\.yaml:2: .*; settle it in envs/, then run `plainsail synth`$",
    ):
        read(tree, Tree("the settings", {}))
