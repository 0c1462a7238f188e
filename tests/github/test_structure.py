"""What holds for every workflow: least permissions, pinned actions, nothing untrusted in a shell, roles kept apart."""

from __future__ import annotations

import re

import pytest

from tests.github.workflows import (
    ACTIONS,
    ACTIONS_OF_OTHERS,
    FILES,
    NAMES,
    PIN,
    ROOT,
    SCRIPTS,
    Job,
    conditions,
    job,
    jobs,
    steps,
    uses,
    workflow,
)

JOBS = pytest.mark.parametrize("each", jobs(), ids=lambda each: f"{each.file}:{each.name}")
WORKFLOWS = pytest.mark.parametrize("name", NAMES)

ROLES = {
    ("default.yml", "image"): "push",
    ("default.yml", "verify"): "verify",
    ("infra-as-code.yml", "apply"): "apply",
    ("infra-as-code.yml", "plan"): "plan",
    ("pull-request.yml", "secrets"): "verify",
    ("release_on_tag.yml", "approve"): "release",
    ("release_on_tag.yml", "verify"): "verify",
}
ENVIRONMENTS = {
    ("default.yml", "deploy"): "pipeline",
    ("default.yml", "healthy"): "pipeline",
    ("infra-as-code.yml", "apply"): "infrastructure",
    ("release_on_tag.yml", "approve"): "${{ needs.stage.outputs.approval }}",
    ("release_on_tag.yml", "healthy"): "pipeline",
    ("release_on_tag.yml", "promote"): "pipeline",
}
WRITES = {
    ("default.yml", "image"): {"attestations", "id-token"},
    ("default.yml", "verify"): {"id-token"},
    ("infra-as-code.yml", "apply"): {"id-token"},
    ("infra-as-code.yml", "comment"): {"pull-requests"},
    ("infra-as-code.yml", "plan"): {"id-token"},
    ("pull-request.yml", "code-scanning"): {"security-events"},
    ("pull-request.yml", "comment"): {"pull-requests"},
    ("pull-request.yml", "secrets"): {"id-token"},
    ("release_on_tag.yml", "approve"): {"id-token"},
    ("release_on_tag.yml", "next"): {"actions"},
    ("release_on_tag.yml", "start"): {"actions"},
    ("release_on_tag.yml", "verify"): {"id-token"},
}
PROJECT = re.findall(r'^  project += "(.+)"$', (ROOT / "deploy/terragrunt/root.hcl").read_text(), re.MULTILINE)[0]
"""What names of roles begin with: Terragrunt makes them."""
PROJECT_CODE = re.compile(r"\bmake\b|plainsail|python|smoke-test|terraform|terragrunt|composer|phpstan")


def test_there_are_six() -> None:
    delivery = ["default.yml", "infra-as-code.yml", "pull-request.yml", "release_on_tag.yml"]

    assert sorted(["cluster.yml", "tests.yml", *delivery]) == NAMES


FLEET = ("default.yml", "pull-request.yml", "release_on_tag.yml")


@pytest.mark.parametrize("name", FLEET)
def test_no_app_no_environment_and_no_account_is_named(name: str) -> None:
    """The registry says which there are: a further one changes no workflow."""
    text = str(workflow(name)["jobs"])

    assert re.findall(r"backend|staging|production|\b[0-9]{12}\b|eu-west|image/Dockerfile", text) == []


@pytest.mark.parametrize("name", FLEET)
def test_what_brings_a_change_to_a_cluster_needs_the_tool_alone(name: str) -> None:
    """Not the library's own Makefile, tests and generators: a project that only uses the library has none."""
    commands = [step.run for step in steps() if step.file == name]
    scripts = {script for each in jobs() if each.file == name for script in each.scripts}
    texts = [*commands, *((SCRIPTS / script).read_text(encoding="utf-8") for script in scripts)]

    assert len(scripts) > 5
    assert [text for text in texts if re.search(r"\bmake\b(?! -C)|\btools/|\btests/|pytest|main\.py", text)] == []


@WORKFLOWS
def test_nothing_is_permitted_that_a_job_does_not_ask_for(name: str) -> None:
    assert workflow(name)["permissions"] == {}


@WORKFLOWS
def test_commands_run_in_bash(name: str) -> None:
    """Said by name, it stops at the first failure of a pipe, too."""
    assert workflow(name)["defaults"] == {"run": {"shell": "bash"}}


@JOBS
def test_every_job_says_what_it_may(each: Job) -> None:
    """And it may check out, unless it does not: what a tag itself runs sees nothing of the repository."""
    reads = any(step.action == "actions/checkout" for step in each.steps)

    assert each.content["permissions"].get("contents") == ("read" if reads else None)


def test_what_jobs_may_write_is_known() -> None:
    found = {
        (each.file, each.name): {what for what, how in each.content["permissions"].items() if how == "write"}
        for each in jobs()
    }

    assert {where: what for where, what in found.items() if what} == WRITES


@JOBS
def test_every_job_ends(each: Job) -> None:
    assert 0 < each.content["timeout-minutes"] <= 60


@JOBS
def test_every_job_runs_on_a_version_that_is_said(each: Job) -> None:
    assert each.content["runs-on"] == "ubuntu-24.04"


def test_every_action_is_pinned_and_its_version_said() -> None:
    odd = {line.strip().removeprefix("- ") for line in uses() if not PIN.match(line)}

    assert odd == {"uses: $/.github/actions/set-up"}


def test_only_known_actions_run_each_in_one_version() -> None:
    pins = {(found["action"], found["commit"], found["version"]) for line in uses() if (found := PIN.match(line))}

    assert sorted(name for name, _, _ in pins) == sorted(ACTIONS_OF_OTHERS)


@pytest.mark.parametrize(
    "line",
    [
        "uses: actions/checkout@v7",
        "uses: actions/checkout@v7.0.1 # v7.0.1",
        f"uses: actions/checkout@{'a' * 40}",
        f"uses: actions/checkout@{'a' * 40} # v7",
        f"uses: actions/checkout@{'a' * 39} # v7.0.1",
        f"uses: actions/checkout@{'a' * 40} # v7.0.1 or so",
    ],
)
def test_what_is_no_pin_would_be_found(line: str) -> None:
    assert not PIN.match(line)


def test_the_answer_of_a_command_is_kept_before_it_is_used() -> None:
    """To bash the failure of a command within another's words is none: `echo "digest=$(find ...)"` succeeds."""
    texts = [(f"{step.file}:{step.job}", step.run) for step in steps()]
    texts += [(script.name, script.read_text(encoding="utf-8")) for script in SCRIPTS.iterdir()]
    lines = [(where, line) for where, text in texts for line in text.splitlines() if not line.lstrip().startswith("#")]
    kept = re.compile(r"\s*(?:if )?\w+=")

    used = [
        (where, line)
        for where, line in lines
        for found in re.finditer(r'\$\((?!dirname "\$0"\))', line)
        if not kept.fullmatch(line[: found.start()])
    ]
    assert len(lines) > 300
    assert used == []


def test_no_checkout_leaves_a_token_behind() -> None:
    checkouts = [step for step in steps() if step.action == "actions/checkout"]

    assert checkouts
    assert [step for step in checkouts if step.given.get("persist-credentials") is not False] == []


def test_no_value_is_written_into_a_command() -> None:
    """What is put into a script by the runner is code; what comes by `env` is not."""
    assert [step for step in steps() if "${{" in step.run] == []


def test_no_failure_is_hushed_up() -> None:
    hushed = re.compile(r"\|\| *(?:true|:)(?:\s|$)")
    texts = {file.name: file.read_text(encoding="utf-8") for file in (*FILES, *ACTIONS)}

    assert [name for name, text in texts.items() if hushed.search(text) or "continue-on-error" in text] == []


@WORKFLOWS
def test_nothing_runs_for_strangers_with_our_rights(name: str) -> None:
    assert {"pull_request_target", "workflow_run", "issue_comment"} & set(workflow(name)["on"]) == set()


@JOBS
def test_no_job_has_two_roles(each: Job) -> None:
    roles = [step.given["role-to-assume"] for step in each.steps if "role-to-assume" in step.given]
    role = ROLES.get((each.file, each.name))

    account = "env.AWS_ACCOUNT" if each.file == "infra-as-code.yml" else "matrix.account"
    assert roles == ([f"arn:aws:iam::${{{{ {account} }}}}:role/{PROJECT}-{role}"] if role else [])


@JOBS
def test_only_a_job_with_a_role_or_a_signature_identifies_itself(each: Job) -> None:
    assert (each.content["permissions"].get("id-token") == "write") == ((each.file, each.name) in ROLES)


def test_the_environments_are_those_that_the_roles_trust() -> None:
    found = {(each.file, each.name): each.content.get("environment") for each in jobs()}

    assert {where: name for where, name in found.items() if name} == ENVIRONMENTS


@JOBS
def test_secrets_are_those_of_an_environment(each: Job) -> None:
    """Whoever can push a branch can read the repository's secrets, but not those of an environment."""
    assert ("secrets." in str(each.content)) == (each.content.get("environment") == "pipeline")


def mints(each: Job) -> bool:
    """Whether a job makes the App's token."""
    return any(step.action == "actions/create-github-app-token" for step in each.steps)


def test_the_app_is_used_in_its_environment_only() -> None:
    assert {(each.file, each.name) for each in jobs() if mints(each)} == {
        ("default.yml", "deploy"),
        ("release_on_tag.yml", "promote"),
    }


def writes(each: Job) -> bool:
    """Whether a job holds a token that changes the repository."""
    return mints(each) or bool({"pull-requests", "security-events"} & WRITES.get((each.file, each.name), set()))


@pytest.mark.parametrize("each", [*filter(writes, jobs())], ids=lambda each: f"{each.file}:{each.name}")
def test_where_a_token_writes_no_code_of_the_project_runs(each: Job) -> None:
    assert [step for step in each.steps if PROJECT_CODE.search(step.run) or step.action.startswith(("$", "."))] == []


@pytest.mark.parametrize("each", [*filter(mints, jobs())], ids=lambda each: f"{each.file}:{each.name}")
def test_the_token_of_the_app_can_move_branches_and_nothing_else(each: Job) -> None:
    """To where workflows are others than those of main, too: an older tag, or main while it moves on."""
    [made] = [step.given for step in each.steps if step.action == "actions/create-github-app-token"]

    assert {key: value for key, value in made.items() if key.startswith("permission-")} == {
        "permission-contents": "write",
        "permission-workflows": "write",
    }


@pytest.mark.parametrize("name", ["code-scanning", "comment"])
def test_a_pull_request_brings_no_scripts_to_a_token_that_writes(name: str) -> None:
    [checkout] = [step for step in job("pull-request.yml", name).steps if step.action == "actions/checkout"]

    assert checkout.given["ref"] == "${{ github.event.pull_request.base.sha }}"


FORK = "github.event.pull_request.head.repo.full_name==github.repository"


@pytest.mark.parametrize(
    ("file", "name"),
    [("pull-request.yml", "code-scanning"), ("pull-request.yml", "comment"), ("infra-as-code.yml", "plan")],
)
def test_a_fork_is_left_out_where_it_has_no_rights(file: str, name: str) -> None:
    assert FORK in conditions(job(file, name).content["if"])


def test_a_fork_is_told_that_its_secrets_are_not_verified() -> None:
    said, *others = job("pull-request.yml", "secrets").steps
    asking = [step for step in others if step.given.get("role-to-assume") or "parameters" in step.scripts]

    assert conditions(said.content["if"]) == FORK.replace("==", "!=")
    assert "GITHUB_STEP_SUMMARY" in said.run
    assert [conditions(step.content["if"]) for step in asking] == [FORK, FORK]


def test_caches_are_kept_in_pull_requests_only() -> None:
    """What a pull request puts into a cache must never reach an image."""
    keeps = {"true", "${{ github.event_name == 'pull_request' }}"}
    cached = {step.file for step in steps() if step.given.get("cache") in keeps or "cache-from" in step.given}

    assert cached == {"cluster.yml", "pull-request.yml"}


def test_a_week_begins_with_a_cluster_that_takes_the_sample() -> None:
    """By hand as well; a pull request asks the API server alone."""
    assert {"pull_request", "schedule", "workflow_dispatch"} == workflow("cluster.yml")["on"].keys()
    assert "if" not in job("cluster.yml", "cluster").content
    assert conditions(job("cluster.yml", "gitops").content["if"]) == "github.event_name!='pull_request'"
    for name in ("cluster", "gitops"):
        assert any(f"make test-{name}" in step.run for step in job("cluster.yml", name).steps)


def test_a_newer_push_drops_no_deployment() -> None:
    assert workflow("default.yml")["concurrency"] == {
        "group": "${{ github.workflow }}-${{ github.sha }}",
        "cancel-in-progress": False,
    }


@pytest.mark.parametrize("name", ["default.yml", "release_on_tag.yml"])
def test_no_deployment_is_stopped_half_way(name: str) -> None:
    assert workflow(name)["concurrency"]["cancel-in-progress"] is False


def test_applies_stand_in_line() -> None:
    assert job("infra-as-code.yml", "apply").content["concurrency"] == {
        "group": "infrastructure-apply",
        "cancel-in-progress": False,
    }


@pytest.mark.parametrize(
    ("file", "name", "before", "why"),
    [
        ("default.yml", "render", "image", "needs.fleet.outputs.images=='[]'"),
        ("default.yml", "deploy", "verify", "needs.render.outputs.places=='[]'"),
        ("release_on_tag.yml", "approve", "verify", "needs.gate.outputs.places=='[]'"),
        ("release_on_tag.yml", "promote", "verify", "needs.gate.outputs.places=='[]'"),
        ("release_on_tag.yml", "promote", "approve", "needs.stage.outputs.approval==''"),
        ("release_on_tag.yml", "next", "healthy", "vars.ARGOCD_SERVER==''"),
    ],
)
def test_a_job_is_gone_past_only_where_there_was_nothing_for_it_to_do(
    file: str, name: str, before: str, why: str
) -> None:
    said = conditions(job(file, name).content["if"])

    assert said.startswith("!cancelled()&&")
    assert f"(needs.{before}.result=='success'||(needs.{before}.result=='skipped'&&{why}))" in said


def test_the_image_is_tried_before_it_is_pinned() -> None:
    commands = [step.run for step in job("default.yml", "image").steps]

    assert ".github/scripts/smoke-test" in commands[-1]
    assert "image" in job("default.yml", "render").content["needs"]
    assert "needs.image.result=='success'" in conditions(job("default.yml", "render").content["if"])


@pytest.mark.parametrize("each", [each for each in jobs() if (each.file, each.name) in ROLES], ids=str)
def test_packages_are_set_up_before_there_are_credentials_of_aws(each: Job) -> None:
    actions = [step.action for step in each.steps]
    role = actions.index("aws-actions/configure-aws-credentials")

    assert "$/.github/actions/set-up" not in actions[role:]


def test_packages_find_no_identity_to_ask_for_in_their_environment() -> None:
    """Any step of a job that may identify itself could ask for credentials: the two variables are all that it takes."""
    [packages] = [step.run for step in steps() if step.file == "set-up" and step.run]
    text = (SCRIPTS / "set-up").read_text(encoding="utf-8")
    names = ("ACTIONS_ID_TOKEN_REQUEST_TOKEN", "ACTIONS_ID_TOKEN_REQUEST_URL", "ACTIONS_RUNTIME_TOKEN")

    assert packages == '.github/scripts/set-up "$FOLDER"'
    assert f"bare=(env {' '.join(f'-u {name}' for name in names)})" in text
    run = [line for line in text.splitlines() if re.search(r"make -C|python|plainsail\" --version", line)]
    assert len(run) == 4
    assert [line for line in run if not re.match(r'(exec |  exec )?\s*"\$\{bare\[@\]\}"', line)] == []


def test_provenance_is_signed_by_the_run_that_built_and_looked_for_by_others() -> None:
    said = {step.content.get("name"): step.content.get("if") for step in job("default.yml", "image").steps}

    assert said["Build and push"] == said["Sign the provenance"] == "steps.found.outputs.digest == ''"
    assert said["The provenance of what was found"] == "steps.found.outputs.digest != ''"


def test_a_plan_that_never_was_is_not_commented() -> None:
    plan, comment = job("infra-as-code.yml", "plan"), job("infra-as-code.yml", "comment")
    [kept] = [step for step in plan.steps if step.action == "actions/upload-artifact"]

    assert plan.content["outputs"] == {"plan": f"${{{{ steps.{kept.content['id']}.outputs.artifact-id }}}}"}
    assert conditions(comment.content["if"]) == (
        "!cancelled()&&github.event_name=='pull_request'&&needs.plan.outputs.plan!=''"
    )


def test_what_steps_write_for_later_jobs_is_no_part_of_the_checkout() -> None:
    paths = {step.given["path"] for step in steps() if step.action == "actions/upload-artifact"}

    assert {path for path in paths if not path.startswith("${{ runner.temp }}/")} == {"dist/\nenvs/*/image.json\n"}


def test_infrastructure_is_not_applied_where_nobody_would_be_asked() -> None:
    apply, approvers = job("infra-as-code.yml", "apply"), job("infra-as-code.yml", "approvers")

    assert apply.content["needs"] == ["plan", "approvers"]
    assert apply.content["if"] == approvers.content["if"] == "github.event_name == 'push'"
    assert f".github/scripts/approvers {apply.content['environment']}" in [step.run for step in approvers.steps]


def test_a_branch_is_moved_after_the_gates_and_the_approval_alone() -> None:
    approve, promote = job("release_on_tag.yml", "approve"), job("release_on_tag.yml", "promote")

    assert approve.content["needs"] == ["stage", "gate", "verify"]
    assert promote.content["needs"] == ["stage", "gate", "verify", "approve"]
    assert [[step.run.split()[0] for step in each.steps if step.run] for each in (approve, promote)] == [
        [".github/scripts/tag-images"],
        [".github/scripts/promote", ".github/scripts/github-release"],
    ]
    for each in (approve, promote):
        assert conditions(each.content["if"]).startswith("!cancelled()&&needs.gate.result=='success'&&")


def test_who_is_asked_and_which_branch_is_moved_no_code_of_the_project_decides() -> None:
    """A package that is rotten could say that nobody is to be asked: what a review has seen does."""
    stage, promote = job("release_on_tag.yml", "stage"), job("release_on_tag.yml", "promote")
    [asked] = {job("release_on_tag.yml", "approve").content["environment"]}
    [moved] = [step.content["env"]["BRANCH"] for step in promote.steps if "promote" in step.run]

    assert (asked, moved) == ("${{ needs.stage.outputs.approval }}", "${{ needs.stage.outputs.ref }}")
    assert [step for step in stage.steps if PROJECT_CODE.search(step.run) or step.action.startswith("$")] == []
    for name in ("stage", "advance"):
        text = (SCRIPTS / name).read_text(encoding="utf-8")
        assert ".github/promotion.json" in text
        assert not PROJECT_CODE.search(text)


def test_the_file_that_decides_is_compared_with_the_settings_before_anything_else() -> None:
    for file, name in (("pull-request.yml", "verify"), ("default.yml", "fleet")):
        assert "promotion" in job(file, name).scripts


def test_all_that_a_tag_does_is_to_start_the_workflow_of_main() -> None:
    """GitHub runs the workflow of the tagged commit, whoever wrote that."""
    start, stage = job("release_on_tag.yml", "start"), job("release_on_tag.yml", "stage")
    [step] = start.steps

    assert start.content["if"] == "github.event_name == 'push'"
    assert step.run == 'gh workflow run release_on_tag.yml --repo "$REPOSITORY" --ref main -f "tag=$TAG"'
    assert stage.content["if"] == "github.event_name == 'workflow_dispatch'"
    assert [name for name in ("gate", "next") if "stage" not in job("release_on_tag.yml", name).content["needs"]] == []


def test_the_run_that_a_tag_starts_neither_waits_for_the_tag_s_own_nor_takes_its_place() -> None:
    group = workflow("release_on_tag.yml")["concurrency"]["group"]

    assert group.startswith("${{ github.workflow }}-${{ github.event_name }}-${{ inputs.tag || github.ref_name }}-")


def test_a_run_says_what_it_is_about_to_whoever_approves_it() -> None:
    said = workflow("release_on_tag.yml")["run-name"]

    assert said.split("\n")[0].startswith(
        "${{ inputs.back && 'Back to' || 'Release' }} ${{ inputs.tag || github.ref_name }}"
    )
    assert "${{ inputs.environment }}" in said


def test_a_release_goes_back_only_where_somebody_says_so() -> None:
    back = workflow("release_on_tag.yml")["on"]["workflow_dispatch"]["inputs"]["back"]

    assert (back["type"], back["default"]) == ("boolean", False)


def test_a_release_passes_all_of_its_gates() -> None:
    asked = [step.run for name in ("stage", "gate", "verify") for step in job("release_on_tag.yml", name).steps]

    gates = [
        ".github/scripts/resolve-tag",
        '.github/scripts/stage "$ENVIRONMENT"',
        '.github/scripts/approvers "$APPROVAL"',
        '../.github/scripts/ran-on "$BEFORE"',
        ".venv/bin/plainsail image show --check",
        ".venv/bin/plainsail synth --check",
        ".venv/bin/plainsail check --strict",
        '../.github/scripts/release-plan "$ENVIRONMENT" "$BRANCH"',
        "../.github/scripts/exists",
    ]
    assert [gate for gate in gates if gate not in asked] == []


def test_the_gates_of_a_release_are_those_of_the_workflow() -> None:
    """A roll-back to an old tag is judged by the scripts of today."""
    for name in ("stage", "gate", "verify", "approve", "promote", "healthy"):
        [first, *_] = [step for step in job("release_on_tag.yml", name).steps if step.action == "actions/checkout"]

        assert first.given["ref"] == "${{ github.workflow_sha }}"
        assert "path" not in first.given
