"""From a tag to production: which tags may, and how the branch is moved."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.github.conftest import Desk, Done
from tests.github.origin import Origin, git

pytestmark = pytest.mark.slow

REPOSITORY = "my-organisation/my-project"
ACTIVITY = f"GET repos/{REPOSITORY}/activity?ref=refs/heads/staging&per_page=100"


def resolve(desk: Desk, origin: Origin, tag: str, *, ref: str = "refs/heads/main") -> Done:
    return desk.run("resolve-tag", cwd=origin.checkout(origin.first), TAG=tag, REF=ref)


@pytest.mark.parametrize("options", [(), ("--annotate", "--message=One")], ids=["light", "annotated"])
def test_a_tag_is_resolved_to_its_commit(desk: Desk, origin: Origin, options: tuple[str, ...]) -> None:
    newer = origin.commit({"a": ""})
    origin.tag("v1.4.0", newer, *options)

    done = resolve(desk, origin, "v1.4.0")

    assert (done.status, done.outputs) == (0, {"tag": "v1.4.0", "commit": newer})


def test_a_release_candidate_is_a_release(desk: Desk, origin: Origin) -> None:
    origin.tag("v1.4.0-rc.1", origin.first)

    assert resolve(desk, origin, "v1.4.0-rc.1").status == 0


@pytest.mark.parametrize(
    "tag",
    [
        "1.4.0",
        "v1.4",
        "v1.4.0+build",
        "v01.4.0",
        "v1.4.0-",
        "v1.4.0-a..b",
        "v1.4.0 v1.3.0",
        "v1.4.0\nproduction=x",
        "v1.4.0;id",
        "main",
        "-v1.4.0",
        "",
        f"v1.4.0-{'a' * 128}",
    ],
)
def test_what_is_no_version_is_refused(desk: Desk, origin: Origin, tag: str) -> None:
    """ECR would refuse some of them as tags, shells would love others."""
    done = resolve(desk, origin, tag)

    assert (done.status, done.outputs) == (1, {})
    assert "::error title=No name of a release::" in done.out


def test_a_tag_that_does_not_exist_is_refused(desk: Desk, origin: Origin) -> None:
    done = resolve(desk, origin, "v9.9.9")

    assert (done.status, done.outputs) == (1, {})
    assert "::error title=No such tag::v9.9.9 does not exist" in done.out


def test_a_tag_on_a_tree_is_refused(desk: Desk, origin: Origin) -> None:
    origin.tag("v1.4.0", f"{origin.first}^{{tree}}")

    done = resolve(desk, origin, "v1.4.0")

    assert (done.status, done.outputs) == (1, {})
    assert "::error title=No commit::" in done.out


@pytest.mark.parametrize("ref", ["refs/heads/no-gates", "refs/tags/v1.4.0", "refs/tags/main", ""])
def test_a_release_is_judged_by_the_gates_of_main(desk: Desk, origin: Origin, ref: str) -> None:
    origin.tag("v1.4.0", origin.first)

    done = resolve(desk, origin, "v1.4.0", ref=ref)

    assert (done.status, done.outputs) == (1, {})
    assert "run the workflow from main" in done.out


def activity(*commits: str, kind: str = "push") -> list[dict[str, str]]:
    """What GitHub keeps of a branch."""
    return [{"activity_type": kind, "after": commit, "before": "0" * 40} for commit in commits]


def ran(desk: Desk, origin: Origin, commit: str) -> Done:
    clone = origin.checkout(origin.first)
    return desk.run("ran-on", "staging", cwd=clone, COMMIT=commit, REPOSITORY=REPOSITORY)


def test_a_commit_that_staging_ran_passes(desk: Desk, origin: Origin) -> None:
    ours, newer = origin.commit({"a": ""}), origin.commit({"b": ""})
    origin.move("staging", newer)
    desk.answer({ACTIVITY: activity(newer, ours)})

    assert ran(desk, origin, ours).status == 0


def test_the_commit_that_the_branch_was_made_at_ran_as_well(desk: Desk, origin: Origin) -> None:
    desk.answer({ACTIVITY: activity(origin.first, kind="branch_creation")})

    assert ran(desk, origin, origin.first).status == 0


def test_a_commit_that_is_not_on_staging_is_refused(desk: Desk, origin: Origin) -> None:
    """Though GitHub says that the branch was there: it was moved away, and that had a reason."""
    other = origin.commit({"a": ""})
    desk.answer({ACTIVITY: activity(other)})

    done = ran(desk, origin, other)

    assert done.status == 1
    assert "::error title=Not on staging::" in done.out


def test_a_commit_that_staging_passed_over_is_refused(desk: Desk, origin: Origin) -> None:
    passed, newer = origin.commit({"a": ""}), origin.commit({"b": ""})
    origin.move("staging", newer)
    desk.answer({ACTIVITY: activity(newer, origin.first)})

    done = ran(desk, origin, passed)

    assert done.status == 1
    assert f"the branch staging never pointed to {passed}" in done.out


def test_a_branch_that_was_deleted_ran_nothing(desk: Desk, origin: Origin) -> None:
    desk.answer({ACTIVITY: activity(origin.first, kind="branch_deletion")})

    assert ran(desk, origin, origin.first).status == 1


def test_without_the_record_nothing_passes(desk: Desk, origin: Origin) -> None:
    assert ran(desk, origin, origin.first).status == 1


def test_any_branch_may_be_the_one_that_must_have_run_it(desk: Desk, origin: Origin) -> None:
    origin.move("preview", origin.first)
    desk.answer({ACTIVITY.replace("staging", "preview"): activity(origin.first)})
    clone = origin.checkout(origin.first)

    assert desk.run("ran-on", "preview", cwd=clone, COMMIT=origin.first, REPOSITORY=REPOSITORY).status == 0


WAY: list[dict[str, str | None]] = [
    {"environment": "staging", "ref": "main", "follows": None, "approval": None},
    {"environment": "production-eu", "ref": "eu", "follows": "staging", "approval": "production"},
    {"environment": "production-us", "ref": "us", "follows": "production-eu", "approval": None},
]


def stage(desk: Desk, cwd: Path, *name: str, onwards: bool = False, way: list[dict[str, str | None]] = WAY) -> Done:
    (cwd / ".github").mkdir()
    (cwd / ".github/promotion.json").write_text(json.dumps({"version": 1, "environments": way}), encoding="utf-8")
    return desk.run("stage", *name, cwd=cwd, ONWARDS=str(onwards).lower())


def test_a_release_begins_with_the_first_environment_that_follows_another(desk: Desk, tmp_path: Path) -> None:
    done = stage(desk, tmp_path, "")

    assert (done.status, done.outputs) == (
        0,
        {
            "environment": "production-eu",
            "ref": "eu",
            "approval": "production",
            "before": "staging",
            "before-ref": "main",
            "next": "production-us",
        },
    )


@pytest.mark.parametrize(
    ("name", "onwards", "following"),
    [("production-eu", True, "production-us"), ("production-eu", False, ""), ("production-us", True, "")],
)
def test_a_release_goes_on_to_the_next_unless_it_is_for_one_environment(
    desk: Desk, tmp_path: Path, name: str, onwards: bool, following: str
) -> None:
    assert stage(desk, tmp_path, name, onwards=onwards).outputs["next"] == following


def test_each_environment_asks_its_own_reviewers_and_waits_for_the_one_before(desk: Desk, tmp_path: Path) -> None:
    said = stage(desk, tmp_path, "production-us").outputs

    assert (said["ref"], said["approval"], said["before-ref"]) == ("us", "", "eu")


@pytest.mark.parametrize("name", ["staging", "nowhere", "production", "$(id)", "production-eu\nproduction-us"])
def test_what_no_release_is_promoted_to_is_refused(desk: Desk, tmp_path: Path, name: str) -> None:
    """Each push to main moves staging, and nobody else does."""
    done = stage(desk, tmp_path, name)

    assert (done.status, done.outputs) == (1, {})
    assert "::error title=No such step::" in done.out


@pytest.mark.parametrize("ref", ["eu\napproval=", "eu production", "$(id)", "eu;id"])
def test_what_is_no_name_of_a_branch_becomes_no_output(desk: Desk, tmp_path: Path, ref: str) -> None:
    done = stage(desk, tmp_path, "production-eu", way=[WAY[0], {**WAY[1], "ref": ref}])

    assert (done.status, done.outputs) == (5, {})
    assert " is no name" in done.err


def test_a_fleet_without_a_step_has_no_release(desk: Desk, tmp_path: Path) -> None:
    assert stage(desk, tmp_path, "", way=WAY[:1]).status == 1


ENVIRONMENT = f"GET repos/{REPOSITORY}/environments/production"
REVIEWERS = {"type": "required_reviewers", "reviewers": [{"type": "Team", "reviewer": {"slug": "owners"}}]}


def asked(desk: Desk, cwd: Path, answer: object) -> Done:
    desk.answer({ENVIRONMENT: answer})
    return desk.run("approvers", "production", cwd=cwd, REPOSITORY=REPOSITORY)


def test_an_environment_that_asks_somebody_passes(desk: Desk, tmp_path: Path) -> None:
    done = asked(desk, tmp_path, {"protection_rules": [{"type": "branch_policy"}, REVIEWERS]})

    assert (done.status, done.out) == (0, "production waits for one of 1\n")


@pytest.mark.parametrize(
    "answer",
    [
        {"protection_rules": []},
        {"protection_rules": [{"type": "branch_policy"}, {"type": "wait_timer", "wait_timer": 30}]},
        {"protection_rules": [{"type": "required_reviewers", "reviewers": []}]},
        {"name": "production"},
        {"error": "gh: Not Found (HTTP 404)", "body": {"message": "Not Found"}},
    ],
    ids=["no rule", "other rules", "nobody named", "nothing said", "no environment"],
)
def test_an_environment_that_asks_nobody_is_refused(desk: Desk, tmp_path: Path, answer: object) -> None:
    done = asked(desk, tmp_path, answer)

    assert done.status == 1
    assert "the environment production has no required reviewers: name some in Settings, Environments" in done.out


def test_an_environment_that_cannot_be_looked_at_is_a_failure(desk: Desk, tmp_path: Path) -> None:
    done = asked(desk, tmp_path, {"error": "gh: Resource not accessible by integration (HTTP 403)"})

    assert (done.status, done.out) == (1, "")
    assert "not accessible" in done.err


def planned(desk: Desk, clone: Path, *, back: str = "false") -> Done:
    return desk.run("release-plan", "eu", "production", cwd=clone, TAG="v1.4.0", BACK=back)


def test_the_plan_of_a_release_is_against_where_production_is(desk: Desk, origin: Origin) -> None:
    newer = origin.commit({"a": ""})
    done = planned(desk, desk.tool(origin.checkout(newer), 'echo "$@"'))

    assert (done.status, done.outputs) == (0, {"from": origin.first})
    assert done.summary == (
        f"## eu, v1.4.0: from {origin.first[:12]} to {newer[:12]}\n\n"
        f"plan eu --against {origin.first} --format markdown --exit-zero\n"
    )


def test_a_first_release_is_planned_against_nothing_at_all(desk: Desk, origin: Origin) -> None:
    """The branch may have been made before anything was rendered."""
    root = git(origin.bare, "rev-list", "--max-parents=0", "main")
    origin.move("production", root)

    done = planned(desk, desk.tool(origin.checkout(origin.first), 'echo "$3" && find "$4" -mindepth 1'))

    assert (done.status, done.outputs) == (0, {"from": root})
    assert done.summary.splitlines()[2:] == ["--against"]


def test_a_plan_that_fails_stops_the_release(desk: Desk, origin: Origin) -> None:
    done = planned(desk, desk.tool(origin.checkout(origin.first), "exit 2"))

    assert (done.status, done.outputs) == (2, {})


def test_nobody_is_asked_about_a_way_back_that_nobody_asked_for(desk: Desk, origin: Origin) -> None:
    origin.move("production", origin.commit({"a": ""}))
    clone = desk.tool(origin.checkout(origin.first), "")

    done = planned(desk, clone)

    assert (done.status, done.outputs, done.summary) == (1, {}, "")
    assert "::error title=That is a way back::" in done.out


def test_an_approver_reads_that_it_is_a_way_back(desk: Desk, origin: Origin) -> None:
    newer = origin.commit({"a": ""})
    origin.move("production", newer)
    clone = desk.tool(origin.checkout(origin.first), "")

    done = planned(desk, clone, back="true")

    assert (done.status, done.outputs) == (0, {"from": newer})
    assert done.summary.startswith(f"## eu, v1.4.0: BACK from {newer[:12]} to {origin.first[:12]}\n")


def promote(
    desk: Desk, origin: Origin, commit: str, expected: str, *, back: str = "false", clone: Path | None = None
) -> Done:
    clone = clone or origin.checkout(origin.head("main"))
    return desk.run("promote", "production", cwd=clone, TAG="v1.4.0", COMMIT=commit, EXPECTED=expected, BACK=back)


def test_production_is_moved_to_the_release(desk: Desk, origin: Origin) -> None:
    newer = origin.commit({"a": ""})
    origin.tag("v1.4.0", newer)

    done = promote(desk, origin, newer, origin.first)

    assert (done.status, origin.head("production"), origin.head("staging")) == (0, newer, origin.first)


def test_production_that_is_there_already_is_left(desk: Desk, origin: Origin) -> None:
    """The first release may be of the very commit; and so is a second attempt."""
    newer = origin.commit({"a": ""})
    origin.tag("v1.4.0", newer)
    origin.move("production", newer)

    done = promote(desk, origin, newer, origin.first)

    assert (done.status, done.out) == (0, f"::notice title=production::is at {newer} already\n")


def test_production_that_moved_after_the_approval_is_not_moved(desk: Desk, origin: Origin) -> None:
    other, newer = origin.commit({"a": ""}), origin.commit({"b": ""})
    origin.tag("v1.4.0", newer)
    origin.move("production", other)

    done = promote(desk, origin, newer, origin.first)

    assert (done.status, origin.head("production")) == (1, other)
    assert f"it is at {other}; the plan was against {origin.first}" in done.out


def test_production_that_moves_between_look_and_push_is_not_moved(desk: Desk, origin: Origin) -> None:
    other, newer = origin.commit({"a": ""}), origin.commit({"b": ""})
    origin.tag("v1.4.0", newer)
    clone = origin.checkout(newer)
    origin.meanwhile(clone, "production", other)

    done = promote(desk, origin, newer, origin.first, clone=clone)

    assert done.status != 0
    assert origin.head("production") == other


def test_a_push_that_github_refuses_says_what_the_app_may_lack(desk: Desk, origin: Origin) -> None:
    origin.refuse("production")
    newer = origin.commit({"a": ""})
    origin.tag("v1.4.0", newer)

    done = promote(desk, origin, newer, origin.first)

    assert (done.status, origin.head("production")) == (1, origin.first)
    assert "may the App bypass the branch's rules, and write workflows? docs/first-install.md" in done.out


def test_production_is_moved_forward_only(desk: Desk, origin: Origin) -> None:
    newer = origin.commit({"a": ""})
    origin.tag("v1.4.0", origin.first)
    origin.move("production", newer)

    done = promote(desk, origin, origin.first, newer)

    assert (done.status, origin.head("production")) == (1, newer)
    assert "::error title=That is a way back::" in done.out


def test_production_is_moved_back_where_that_was_asked_for(desk: Desk, origin: Origin) -> None:
    newer = origin.commit({"a": ""})
    origin.tag("v1.4.0", origin.first)
    origin.move("production", newer)

    done = promote(desk, origin, origin.first, newer, back="true")

    assert (done.status, origin.head("production")) == (0, origin.first)


def test_a_tag_that_moved_after_the_approval_moves_nothing(desk: Desk, origin: Origin) -> None:
    approved, other = origin.commit({"a": ""}), origin.commit({"b": ""})
    origin.tag("v1.4.0", other)

    done = promote(desk, origin, approved, origin.first)

    assert (done.status, origin.head("production")) == (1, origin.first)
    assert "::error title=The tag moved::" in done.out


def release(desk: Desk, cwd: Path, tag: str) -> Done:
    return desk.run("github-release", cwd=cwd, TAG=tag, REPOSITORY=REPOSITORY)


@pytest.mark.parametrize(("tag", "more"), [("v1.4.0", []), ("v1.4.0-rc.1", ["--prerelease"])])
def test_a_release_is_made_on_github(desk: Desk, tmp_path: Path, tag: str, more: list[str]) -> None:
    desk.answer({f"release view {tag}": {"error": "release not found"}, f"release create {tag}": {}})

    done = release(desk, tmp_path, tag)

    assert done.status == 0
    assert desk.asked[-1]["call"] == f"release create {tag}"
    assert desk.asked[-1]["flags"] == ["--verify-tag", "--generate-notes", *more]


def test_a_release_that_exists_is_left(desk: Desk, tmp_path: Path) -> None:
    desk.answer({"release view v1.4.0": {"url": "https://example.com"}})

    assert (release(desk, tmp_path, "v1.4.0").status, len(desk.asked)) == (0, 1)


def test_a_release_that_cannot_be_looked_up_is_a_failure(desk: Desk, tmp_path: Path) -> None:
    desk.answer({"release view v1.4.0": {"error": "HTTP 401: Bad credentials"}})

    done = release(desk, tmp_path, "v1.4.0")

    assert (done.status, done.err, len(desk.asked)) == (1, "HTTP 401: Bad credentials\n", 1)


def test_the_token_stands_on_no_command_line(desk: Desk, origin: Origin) -> None:
    """Git is given a helper that asks `gh`, which has it in its environment; and no other helper."""
    desk.put("git", '#!/bin/sh\necho "$@"\n')

    done = desk.run("git-as-gh", "push", "origin", "main", cwd=origin.bare)

    assert done.out == "-c credential.helper= -c credential.helper=!gh auth git-credential push origin main\n"


def test_the_helper_hands_the_token_over(desk: Desk, origin: Origin) -> None:
    """The stand-in is asked as git asks a helper."""
    desk.answer({"auth git-credential get": "username=x-access-token\npassword=of-the-app\n"})
    clone = origin.checkout(origin.first)

    done = desk.run("git-as-gh", "credential", "fill", cwd=clone, stdin="protocol=https\nhost=github.com\n")

    assert "password=of-the-app" in done.out.splitlines()
    assert [(row["call"], row["token"]) for row in desk.asked] == [("auth git-credential get", "token-of-the-app")]
