"""The runner that the journey rests on does as GitHub does, and refuses what it does not know."""

from __future__ import annotations

from textwrap import dedent, indent

import pytest

from tests.github import runner
from tests.github.expressions import Unknown
from tests.github.hosting import Hosting
from tests.github.runner import Run
from tests.github.workflows import used

pytestmark = pytest.mark.slow

HEAD = """\
name: Try
on:
  push:
    branches: [main]
permissions: {}
defaults:
  run:
    shell: bash
env:
  WHO: world
jobs:
"""
CHECKOUT = f"""\
- uses: {used("actions/checkout")}
  with:
    persist-credentials: false
"""


def job(name: str, steps: str, *said: str, permissions: str = "contents: read") -> str:
    """A job of a workflow, as text."""
    rows = [f"{name}:", *(f"  {row}" for row in (*said, "runs-on: ubuntu-24.04", f"permissions: {{{permissions}}}"))]
    return indent("\n".join([*rows, "  steps:", indent(dedent(steps), "    ")]), "  ") + "\n"


@pytest.fixture(scope="module")
def hosting(tmp_path_factory: pytest.TempPathFactory) -> Hosting:
    """The repository; each test adds a commit, and moves nothing else."""
    return Hosting.installed(tmp_path_factory.mktemp("hosting"), aws="http://127.0.0.1:9")


def tried(hosting: Hosting, *jobs: str) -> Run:
    """How a workflow of these jobs goes."""
    text = HEAD + "".join(jobs)
    commit = hosting.push("Try", {}, files={".github/workflows/try.yml": text})
    return runner.run(hosting, "try.yml", runner.push(commit))


def results(run: Run) -> dict[str, str]:
    return {name: job.result for name, job in run.items()}


def test_what_a_step_says_reaches_a_later_job(hosting: Hosting) -> None:
    run = tried(
        hosting,
        job(
            "second",
            '- run: echo "$SAID $WHO"\n  env:\n    SAID: ${{ needs.first.outputs.said }}',
            "needs: first",
            "if: needs.first.outputs.said == 'hello'",
        ),
        job(
            "first",
            '- id: a\n  run: echo "said=hello" >> "$GITHUB_OUTPUT"',
            "outputs: {said: '${{ steps.a.outputs.said }}'}",
        ),
    )

    assert results(run) == {"first": "success", "second": "success"}
    assert "hello world" in run["second"].log


def test_a_job_behind_a_failure_is_skipped_unless_it_asks(hosting: Hosting) -> None:
    run = tried(
        hosting,
        job("broken", "- run: exit 3"),
        job("behind", "- run: 'true'", "needs: broken"),
        job("asks", "- run: 'true'", "needs: broken", "if: ${{ !cancelled() && needs.broken.result == 'failure' }}"),
    )

    assert results(run) == {"broken": "failure", "behind": "skipped", "asks": "success"}


def test_a_job_that_was_skipped_skips_all_behind_it(hosting: Hosting) -> None:
    """Also those behind a job that ran all the same: GitHub looks at all that is needed, however far up."""
    run = tried(
        hosting,
        job("skipped", "- run: 'true'", "if: github.ref == 'refs/heads/other'"),
        job("ran", "- run: 'true'", "needs: skipped", "if: ${{ !cancelled() }}"),
        job("behind", "- run: 'true'", "needs: ran"),
    )

    assert results(run) == {"skipped": "skipped", "ran": "success", "behind": "skipped"}


def test_a_failure_in_a_pipe_ends_the_steps(hosting: Hosting) -> None:
    run = tried(hosting, job("broken", "- name: Piped\n  run: false | cat\n- name: Behind\n  run: 'true'"))

    assert (run["broken"].failed, run["broken"].steps) == ("Piped", ["Piped"])


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("dist/", {"staging"}),
        ("envs/backend/image.json", {"image.json"}),
        ("|\n      envs/backend/image.json\n      envs/backend/base.py", {"image.json", "base.py"}),
        ("|\n      image/\n      envs/backend/image.json", {"image", "envs"}),
    ],
    ids=["folder", "file", "two of a folder", "two of two folders"],
)
def test_an_artifact_lies_below_what_its_paths_share(hosting: Hosting, path: str, found: set[str]) -> None:
    upload, download = f"uses: {used('actions/upload-artifact')}", f"uses: {used('actions/download-artifact')}"
    run = tried(
        hosting,
        job("gives", f"{CHECKOUT}- {upload}\n  with:\n    name: a\n    path: {path}"),
        job("takes", f"- {download}\n  with:\n    name: a\n    path: got\n- run: ls got", "needs: gives"),
    )

    assert found <= set(run["takes"].log.split())
    assert "dist" not in run["takes"].log.split()


def test_hidden_files_are_no_part_of_an_artifact(hosting: Hosting) -> None:
    upload = f"- uses: {used('actions/upload-artifact')}"
    run = tried(
        hosting,
        job("a", f"{CHECKOUT}{upload}\n  with:\n    name: a\n    path: .github/\n    if-no-files-found: error"),
    )

    assert run["a"].result == "failure"


def test_a_token_that_may_only_read_moves_nothing(hosting: Hosting) -> None:
    before = hosting.heads()
    helper = "-c credential.helper= -c credential.helper='!gh auth git-credential'"
    push = f"- run: git {helper} push origin HEAD:refs/heads/staging\n  env:\n    GH_TOKEN: ${{{{ github.token }}}}"
    commit = "- run: git -c user.name=a -c user.email=a@b.c commit --quiet --allow-empty --message=x\n"

    run = tried(hosting, job("a", f"{CHECKOUT}    fetch-depth: 0\n{commit}{push}"))

    assert "GH013" in run["a"].log
    assert hosting.head("staging") == before["staging"]


def test_without_a_token_nothing_is_fetched(hosting: Hosting) -> None:
    run = tried(hosting, job("a", f"{CHECKOUT}- run: git fetch origin"))

    assert "could not read Username" in run["a"].log


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        ("- uses: actions/cache@v9", "no stand-in for this action"),
        (f"{CHECKOUT}    lfs: true", "knows nothing of lfs"),
        ("- run: 'true'\n  continue-on-error: true", "continue-on-error"),
        ("- run: echo ${{ secrets.APP_PRIVATE_KEY }}", "APP_PRIVATE_KEY"),
        ("- run: echo ${{ steps.later.outputs.x }}\n- id: later\n  run: 'true'", "later"),
        ("- run: echo ${{ needs.nobody.outputs.x }}", "nobody"),
    ],
)
def test_what_is_not_known_raises(hosting: Hosting, steps: str, said: str) -> None:
    with pytest.raises(Unknown, match=said):
        tried(hosting, job("a", steps))


def test_a_workflow_that_an_event_does_not_start_is_not_run(hosting: Hosting) -> None:
    with pytest.raises(Unknown, match="does not start for push of refs/tags/v1"):
        runner.run(hosting, "default.yml", runner.tagged("v1", hosting.head("main")))


@pytest.mark.parametrize(
    ("role", "permissions", "said"),
    [
        ("verify", "contents: read", "lacks the permission id-token: write"),
        ("release", "id-token: write", "not authorized"),
        ("no-such", "id-token: write", "not authorized"),
    ],
)
def test_a_role_is_for_those_whom_it_trusts(hosting: Hosting, role: str, permissions: str, said: str) -> None:
    arn = f"arn:aws:iam::123456789012:role/my-project-{role}"
    given = f"  with:\n    role-to-assume: {arn}\n    aws-region: eu-west-3"

    run = tried(
        hosting,
        job("a", f"- uses: {used('aws-actions/configure-aws-credentials')}\n{given}", permissions=permissions),
    )

    assert said in run["a"].log


START = "- run: gh workflow run release_on_tag.yml --ref main -f tag=v1\n  env:\n    GH_TOKEN: ${{ github.token }}"


@pytest.mark.parametrize(("permissions", "result"), [("actions: write", "success"), ("actions: read", "failure")])
def test_a_run_starts_another_one_where_it_may(hosting: Hosting, permissions: str, result: str) -> None:
    run = tried(hosting, job("a", START, permissions=permissions))

    assert results(run) == {"a": result}


def test_a_run_that_was_started_is_of_the_branch_that_was_named(hosting: Hosting) -> None:
    tried(hosting, job("a", START, permissions="actions: write"))

    file, event = runner.started(hosting)

    assert (file, event["inputs"]) == ("release_on_tag.yml", {"tag": "v1"})
    assert event["github"]["ref"] == "refs/heads/main"
    assert event["github"]["sha"] == event["github"]["workflow_sha"] == hosting.head("main")


def test_an_input_is_of_the_type_that_is_said_or_what_is_said_where_nothing_is_given() -> None:
    said = {"tag": {"type": "string", "required": True}, "back": {"type": "boolean", "default": False}}
    on = {"workflow_dispatch": {"inputs": said}}

    assert runner.inputs(on, runner.by_hand("c", tag="v1")) == {"tag": "v1", "back": False}
    assert runner.inputs(on, runner.by_hand("c", tag="v1", back="true")) == {"tag": "v1", "back": True}
    for wrong in ({}, {"tag": "v1", "bakc": "true"}):
        with pytest.raises(Unknown, match="unknown, or missing"):
            runner.inputs(on, runner.by_hand("c", **wrong))


def test_a_job_whose_environment_is_for_another_ref_fails_without_a_step(hosting: Hosting) -> None:
    text = HEAD.replace("branches: [main]", 'tags: ["v*"]') + job("a", "- run: 'true'", "environment: production")
    commit = hosting.aside(hosting.head("main"), {".github/workflows/try.yml": text})
    hosting.tag("v1", commit)

    [done] = runner.run(hosting, "try.yml", runner.tagged("v1", commit)).values()

    assert (done.result, done.steps) == ("failure", [])
    assert "refs/tags/v1 is not allowed to deploy to production" in done.log


@pytest.mark.parametrize(
    ("lacks", "said"),
    [
        ("contents", "could not read Username"),
        ("workflows", "refusing to allow a GitHub App to create or update workflow"),
    ],
)
def test_an_app_s_token_may_what_was_asked_for(hosting: Hosting, lacks: str, said: str) -> None:
    """Without workflows it moves no branch to where they differ from those of main."""
    permissions = "".join(f"    permission-{each}: write\n" for each in ("contents", "workflows") if each != lacks)
    app = (
        f"- id: app\n  uses: {used('actions/create-github-app-token')}\n  with:\n    client-id: a\n    private-key: b\n"
    )
    helper = "-c credential.helper= -c credential.helper='!gh auth git-credential'"
    push = f"- run: git {helper} push origin HEAD^:refs/heads/staging\n"
    environment = "  env:\n    GH_TOKEN: ${{ steps.app.outputs.token }}"
    before = hosting.heads()

    run = tried(hosting, job("a", f"{CHECKOUT}    fetch-depth: 0\n{app}{permissions}{push}{environment}"))

    assert said in run["a"].log
    assert hosting.head("staging") == before["staging"]
