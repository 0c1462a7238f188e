"""What a pull request is told: its plan, one comment of each kind, its findings, what is stale."""

from __future__ import annotations

import base64
import gzip
from pathlib import Path
from typing import Any

import pytest

from tests.github.conftest import Desk, Done
from tests.github.origin import Origin, git

REPOSITORY = "my-organisation/my-project"
COMMENTS = f"repos/{REPOSITORY}/issues/7/comments"
LIST, WRITE = f"GET {COMMENTS}?per_page=100", f"POST {COMMENTS}"
MARKER = "<!-- plainsail: plan -->"
RUN = "https://github.com/my-organisation/my-project/actions/runs/1"


def merge(origin: Origin) -> tuple[Path, str]:
    """A clone at GitHub's merge of a pull request into a main that has moved on since; and main, as it was merged."""
    theirs = origin.commit({"theirs": "1"}, on=origin.first)
    main = origin.commit({"ours": "1"})
    origin.move("pull", theirs)
    clone = origin.checkout(main)
    git(clone, "merge", "--quiet", "--no-edit", theirs)
    return clone, main


def test_a_pull_request_is_compared_with_what_it_is_merged_into(desk: Desk, origin: Origin) -> None:
    """Main may have moved on, and moves on: neither is this pull request's doing."""
    clone, main = merge(origin)
    origin.commit({"later": "1"})
    git(clone, "fetch", "--quiet", "origin")

    done = desk.run("plan", cwd=desk.tool(clone, 'echo "$@"'), BASE_REF="main")

    assert (done.status, done.summary) == (0, f"plan --against {main} --format markdown --exit-zero\n")
    assert (desk.temp / "plan.md").read_text() == done.summary


@pytest.mark.parametrize(("made", "archive"), [("report.html", "false"), ("report/app.html", "true")])
def test_the_report_is_about_the_same_and_says_whether_it_is_one_file(
    desk: Desk, origin: Origin, made: str, archive: str
) -> None:
    clone, main = merge(origin)
    page = desk.temp / "report" / made

    done = desk.run(
        "report", cwd=desk.tool(clone, f'echo "$@"; mkdir -p "{page.parent}"; touch "{page}"'), BASE_REF="main"
    )

    assert (done.status, done.out) == (0, f"report --against {main} --out {desk.temp}/report/report.html\n")
    assert done.outputs == {"archive": archive}


def test_the_name_of_a_branch_is_no_command(desk: Desk, origin: Origin) -> None:
    clone = desk.tool(origin.checkout(origin.first), 'echo "$@"')

    done = desk.run("plan", cwd=clone, BASE_REF="main;touch${IFS}evil;$(touch evil)")

    assert done.status != 0
    assert not (clone / "evil").exists()


def say(desk: Desk, tmp_path: Path, text: str, comments: list[dict[str, Any]], *, page: int = 1) -> Done:
    """Comments on pull request 7, in which others stand."""
    (tmp_path / "plan.md").write_text(text, encoding="utf-8")
    updates = {f"PATCH repos/{REPOSITORY}/issues/comments/{each['id']}": {"html_url": "said"} for each in comments}
    desk.answer({LIST: comments, WRITE: {"html_url": "said"}, **updates})
    return desk.run(
        "comment", "plan", str(tmp_path / "plan.md"), cwd=tmp_path, REPOSITORY=REPOSITORY, NUMBER="7", RUN_URL=RUN
    )


def test_the_report_is_linked_beside_the_plan(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "plan.md").write_text("### Plan\n", encoding="utf-8")
    desk.answer({LIST: [], WRITE: {"html_url": "said"}})
    given = {"REPOSITORY": REPOSITORY, "NUMBER": "7", "RUN_URL": RUN, "REPORT_URL": f"{RUN}/artifacts/1"}

    desk.run("comment", "plan", str(tmp_path / "plan.md"), cwd=tmp_path, **given)

    links = f"[Details]({RUN}) · [Report]({RUN}/artifacts/1), a page for the browser"
    assert desk.asked[-1]["sent"] == {"body": f"{MARKER}\n\n### Plan\n\n\n{links}\n"}


def comment(id: int, body: str, login: str = "github-actions[bot]") -> dict[str, Any]:
    return {"id": id, "body": body, "user": {"login": login}}


def test_the_first_plan_is_a_comment(desk: Desk, tmp_path: Path) -> None:
    done = say(desk, tmp_path, "### Plan\n", [comment(1, "Nice!", "ada")])

    assert done.status == 0
    assert desk.asked[-1]["call"] == WRITE
    assert desk.asked[-1]["sent"] == {"body": f"{MARKER}\n\n### Plan\n\n\n[Details]({RUN})\n"}


def test_the_next_plan_is_written_over_it(desk: Desk, tmp_path: Path) -> None:
    done = say(desk, tmp_path, "### Plan\n", [comment(1, "Nice!", "ada"), comment(2, f"{MARKER}\n\nold")])

    assert done.status == 0
    assert [row["call"] for row in desk.asked] == [LIST, f"PATCH repos/{REPOSITORY}/issues/comments/2"]


@pytest.mark.parametrize(
    "theirs",
    [
        comment(1, f"{MARKER}\n\nnot ours", "mallory"),
        comment(1, f"> {MARKER}"),
        comment(1, "<!-- plainsail: infrastructure -->\n\nanother kind"),
    ],
    ids=["somebody else's", "quoted", "of another kind"],
)
def test_a_comment_that_is_not_ours_is_not_written_over(desk: Desk, tmp_path: Path, theirs: dict[str, Any]) -> None:
    say(desk, tmp_path, "### Plan\n", [theirs])

    assert desk.asked[-1]["call"] == WRITE


def test_all_pages_are_looked_through(desk: Desk, tmp_path: Path) -> None:
    say(desk, tmp_path, "### Plan\n", [])

    assert desk.asked[0]["flags"] == ["--paginate"]


@pytest.mark.parametrize(("length", "whole"), [(65_000, True), (65_536, False), (200_000, False)])
def test_a_plan_that_is_too_long_is_in_the_summary_only(desk: Desk, tmp_path: Path, length: int, whole: bool) -> None:
    say(desk, tmp_path, "x" * length, [])

    body = desk.asked[-1]["sent"]["body"]
    assert len(body) <= 65_536
    assert body.startswith(MARKER)
    assert (f"[the summary of the run]({RUN})" in body) is not whole


def test_the_length_is_counted_in_bytes(desk: Desk, tmp_path: Path) -> None:
    say(desk, tmp_path, "→" * 30_000, [])

    assert "too long for a comment" in desk.asked[-1]["sent"]["body"]


def test_a_comment_that_is_refused_is_a_failure(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "plan.md").touch()

    done = desk.run(
        "comment", "plan", str(tmp_path / "plan.md"), cwd=tmp_path, REPOSITORY=REPOSITORY, NUMBER="7", RUN_URL=RUN
    )

    assert done.status == 1


UPLOAD = f"POST repos/{REPOSITORY}/code-scanning/sarifs"


def upload(desk: Desk, tmp_path: Path, answer: object) -> Done:
    (tmp_path / "check.sarif").write_text('{"runs": []}', encoding="utf-8")
    desk.answer({UPLOAD: answer})
    where = {"REPOSITORY": REPOSITORY, "COMMIT": "c" * 40, "REF": "refs/pull/7/merge"}
    return desk.run("upload-sarif", str(tmp_path / "check.sarif"), cwd=tmp_path, **where)


def test_findings_are_uploaded(desk: Desk, tmp_path: Path) -> None:
    done = upload(desk, tmp_path, {"id": "1"})

    sent = desk.asked[-1]["sent"]
    assert (done.status, done.err) == (0, "")
    assert gzip.decompress(base64.b64decode(sent.pop("sarif"))) == b'{"runs": []}'
    assert sent == {"commit_sha": "c" * 40, "ref": "refs/pull/7/merge", "tool_name": "plainsail"}


@pytest.mark.parametrize(
    "said",
    [
        "gh: Advanced Security must be enabled for this repository to use code scanning. (HTTP 403)",
        "gh: Code scanning is not enabled for this repository. (HTTP 403)",
    ],
)
def test_a_repository_without_code_scanning_is_no_failure(desk: Desk, tmp_path: Path, said: str) -> None:
    done = upload(desk, tmp_path, {"error": said})

    assert (done.status, done.out[:32]) == (0, "::notice title=No code scanning:")


def test_findings_that_are_refused_are_a_failure(desk: Desk, tmp_path: Path) -> None:
    done = upload(desk, tmp_path, {"error": "gh: Resource not accessible by integration (HTTP 403)"})

    assert done.status == 1
    assert "not accessible" in done.err


@pytest.mark.parametrize("status", [0, 1, 2])
def test_a_check_is_told_twice_and_fails_once(desk: Desk, tmp_path: Path, status: int) -> None:
    """For code scanning, and beside the lines; a check that could not run is told at once."""
    desk.tool(tmp_path, f'echo "$@"; exit {status}')

    done = desk.run("check", cwd=tmp_path)

    assert done.status == status
    assert (desk.temp / "check.sarif").read_text() == "check --format sarif\n"
    assert done.out == ("check --strict --format github\n" if status < 2 else "")


@pytest.mark.parametrize("stale", [False, True])
def test_generated_files_that_are_stale_are_named(desk: Desk, origin: Origin, stale: bool) -> None:
    desk.put("make", "#!/bin/sh\n" + ("echo two > dist/staging/app.yaml; touch new" if stale else ":") + "\n")

    done = desk.run("generated", cwd=origin.checkout(origin.first))

    assert done.status == int(stale)
    assert (" M dist/staging/app.yaml\n?? new\n" in done.out) is stale


def test_what_is_generated_is_compared_after_the_check(desk: Desk, origin: Origin) -> None:
    """In the same job, in the same checkout: what a step writes for the next is no stale file."""
    clone = desk.tool(origin.checkout(origin.commit({".gitignore": "/.venv/\n"})), 'echo "$@"')
    desk.put("make", "#!/bin/sh\n")

    assert [desk.run(script, cwd=clone, BASE_REF="main").status for script in ("check", "plan", "generated")] == [
        0,
        0,
        0,
    ]
    assert git(clone, "status", "--porcelain") == ""


def test_generated_files_that_cannot_be_compared_are_a_failure(desk: Desk, tmp_path: Path) -> None:
    desk.put("make", "#!/bin/sh\n")

    assert desk.run("generated", cwd=tmp_path).status != 0
