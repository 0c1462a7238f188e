"""The rules of the house: registries are complete, each module has its test, files stay small."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from charts import CHARTS
from envs import ENVIRONMENTS
from plainsail.commands import COMMANDS
from tests.plainsail.clones import SYNTH, run

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("constructs_lib/", "plainsail/")
NO_SHAPES = {
    "shape": "what all shapes are",
    "workload": "what stands beside the pods of several",
    "delivery": "what Argo CD is told about all of them",
}

TESTED_ELSEWHERE = {
    # Module: the test that holds it, and whose name says what it is for.
    "constructs_lib/settings/containers.py": "constructs_lib/settings/test_values.py",
    "constructs_lib/settings/environment.py": "constructs_lib/settings/test_rules.py",
    "constructs_lib/settings/errors.py": "plainsail/test_mistakes.py",
    "constructs_lib/settings/escape.py": "constructs_lib/settings/test_values.py",
    "constructs_lib/settings/image.py": "plainsail/test_pins.py",
    "constructs_lib/settings/names.py": "constructs_lib/settings/test_rules.py",
    "constructs_lib/settings/network.py": "constructs_lib/settings/test_values.py",
    "constructs_lib/settings/platform.py": "constructs_lib/settings/test_values.py",
    "constructs_lib/settings/replicated.py": "constructs_lib/settings/test_rules.py",
    "constructs_lib/settings/scaling.py": "constructs_lib/settings/test_values.py",
    "constructs_lib/settings/secrets.py": "constructs_lib/settings/test_values.py",
    "constructs_lib/settings/web_service.py": "constructs_lib/settings/test_rules.py",
    "constructs_lib/settings/worker.py": "constructs_lib/settings/test_rules.py",
    "constructs_lib/settings/workload.py": "constructs_lib/settings/test_rules.py",
    "plainsail/delivery/dockerfile_lines.py": "plainsail/delivery/test_dockerfile.py",
    "plainsail/delivery/files.py": "plainsail/delivery/test_read.py",
    "plainsail/delivery/hcl_parser.py": "plainsail/delivery/test_hcl.py",
    "plainsail/delivery/hcl_tokens.py": "plainsail/delivery/test_hcl.py",
    "plainsail/errors.py": "plainsail/test_cli.py",
    "plainsail/examining.py": "plainsail/test_check.py",
    "plainsail/findings.py": "plainsail/test_judging.py",
    "plainsail/images/builds.py": "plainsail/images/test_pinning.py",
    "plainsail/images/finding.py": "plainsail/test_image.py",
    "plainsail/images/image_reports.py": "plainsail/test_image.py",
    "plainsail/kubernetes/disruptions.py": "plainsail/checks/test_disruption_budget_blocks_drains.py",
    "plainsail/kubernetes/external_secrets.py": "plainsail/checks/test_variable_without_source.py",
    "plainsail/kubernetes/groups.py": "plainsail/kubernetes/test_manifests.py",
    "plainsail/kubernetes/image_references.py": "plainsail/checks/test_image_may_move.py",
    "plainsail/kubernetes/own_image.py": "plainsail/checks/test_image_user_differs.py",
    "plainsail/kubernetes/providers.py": "plainsail/checks/test_variable_without_source.py",
    "plainsail/kubernetes/resource.py": "plainsail/kubernetes/test_manifests.py",
    "plainsail/kubernetes/scopes.py": "plainsail/checks/test_outside_namespace.py",
    "plainsail/kubernetes/volumes.py": "plainsail/checks/test_volume_without_source.py",
    "plainsail/kubernetes/waves.py": "plainsail/checks/test_wave_too_late.py",
    "plainsail/__main__.py": "plainsail/test_project.py",
    "plainsail/cdk8s_app.py": "plainsail/test_cdk8s_app.py",
    "plainsail/complaints.py": "plainsail/test_mistakes.py",
    "plainsail/outcome.py": "plainsail/test_cli.py",
    "plainsail/rendering.py": "test_properties.py",
}


def ours(*, tracked: bool = False) -> list[Path]:
    """Every file that is part of the repository, or is about to be unless `tracked`."""
    others = () if tracked else ("--others", "--exclude-standard")
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", *others], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode:
        pytest.skip("only git knows which files are ours")
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def modules(folder: str) -> set[str]:
    """The names of a folder's modules."""
    return {path.stem for path in (ROOT / folder).glob("*.py")} - {"__init__"}


def test_every_command_is_registered() -> None:
    assert {name.replace("-", "_") for name in COMMANDS} == modules("plainsail/commands")


def test_every_app_is_registered() -> None:
    folders = {path.parent.name for path in (ROOT / "envs").glob("*/__init__.py")}

    assert set(ENVIRONMENTS) == folders


def test_every_environment_of_an_app_is_registered() -> None:
    written = {f"envs.{app}.{name}" for app in ENVIRONMENTS for name in modules(f"envs/{app}") - {"base"}}

    assert {kind.__module__ for kinds in ENVIRONMENTS.values() for kind in kinds.values()} == written


def test_every_shape_is_used() -> None:
    used = {shape.__module__.rpartition(".")[2] for shape in CHARTS.values()}

    assert used | NO_SHAPES.keys() == modules("charts")


def is_tested(source: str) -> bool:
    """Whether a module has a test of its own name, or one of its package's name, or doctests."""
    path = Path(source)
    tests = [ROOT / "tests" / folder / f"test_{path.stem}.py" for folder in (path.parent, path.parent.parent)]
    tests.append(ROOT / "tests" / path.parent.parent / f"test_{path.parent.name}.py")
    tests.append(ROOT / "tests" / TESTED_ELSEWHERE.get(source, "-"))
    return any(test.is_file() for test in tests) or ">>> " in (ROOT / source).read_text(encoding="utf-8")


def test_every_module_has_its_test() -> None:
    names = [path.relative_to(ROOT).as_posix() for path in ours(tracked=True) if path.suffix == ".py"]
    sources = [name for name in names if name.startswith(PACKAGES) and not name.endswith("__init__.py")]

    assert [name for name in sources if not is_tested(name)] == []


@pytest.mark.parametrize(("source", "test"), list(TESTED_ELSEWHERE.items()))
def test_what_is_tested_elsewhere_is_there(source: str, test: str) -> None:
    assert (ROOT / source).is_file()
    assert (ROOT / "tests" / test).is_file()


LONG = {
    # What may be longer than the rest, and why.
    "imports/io/": "generated",
    "tests/": "one truth after the other",
}
LINES = 400


def test_files_of_code_stay_small() -> None:
    code = [path for path in ours() if path.suffix in (".py", ".mjs", ".sh") or path.name in ("Makefile", "run")]
    names = {path.relative_to(ROOT).as_posix(): path for path in code}

    long = [name for name, path in names.items() if len(path.read_bytes().splitlines()) > LINES]
    assert [name for name in long if not name.startswith(tuple(LONG))] == []


ONE_MACHINE = re.compile(r"(?<![\w.}])/(?:root|home/[a-z]+|Users/[a-z]+)/|index-url +http", re.IGNORECASE)
"""Paths and package indexes of one machine: what others could not use."""
GENERATED = ("requirements.txt", "package-lock.json", "imports/io/", "tests/test_house_rules.py")


def test_nothing_belongs_to_one_machine() -> None:
    said = []
    for path in ours():
        name = path.relative_to(ROOT).as_posix()
        if name.startswith(GENERATED):
            continue
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except UnicodeDecodeError:
            continue
        said += [f"{name}:{number}: {line}" for number, line in enumerate(lines, 1) if ONE_MACHINE.search(line)]

    assert said == []


def test_dist_is_what_the_settings_say() -> None:
    done = run((*SYNTH, "--check"), ROOT)

    assert (done.returncode, done.stdout, done.stderr) == (0, "", ""), "run `make synth` and commit dist/"
