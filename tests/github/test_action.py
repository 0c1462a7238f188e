"""The action that other repositories use: what it runs, with what rights, and what a pull request gets of it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from plainsail.yaml_reader import load_all
from tests.github.conftest import Desk
from tests.github.origin import Origin
from tests.github.workflows import ACTIONS, ROOT, action

ACTION = ROOT / "action.yml"
COMMENT = ROOT / ".github/actions/comment/action.yml"
STEPS: list[dict[str, Any]] = action(ACTION)["runs"]["steps"]
TOOL = '"$GITHUB_ACTION_PATH"'


def tool(desk: Desk, text: str) -> dict[str, str]:
    """The action's checkout with a stand-in for the tool in it, as steps find it."""
    return {"GITHUB_ACTION_PATH": str(desk.tool(desk.temp / "action", text))}


def caller(origin: Origin, files: dict[str, str]) -> tuple[Path, str]:
    """Somebody's checkout of a pull request, and the commit of the base that it was merged with."""
    base = origin.commit(files)
    theirs = origin.commit({"envs/web/base.py": "new"}, on=base)
    origin.move("pull", theirs)
    return origin.checkout(theirs), base


def test_the_linters_and_tests_of_actions_look_at_it() -> None:
    assert {ACTION, COMMENT} < set(ACTIONS)


def test_it_runs_what_the_action_holds_and_not_what_the_pull_request_does() -> None:
    runs = [line for step in STEPS for line in step.get("run", "").splitlines()]

    assert len(runs) == 4
    assert [line for line in runs if not line.startswith(f"{TOOL}/.")] == []
    assert f'{TOOL}/.github/scripts/set-up "$GITHUB_ACTION_PATH"' in runs


@pytest.mark.parametrize("file", [ACTION, COMMENT], ids=["action", "comment"])
def test_no_input_is_written_into_a_command(file: Path) -> None:
    texts = [step.get("run", "") for step in action(file)["runs"]["steps"]]

    assert any(texts)
    assert [text for text in texts if "${{" in text] == []


def test_the_page_says_what_can_be_put_in() -> None:
    page = (ROOT / "docs/editor.md").read_text(encoding="utf-8")

    assert re.findall(r"^\| `([a-z]+)` \| `[^`]+` \|", page, re.MULTILINE) == list(action(ACTION)["inputs"])


def test_nothing_is_left_out_where_an_earlier_step_failed() -> None:
    """A stale dist/ is no reason to hide what is broken in it, or what it does."""
    after = STEPS[4:]

    assert [step["name"] for step in after] == ["Check", "Plan and report", "Keep the plan and the report"]
    assert all("!cancelled()" in step["if"] for step in after)


def test_the_token_that_comments_meets_no_code_of_the_project() -> None:
    uses = [step["uses"].partition("@")[0] for step in action(COMMENT)["runs"]["steps"] if "uses" in step]
    [text] = [step["run"] for step in action(COMMENT)["runs"]["steps"] if "run" in step]

    assert uses == ["actions/download-artifact"]
    assert "plainsail synth" not in text
    assert "github.token" not in ACTION.read_text(encoding="utf-8")


def test_what_it_uploads_is_what_the_comment_reads() -> None:
    defaults = {action(file)["inputs"]["artifact"]["default"] for file in (ACTION, COMMENT)}
    kept = [Path(path).name for path in STEPS[-1]["with"]["path"].splitlines()]

    assert defaults == {"plainsail"}
    assert kept == ["plan.md", "report"]


@pytest.mark.parametrize(
    ("strict", "said"), [("true", "check --strict --format github\n"), ("false", "check --format github\n")]
)
def test_warnings_stop_a_merge_unless_somebody_says_otherwise(
    desk: Desk, origin: Origin, strict: str, said: str
) -> None:
    done = desk.run("action-check", cwd=origin.checkout(origin.first), STRICT=strict, **tool(desk, 'echo "$@"'))

    assert (done.status, done.out) == (0, said)


def test_the_value_of_an_input_is_no_command(desk: Desk, origin: Origin) -> None:
    clone, here = origin.checkout(origin.first), tool(desk, "exit 0")

    checked = desk.run("action-check", cwd=clone, STRICT="$(touch evil);touch evil", **here)
    planned = desk.run("action-plan", cwd=clone, BASE_REF="main;touch${IFS}evil;$(touch evil)", **here)

    assert (checked.status, planned.status == 0) == (0, False)
    assert not (clone / "evil").exists()


def test_a_pull_request_gets_a_plan_and_a_report(desk: Desk, origin: Origin) -> None:
    clone, base = caller(origin, {"dist/staging/web/a.yaml": "a"})

    done = desk.run("action-plan", cwd=clone, BASE_REF="main", **tool(desk, 'echo "$@"'))

    assert (done.status, done.summary) == (0, f"plan --against {base} --format markdown --exit-zero\n")
    assert (desk.temp / "plan.md").read_text() == done.summary
    assert done.out == f"report --against {base} --out {desk.temp}/report/report.html\n"


def test_where_the_base_has_no_dist_all_of_it_is_new(desk: Desk, origin: Origin) -> None:
    clone, _ = caller(origin, {"infra/README.md": "a"})

    done = desk.run("action-plan", cwd=clone / "infra", BASE_REF="main", **tool(desk, 'ls -A "$3"; echo nothing more'))

    assert (done.status, done.summary) == (0, "nothing more\n")


def test_a_project_in_a_folder_has_its_dist_there(desk: Desk, origin: Origin) -> None:
    clone, base = caller(origin, {"infra/dist/a.yaml": "a"})

    done = desk.run("action-plan", cwd=clone / "infra", BASE_REF="main", **tool(desk, 'echo "$3"'))

    assert (done.status, done.summary) == (0, f"{base}\n")


def test_a_plan_that_could_not_be_made_fails(desk: Desk, origin: Origin) -> None:
    clone, _ = caller(origin, {"dist/a.yaml": "a"})

    assert desk.run("action-plan", cwd=clone, BASE_REF="main", **tool(desk, "exit 2")).status == 2


def test_the_page_shows_a_workflow_of_five_lines_that_may_only_read() -> None:
    page = (ROOT / "docs/editor.md").read_text(encoding="utf-8")
    [text] = re.findall(r"```text\n# \.github/workflows/plainsail\.yml\n(.*?)```", page, re.DOTALL)

    [content] = load_all(text)

    assert len(text.splitlines()) == 5
    assert content["permissions"] == {"contents": "read"}
    assert [step["uses"].partition("@")[0] for step in content["jobs"]["plainsail"]["steps"]] == [
        "my-organisation/plainsail"
    ]
