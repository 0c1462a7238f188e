"""`plainsail secrets verify`: what is said, and when it exits 0 or 1."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.plainsail.clones import edit, number_of
from tests.plainsail.parameter_store import Answer, Door, put
from tests.plainsail.secret_projects import FOLDER, KEYS, external_secret, misspell, plant_many

Secrets = Callable[..., tuple[int, str, str]]
BASE = "envs/backend/base.py"


@pytest.mark.usefixtures("aws")
def test_all_there_is_one_line(secrets: Secrets) -> None:
    put(*KEYS)

    assert secrets("verify", "staging") == (0, "2 parameters: all there\n", "")


@pytest.mark.usefixtures("aws")
def test_a_typo_is_found_with_the_line_that_says_it(secrets: Secrets, root: Path) -> None:
    put(*KEYS)
    misspell(root)
    line = number_of(root / BASE, "service_api_kye")

    code, out, err = secrets("verify", "staging")

    assert (code, err) == (1, "")
    assert out.splitlines() == [
        "error[parameter-missing] staging  ExternalSecret/backend spec.data[APP_SERVICE_API_KEY].remoteRef",
        f"  {FOLDER}/service_api_kye does not exist; there is",
        f"  {KEYS[1]}, with 'service_api_key' for 'service_api_kye'",
        f'  set by  {BASE}:{line}  "APP_SERVICE_API_KEY": "service_api_kye",',
        "  fix     create it, or mend the path",
        "",
        "2 parameters: 1 error",
    ]


@pytest.mark.usefixtures("aws")
def test_a_parameter_that_only_another_environment_has_is_named(secrets: Secrets) -> None:
    put(*KEYS)

    _, out, _ = secrets("verify", "production")

    assert f"does not exist; there is {KEYS[0]}, in the folder of staging" in " ".join(out.split())


@pytest.mark.usefixtures("aws")
def test_a_warning_does_not_stop_anybody(secrets: Secrets) -> None:
    put(KEYS[0])
    put(KEYS[1], kind="String")

    code, out, _ = secrets("verify", "staging/backend")

    assert (code, out.splitlines()[-1]) == (0, "2 parameters: 1 warning")


@pytest.mark.usefixtures("aws")
def test_idle_parameters_are_told_when_asked_for(secrets: Secrets) -> None:
    put(*KEYS, f"{FOLDER}/idle", "/param/my-project/other/idle")

    assert secrets("verify", "staging")[1] == "2 parameters: all there\n"
    code, out, _ = secrets("verify", "staging", "--unused")
    assert (code, out.splitlines()[:2]) == (
        0,
        ["warning[parameter-unused] staging", f"  {FOLDER}/idle: nothing uses it"],
    )


@pytest.mark.usefixtures("aws")
def test_what_another_object_uses_is_not_idle(secrets: Secrets, root: Path) -> None:
    put(*KEYS, f"{FOLDER}/more")
    plant_many(root, [f"{FOLDER}/more"])

    assert secrets("verify", "staging/backend", "--unused")[1] == "3 parameters: all there\n"


@pytest.mark.usefixtures("aws")
def test_environments_in_two_regions_are_asked_for_each_in_its_own(secrets: Secrets, root: Path) -> None:
    staging = root / "envs/backend/staging.py"
    edit(staging, "import change", "import Aws, change")
    edit(staging, "    hpa =", '    aws = Aws(account="123456789012", region="eu-west-1")\n    hpa =')
    put(*KEYS, region="eu-west-1")
    put(*(key.replace("staging", "production") for key in KEYS))

    assert secrets("verify", "staging", "production") == (0, "4 parameters: all there\n", "")


@pytest.mark.usefixtures("aws")
def test_another_region_can_be_named(secrets: Secrets) -> None:
    put(*KEYS, region="us-east-1")

    assert [secrets("verify", "staging", *flags)[0] for flags in ([], ["--region", "us-east-1"])] == [1, 0]


@pytest.mark.usefixtures("aws")
def test_a_target_that_is_said_twice_is_asked_for_once(secrets: Secrets) -> None:
    put(*KEYS)

    assert secrets("verify", "staging", "staging/backend")[1] == "2 parameters: all there\n"


@pytest.mark.usefixtures("aws")
def test_for_scripts_standard_output_is_json_alone(secrets: Secrets) -> None:
    put(KEYS[0])

    code, out, err = secrets("verify", "staging", "--format", "json")

    report = json.loads(out)
    assert (code, err, report["version"]) == (1, "", 1)
    assert [(row["parameter"], row["exists"], row["severity"]) for row in report["parameters"]] == [
        (KEYS[0], True, None),
        (KEYS[1], False, "error"),
    ]


@pytest.mark.usefixtures("aws")
def test_for_a_workflow_run_a_missing_one_is_an_annotation_of_its_line(secrets: Secrets, root: Path) -> None:
    put(KEYS[0])
    line = number_of(root / BASE, "APP_SERVICE_API_KEY")

    code, out, err = secrets("verify", "staging", "--format", "github")

    assert (code, err) == (1, "")
    assert out == (
        f"::error file={BASE},line={line},title=parameter-missing::staging ExternalSecret/backend "
        f"spec.data[APP_SERVICE_API_KEY].remoteRef: {KEYS[1]} does not exist%0Afix: create it, or mend the path\n"
    )


@pytest.mark.usefixtures("aws")
def test_for_a_workflow_run_all_there_is_silence(secrets: Secrets) -> None:
    put(*KEYS)

    assert secrets("verify", "staging", "--format", "github") == (0, "", "")


@pytest.mark.parametrize("option", [["--list"], ["--explain", "parameter-missing"]])
def test_what_it_looks_for_is_said_without_asking_anybody(secrets: Secrets, option: list[str]) -> None:
    code, out, err = secrets("verify", *option)

    assert (code, out.split()[0], err) == (0, "parameter-missing", "")


def test_who_needs_nothing_needs_no_aws(secrets: Secrets, root: Path) -> None:
    edit(root / "envs/backend/staging.py", "    hpa =", "    external_secrets = None\n    hpa =")
    external_secret(root).unlink()

    assert secrets("verify", "staging") == (0, "no ExternalSecret needs a parameter\n", "")


def test_throttling_that_ends_is_not_noticed(secrets: Secrets, ssm: Door, pauses: list[float]) -> None:
    put(*KEYS)
    ssm.answers.extend([Answer("ThrottlingException", "Rate exceeded")] * 5)

    assert secrets("verify", "staging", "--endpoint-url", ssm.url) == (0, "2 parameters: all there\n", "")


def test_hundreds_are_asked_for_without_a_word(secrets: Secrets, ssm: Door, root: Path) -> None:
    """Progress is for terminals: standard error of a pipeline stays empty."""
    names = [f"/many/{number}" for number in range(230)]
    plant_many(root, names)
    put(*KEYS, *names)

    assert secrets("verify", "staging", "--endpoint-url", ssm.url) == (0, "232 parameters: all there\n", "")
