"""One change travels from main to production: the workflows' own YAML is run, so that what is wired is proven.

Real are the workflows, their scripts, git, `plainsail`, `image/smoke-test`, and Parameter Store as moto has it. `gh`,
`aws` and `docker` have stand-ins, as have GitHub's rules and the actions. Each fixture is a chapter: it begins with a
copy of an earlier one, so that any may be run alone.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import pytest
from moto.ssm.models import ssm_backends

from tests.github import runner
from tests.github.hosting import OF_APP, Hosting
from tests.github.origin import PIN
from tests.github.runner import Hooks, Run
from tests.github.workflows import used
from tests.plainsail.clones import PLAINSAIL, ROOT
from tests.plainsail.clones import run as ran
from tests.plainsail.parameter_store import ACCOUNT, REGION, Door, door, put

pytestmark = [
    pytest.mark.sample,  # its account, its repository, lines of its settings
    pytest.mark.slow,
    pytest.mark.skipif(not (shutil.which("jq") and shutil.which("make")), reason="GitHub's machines have jq and make"),
]

IMAGE = "123456789012.dkr.ecr.eu-west-3.amazonaws.com/my-project/backend"
EXIST = "Its images and parameters exist"
STEPS = ("fleet", "image", "render", "verify", "deploy")
"""The jobs that bring a commit to staging."""
STAGES = ("stage", "gate", "verify", "approve", "promote", "healthy", "next")
DEPLOYED = {**dict.fromkeys(STEPS, "success"), "healthy": "skipped"}
PROMOTED = {**dict.fromkeys(STAGES, "success"), **dict.fromkeys(("start", "healthy", "next"), "skipped")}
STARTS = 4
"""How often the smoke test starts an image: as the pods of app and CronJob, each a second time with a writable root."""
DEPLOYMENT = "dist/{}/backend/Deployment.backend.yaml"
APP = {"app/src/Kernel.php": ("<?php", "<?php // another build")}
SETTINGS = {"envs/backend/base.py": ('cpu="100m"', 'cpu="110m"')}
PROSE = {"README.md": ("\n", "\n\n")}
WORKFLOW = {".github/workflows/pull-request.yml": ("name: Pull request", "name: Pull requests")}


class Chapter(NamedTuple):
    """A run of a workflow, and where it left everything."""

    hosting: Hosting
    commit: str
    """What the run was about."""
    run: Run
    before: dict[str, str]
    after: dict[str, str]

    @property
    def results(self) -> dict[str, str]:
        """How the jobs ended."""
        return {name: job.result for name, job in self.run.items()}

    @property
    def log(self) -> str:
        """What all jobs printed."""
        return "\n".join(job.log for job in self.run.values())

    def pin(self, branch: str = "main") -> dict[str, str]:
        """What is pinned on a branch."""
        pinned: dict[str, str] = json.loads(self.hosting.show(f"{self.after[branch]}:{PIN}"))
        return pinned

    def changed(self) -> list[str]:
        """The files that the newest commit of main changed."""
        head = self.after["main"]
        return self.hosting.git(self.hosting.bare, "diff", "--name-only", f"{head}^", head).splitlines()

    def trailers(self) -> dict[str, str]:
        """What the newest commit of main says to Argo CD."""
        said = self.hosting.git(self.hosting.bare, "show", "-s", "--format=%(trailers:only,unfold)", self.after["main"])
        return dict(row.split(": ", 1) for row in said.splitlines())


Fork = Callable[[Chapter], Hosting]


def begun_with(hosting: Hosting, commit: str, file: str, event: dict[str, Any], before: Hooks | None = None) -> Chapter:
    """Runs a workflow."""
    heads = hosting.heads()
    run = runner.run(hosting, file, event, before=before)
    return Chapter(hosting, commit, run, heads, hosting.heads())


def deploy(hosting: Hosting, commit: str, before: Hooks | None = None) -> Chapter:
    """What a commit on main starts."""
    return begun_with(hosting, commit, "default.yml", runner.push(commit), before)


def release(hosting: Hosting, tag: str, commit: str, before: Hooks | None = None) -> Chapter:
    """What a tag starts on main; its own run does no more than that."""
    hosting.tag(tag, commit)
    own = runner.run(hosting, "release_on_tag.yml", runner.tagged(tag, commit))
    assert {name: job.result for name, job in own.items()} == {
        **dict.fromkeys(STAGES, "skipped"),
        "start": "success",
    }
    return begun_with(hosting, commit, *runner.started(hosting), before)


@pytest.fixture(scope="module")
def parameters() -> list[str]:
    """The parameters that the settings need."""
    done = ran([PLAINSAIL, "secrets", "list", "--format", "json"], ROOT)
    return [row["parameter"] for row in json.loads(done.stdout)["parameters"]]


@pytest.fixture(scope="module")
def store(parameters: list[str]) -> Iterator[Door]:
    """Parameter Store, with all that is needed."""
    with door() as opened:
        put(*parameters)
        yield opened


@pytest.fixture(scope="module")
def fork(tmp_path_factory: pytest.TempPathFactory) -> Fork:
    """Copies a chapter's end, for another to begin with."""
    return lambda chapter: chapter.hosting.fork(tmp_path_factory.mktemp("journey") / "hosting")


# --- to staging ------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory, store: Door) -> Chapter:
    """The first push, as docs/first-install.md has it: the pin of the sample names a commit that nobody knows."""
    hosting = Hosting.installed(tmp_path_factory.mktemp("journey"), aws=store.url)
    return deploy(hosting, hosting.head("main"))


def test_the_first_push_brings_an_image_to_staging(first: Chapter) -> None:
    assert first.results == DEPLOYED
    assert first.after["staging"] == first.after["main"] != first.commit
    assert first.after["production"] == first.commit


def test_the_image_is_pinned_by_tag_digest_and_source(first: Chapter) -> None:
    pin = first.pin()

    assert pin == {"tag": f"sha-{first.commit}", "digest": pin["digest"], "source": first.commit}
    assert first.hosting.tags_of(pin["digest"]) == [f"sha-{first.commit}"]


def test_the_image_is_signed_and_started_before_it_is_pinned(first: Chapter) -> None:
    digest, job = first.pin()["digest"], first.run["image"]

    assert f"signed {IMAGE}@{digest}" in job.log
    assert "readiness /check/readiness: good" in job.log
    assert len(first.hosting.asked_of_docker("run")) == STARTS
    assert not first.hosting.logged_in.exists(), "project code ran beside the credentials of Docker"


@pytest.mark.parametrize("env", ["staging", "production"])
def test_every_environment_is_rendered_with_the_pin(first: Chapter, env: str) -> None:
    said = first.hosting.show(f"{first.after['staging']}:{DEPLOYMENT.format(env)}")

    assert f"image: {IMAGE}:sha-{first.commit}@{first.pin()['digest']}" in said


def test_the_app_commits_what_is_rendered_and_nothing_else(first: Chapter) -> None:
    head = first.after["main"]

    assert {name.split("/")[0] for name in first.changed() if name != PIN} == {"dist"}
    assert first.hosting.git(first.hosting.bare, "rev-parse", f"{head}^") == first.commit
    assert first.hosting.git(first.hosting.bare, "show", "-s", "--format=%an|%cn|%s", head) == (
        f"plainsail-app[bot]|plainsail-app[bot]|Render {first.commit[:12]}"
    )


def test_argo_cd_is_told_whose_commit_it_is(first: Chapter) -> None:
    assert first.trailers() == {
        "Argocd-reference-commit-sha": first.commit,
        "Argocd-reference-commit-author": '"Ada Lovelace" <ada@example.com>',
        "Argocd-reference-commit-date": "2026-11-23T12:00:00+01:00",
        "Argocd-reference-commit-subject": "Begin",
        "Argocd-reference-commit-repourl": "https://github.com/my-organisation/my-project",
    }


def test_staging_moves_once(first: Chapter) -> None:
    assert first.hosting.moves("staging") == [first.commit, first.after["main"]]


@pytest.fixture(scope="module")
def own(first: Chapter, fork: Fork) -> Chapter:
    """The run that the App's commit starts."""
    return deploy(fork(first), first.after["main"])


def test_on_its_own_commit_the_workflow_changes_nothing(own: Chapter) -> None:
    assert own.results == {**DEPLOYED, "image": "skipped"}
    assert own.after == own.before
    assert own.hosting.moves("staging") == [own.before["production"], own.commit]
    assert f"::notice title=staging::has {own.commit} already" in own.log


@pytest.fixture(scope="module")
def settings(first: Chapter, fork: Fork) -> Chapter:
    """A change of settings alone, which its author did not render."""
    hosting = fork(first)
    return deploy(hosting, hosting.push("Ask for more", SETTINGS))


def test_settings_reach_staging_without_a_build(first: Chapter, settings: Chapter) -> None:
    assert settings.results == {**DEPLOYED, "image": "skipped"}
    assert settings.pin() == first.pin()
    assert settings.after["staging"] == settings.after["main"]
    assert "cpu: 110m" in settings.hosting.show(f"{settings.after['staging']}:{DEPLOYMENT.format('staging')}")
    assert settings.hosting.asked_of_docker("run") == []


def test_what_was_not_rendered_is_committed_without_the_pin(settings: Chapter) -> None:
    assert {name.split("/")[0] for name in settings.changed()} == {"dist"}
    assert settings.trailers()["Argocd-reference-commit-sha"] == settings.commit


def test_what_changes_no_rendering_goes_to_staging_as_it_is(first: Chapter, fork: Fork) -> None:
    hosting = fork(first)
    said = deploy(hosting, hosting.push("Say it better", PROSE))

    assert said.after == {**said.before, "staging": said.commit}
    assert "Push to main" not in said.run["deploy"].steps


def test_a_pin_that_names_another_build_stops_before_staging_moves(first: Chapter, fork: Fork) -> None:
    """Whoever merges a pin says what was built from what; the registry knows."""
    hosting = fork(first)
    hosting.rename(f"sha-{first.commit}", f"sha-{'0' * 40}")
    said = deploy(hosting, hosting.push("Ask for more", SETTINGS))

    assert (said.run["verify"].failed, said.results["deploy"]) == (EXIST, "skipped")
    assert said.after == said.before


def test_an_order_of_promotion_that_no_review_has_seen_stops_everything(first: Chapter, fork: Fork) -> None:
    """The settings say that production needs no approval; the file that jobs with a token read says otherwise."""
    hosting = fork(first)
    edit = {"envs/shared.py": ('approval = "production"', "approval = None")}
    said = deploy(hosting, hosting.push("Ask nobody", edit))

    assert said.run["fleet"].failed == "The order of promotion is that of the settings"
    assert said.results == {**dict.fromkeys((*STEPS, "healthy"), "skipped"), "fleet": "failure"}
    assert "run 'plainsail list --promotion > .github/promotion.json', and commit it" in said.log
    assert said.after == said.before


def test_an_image_that_does_not_start_is_never_pinned(first: Chapter, fork: Fork) -> None:
    hosting = fork(first)
    hosting.images_are("exits")
    broken = deploy(hosting, hosting.push("Break it", APP))

    assert broken.run["image"].failed == "Start it as its pods would"
    assert (broken.results["render"], broken.results["deploy"]) == ("skipped", "skipped")
    assert broken.after == broken.before


@pytest.mark.parametrize(("branch", "step"), [("main", "Push to main"), ("staging", "Fast-forward")])
def test_an_app_that_may_not_move_a_branch_is_a_failure(first: Chapter, fork: Fork, branch: str, step: str) -> None:
    """And no race that was lost: nobody else would ever deploy the commit."""
    hosting = fork(first)
    commit = hosting.push("Ask for more", SETTINGS)
    hosting.close(branch)
    said = deploy(hosting, commit)

    assert (said.run["deploy"].failed, said.after["staging"]) == (step, said.before["staging"])
    assert "::error title=Push refused::" in said.log


# --- a parameter is missing, and then is there -----------------------------------------------------------------------


@pytest.fixture(scope="module")
def missing(released: Chapter, fork: Fork, parameters: list[str]) -> Chapter:
    """A change of the application, while Parameter Store lacks what a variable of staging needs."""
    hosting = fork(released)
    [name, *_] = [each for each in parameters if "/staging/" in each]
    ssm_backends[ACCOUNT][REGION].delete_parameter(name)
    try:
        return deploy(hosting, hosting.push("Answer faster", APP))
    finally:
        put(name)


def test_a_missing_parameter_stops_before_staging_moves(missing: Chapter, parameters: list[str]) -> None:
    job = missing.run["verify"]

    assert (job.failed, missing.results["deploy"]) == (EXIST, "skipped")
    assert any(f"{name}" in job.log for name in parameters if "/staging/" in name)
    assert missing.after == missing.before


@pytest.fixture(scope="module")
def repeated(missing: Chapter, fork: Fork) -> Chapter:
    """The same run again, when the parameter is there."""
    return deploy(fork(missing), missing.commit)


def test_a_change_of_the_application_is_built_once(missing: Chapter, repeated: Chapter) -> None:
    """What an earlier attempt pushed is taken as it is, and started again; signed it was by the one that built it."""
    assert "Build and push" in missing.run["image"].steps
    assert "Build and push" not in repeated.run["image"].steps
    assert repeated.hosting.tags_of(repeated.pin()["digest"]) == [f"sha-{repeated.commit}"]
    assert "Sign the provenance" not in repeated.run["image"].steps
    assert repeated.hosting.signed().count(f"{IMAGE}@{repeated.pin()['digest']}") == 1
    assert len(repeated.hosting.asked_of_docker("run")) == STARTS


def test_an_image_that_nobody_signed_is_not_signed_by_a_run_that_did_not_build_it(missing: Chapter, fork: Fork) -> None:
    """The attempt that pushed it stopped right then: what it is made of nobody knows any more."""
    hosting = fork(missing)
    hosting.sign()
    said = deploy(hosting, missing.commit)

    assert (said.run["image"].failed, hosting.signed()) == ("The provenance of what was found", [])
    assert f"delete the tag sha-{missing.commit} from the registry" in said.log
    assert said.after == said.before


def test_the_repeated_run_brings_it_to_staging(released: Chapter, repeated: Chapter) -> None:
    assert repeated.results == DEPLOYED
    assert repeated.pin("staging")["source"] == repeated.commit
    assert repeated.pin("staging")["digest"] != released.pin("staging")["digest"]
    assert repeated.after == {**repeated.before, "main": repeated.after["main"], "staging": repeated.after["main"]}


# --- to production ---------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def released(first: Chapter, fork: Fork) -> Chapter:
    """A tag on the commit that staging points to."""
    hosting = fork(first)
    return release(hosting, "v1.0.0", hosting.head("staging"))


def test_a_tag_on_what_staging_runs_moves_production_there(first: Chapter, released: Chapter) -> None:
    assert released.results == PROMOTED
    assert released.after == {**released.before, "production": first.after["staging"]}
    assert released.hosting.moves("production") == [first.commit, first.after["staging"]]


def test_production_is_byte_for_byte_what_staging_held(first: Chapter, released: Chapter) -> None:
    held = released.hosting.git(first.hosting.bare, "rev-parse", f"{first.after['staging']}:dist/production")

    assert released.hosting.git(released.hosting.bare, "rev-parse", "refs/heads/production:dist/production") == held


def test_nothing_is_built_for_a_release_and_its_digest_gets_the_tag(released: Chapter) -> None:
    digest = released.pin("production")["digest"]

    assert released.hosting.tags_of(digest) == [f"sha-{released.before['production']}", "v1.0.0"]
    assert released.hosting.asked_of_docker("run") == []


def test_the_approver_reads_what_changes(released: Chapter) -> None:
    summary = released.run["gate"].summary

    way = f"from {released.before['production'][:12]} to {released.commit[:12]}"
    assert summary.startswith(f"## production, v1.0.0: {way}\n")
    assert "Deployment/backend" in summary
    assert "staging" not in summary


def test_the_release_is_made_with_the_token_of_the_app(released: Chapter) -> None:
    [made] = [row for row in released.hosting.desk.asked if row["call"] == "release create v1.0.0"]

    assert made["token"].startswith(OF_APP)


def refused(chapter: Chapter) -> tuple[str, str]:
    """The job and the step that refused a release, which moved nothing and tagged nothing."""
    assert chapter.after == chapter.before
    assert (chapter.results["approve"], chapter.results["promote"]) == ("skipped", "skipped")
    [(name, job)] = [(name, job) for name, job in chapter.run.items() if job.failed]
    return name, job.failed


def test_a_tag_on_the_merge_is_refused_for_staging_never_ran_it(repeated: Chapter, fork: Fork) -> None:
    merge = release(fork(repeated), "v1.1.0", repeated.commit)

    assert refused(merge) == ("gate", "The environment before ran this commit")
    assert f"the branch staging never pointed to {repeated.commit}" in merge.log


def test_a_tag_on_a_merge_that_staging_did_run_is_refused_by_the_image(first: Chapter, fork: Fork) -> None:
    """Staging was made at the first commit, whose pin is another's: its image is not that of its sources."""
    merge = release(fork(first), "v0.1.0", first.commit)

    assert refused(merge) == ("gate", "The images are those of these sources")


def test_of_two_commits_that_were_pushed_at_once_only_the_last_can_be_released(first: Chapter, fork: Fork) -> None:
    hosting = fork(first)
    passed = hosting.push("Say it better", PROSE)
    deploy(hosting, hosting.push("Say it even better", PROSE))

    assert refused(release(hosting, "v1.0.0", passed)) == ("gate", "The environment before ran this commit")


def test_an_edit_of_dist_by_hand_is_refused(first: Chapter, fork: Fork) -> None:
    """The pipeline would have rendered over it: somebody moved staging by hand, too."""
    hosting = fork(first)
    stale = hosting.push("Only this once", {DEPLOYMENT.format("production"): ("cpu: 100m", "cpu: 120m")})
    hosting.force("staging", stale)

    assert refused(release(hosting, "v1.0.0", stale)) == ("gate", "dist/ is what the settings say")


def test_a_parameter_that_only_staging_has_is_refused(first: Chapter, fork: Fork, parameters: list[str]) -> None:
    [name, *_] = [each for each in parameters if "/production/" in each]
    hosting = fork(first)
    ssm_backends[ACCOUNT][REGION].delete_parameter(name)
    try:
        said = release(hosting, "v1.0.0", hosting.head("staging"))
    finally:
        put(name)

    assert refused(said) == ("verify", EXIST)
    assert name in said.log


def test_a_build_of_other_sources_than_its_pin_names_is_refused(first: Chapter, fork: Fork) -> None:
    hosting = fork(first)
    hosting.rename(f"sha-{first.commit}", f"sha-{'0' * 40}")
    said = release(hosting, "v1.0.0", hosting.head("staging"))

    assert refused(said) == ("verify", EXIST)
    assert f"has the tags sha-{'0' * 40}, and not sha-{first.commit}" in said.log


@pytest.mark.parametrize("made", [True, False], ids=["without reviewers", "never made"])
def test_a_release_that_would_ask_nobody_is_refused(first: Chapter, fork: Fork, made: bool) -> None:
    hosting = fork(first)
    hosting.reviewers = {"production": []} if made else {}
    said = release(hosting, "v1.0.0", hosting.head("staging"))

    assert refused(said) == ("stage", "Somebody will be asked")
    assert "the environment production has no required reviewers" in said.log


def test_a_release_of_older_workflows_than_those_of_main_goes_on(first: Chapter, fork: Fork) -> None:
    """GitHub lets no App move a branch there that may not write workflows."""
    hosting = fork(first)
    hosting.push("A newer action", WORKFLOW)
    said = release(hosting, "v1.0.0", hosting.head("staging"))

    assert said.after == {**said.before, "production": first.after["staging"]}


DOCTORED = """\
name: Release
on:
  push:
    tags: ["v*"]
permissions: {}
defaults:
  run:
    shell: bash
env:
  AWS_REGION: eu-west-3
jobs:
"""
JOB = """\
  {name}:
    runs-on: ubuntu-24.04
    permissions: {{contents: write, id-token: write}}
"""
CHECKOUT = f"""\
    steps:
      - uses: {used("actions/checkout")}
        with:
          fetch-depth: 0
          persist-credentials: false
"""
MOVE = """\
      - run: .github/scripts/promote production
        env:
          GH_TOKEN: ${{{{ {whose} }}}}
          TAG: v6.6.6
          COMMIT: ${{{{ github.sha }}}}
          EXPECTED: {production}
          BACK: "true"
"""
TOKEN = f"""\
      - id: app
        uses: {used("actions/create-github-app-token")}
        with:
          client-id: ${{{{ vars.APP_CLIENT_ID }}}}
          private-key: ${{{{ secrets.APP_PRIVATE_KEY }}}}
          permission-contents: write
          permission-workflows: write
"""
ROLE = f"""\
      - uses: {used("aws-actions/configure-aws-credentials")}
        with:
          role-to-assume: arn:aws:iam::123456789012:role/my-project-{{role}}
          aws-region: eu-west-3
      - run: .github/scripts/tag-image my-project/backend {{digest}} v6.6.6
"""


def test_a_doctored_tag_whose_own_workflow_has_no_gates_changes_nothing(first: Chapter, fork: Fork) -> None:
    """GitHub runs the workflow of the tagged commit: its author may ask for any environment, role and permission."""
    hosting, digest = fork(first), first.pin()["digest"]
    move = MOVE.format(whose="github.token", production=hosting.head("production"))
    as_app = MOVE.format(whose="steps.app.outputs.token", production=hosting.head("production"))
    jobs = {
        "key": f"    environment: pipeline\n{CHECKOUT}{TOKEN}{as_app}",
        "approval": f"    environment: production\n{CHECKOUT}{ROLE.format(role='release', digest=digest)}",
        "token": f"{CHECKOUT}{move}",
        **{role: f"{CHECKOUT}{ROLE.format(role=role, digest=digest)}" for role in ("push", "verify", "release")},
    }
    text = DOCTORED + "".join(JOB.format(name=name) + job for name, job in jobs.items())
    doctored = hosting.aside(hosting.head("staging"), {".github/workflows/release_on_tag.yml": text})
    hosting.tag("v6.6.6", doctored)
    said = begun_with(hosting, doctored, "release_on_tag.yml", runner.tagged("v6.6.6", doctored))

    assert said.results == dict.fromkeys(jobs, "failure")
    assert {name: job.failed for name, job in said.run.items()} == {
        **dict.fromkeys(("key", "approval"), "environment"),
        "token": ".github/scripts/promote production",
        **dict.fromkeys(("push", "verify", "release"), "aws-actions/configure-aws-credentials"),
    }
    assert (said.after, hosting.tags_of(digest)) == (said.before, [f"sha-{first.commit}"])


def test_what_moves_production_while_the_approval_waits_stops_the_release(first: Chapter, fork: Fork) -> None:
    hosting = fork(first)
    other = hosting.push("Meanwhile", PROSE)
    staging = hosting.head("staging")
    said = release(hosting, "v1.0.0", staging, {"promote": lambda: hosting.force("production", other)})

    assert (said.run["promote"].failed, said.after["production"]) == ("Move the branch", other)
    assert f"it is at {other}; the plan was against {first.commit}" in said.log


# --- and back --------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def again(repeated: Chapter, fork: Fork) -> Chapter:
    """The next release."""
    return release(fork(repeated), "v1.1.0", repeated.after["staging"])


def test_the_next_release_moves_production_on(repeated: Chapter, again: Chapter) -> None:
    assert again.after == {**again.before, "production": repeated.after["staging"]}
    assert again.hosting.tags_of(again.pin("production")["digest"]) == [f"sha-{repeated.commit}", "v1.1.0"]


def test_a_tag_that_is_pushed_never_moves_production_back(again: Chapter, fork: Fork) -> None:
    back = release(fork(again), "v1.1.1", again.before["production"])

    assert refused(back) == ("gate", "Plan")
    assert "::error title=That is a way back::" in back.log


def by_hand(hosting: Hosting, commit: str, **inputs: str) -> Chapter:
    """*Run workflow*, on main."""
    event = runner.by_hand(hosting.head("main"), **inputs)
    return begun_with(hosting, commit, "release_on_tag.yml", event)


def test_nor_does_an_older_tag_by_hand_where_nobody_said_back(again: Chapter, fork: Fork) -> None:
    said = by_hand(fork(again), again.before["production"], tag="v1.0.0")

    assert refused(said) == ("gate", "Plan")


@pytest.fixture(scope="module")
def back(again: Chapter, fork: Fork) -> Chapter:
    """The older tag by hand, on main, where workflows are others by now."""
    hosting = fork(again)
    hosting.push("A newer action", WORKFLOW)
    return by_hand(hosting, again.before["production"], tag="v1.0.0", back="true")


def test_by_hand_an_older_tag_moves_production_back(released: Chapter, again: Chapter, back: Chapter) -> None:
    assert back.results == PROMOTED
    assert back.after == {**back.before, "production": released.after["production"]}
    assert back.run["gate"].summary.startswith(f"## production, v1.0.0: BACK from {again.after['production'][:12]} to ")


def test_a_roll_back_makes_no_second_release(back: Chapter) -> None:
    calls = [row["call"] for row in back.hosting.desk.asked]

    assert calls.count("release create v1.0.0") == 1
    assert calls[-1] == "release view v1.0.0"


# --- two pushes in quick succession ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def race(first: Chapter, fork: Fork) -> tuple[Chapter, Chapter]:
    """An older run, and the newer one that is done before the older is about to deploy."""
    hosting, newer = fork(first), list[Chapter]()
    older = hosting.push("The older", APP)
    meanwhile = {"deploy": lambda: newer.append(deploy(hosting, hosting.push("The newer", SETTINGS)))}
    return deploy(hosting, older, meanwhile), newer[0]


def test_the_older_run_loses_with_a_notice(race: tuple[Chapter, Chapter]) -> None:
    older, newer = race

    assert older.results == DEPLOYED
    assert f"::notice title=Overtaken::main moved on to {newer.after['main']}" in older.log
    assert "Fast-forward" not in older.run["deploy"].steps


def test_staging_ends_at_the_newer(race: tuple[Chapter, Chapter]) -> None:
    older, newer = race

    assert older.after == newer.after
    assert older.after["staging"] == older.after["main"]
    assert older.pin("staging")["source"] == newer.commit
    assert older.hosting.moves("staging")[-2:] == [older.before["staging"], newer.after["main"]]


def test_the_newer_holds_what_the_older_was_about(race: tuple[Chapter, Chapter]) -> None:
    """Its image is built from the sources of both: the pin that it saw was that of neither."""
    older, newer = race

    assert "another build" in older.hosting.show(f"{newer.commit}:app/src/Kernel.php")
    assert newer.results["image"] == "success"


def test_an_older_run_that_commits_nothing_leaves_staging_at_the_newer(first: Chapter, fork: Fork) -> None:
    hosting, newer = fork(first), list[Chapter]()
    older = hosting.push("The older", PROSE)
    meanwhile = {"deploy": lambda: newer.append(deploy(hosting, hosting.push("The newer", PROSE)))}
    said = deploy(hosting, older, meanwhile)

    assert said.after["staging"] == newer[0].commit
    assert f"::notice title=staging::has {older} already; it is at {newer[0].commit}" in said.log
