"""The sources of the application: they parse, and its packages fit its image."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from plainsail.delivery.dockerfile import read_dockerfile
from plainsail.yaml_reader import load_all
from tests.app.running import APP, AUTOLOAD, ROOT

SOURCES = sorted(
    path
    for path in [APP / "bin/console", AUTOLOAD, *APP.rglob("*.php")]
    if not {"vendor", "var"} & set(path.relative_to(ROOT).parts)
)


@pytest.fixture(scope="module")
def composer() -> dict[str, Any]:
    """What composer.json says."""
    read: dict[str, Any] = json.loads((APP / "composer.json").read_text(encoding="utf-8"))
    return read


def image_php() -> tuple[int, ...]:
    """The PHP of the image, from the tag of its base: 8.3."""
    path = "image/Dockerfile"
    base = read_dockerfile(path, (ROOT / path).read_text(encoding="utf-8")).final.base
    found = re.search(r"-php(\d+)\.(\d+)", base)
    assert found, base
    return int(found[1]), int(found[2])


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_a_source_parses(php: str, path: Path) -> None:
    ran = subprocess.run([php, "-l", str(path)], capture_output=True, text=True, check=False)

    assert ran.returncode == 0, ran.stdout


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_a_source_is_strict_about_types(path: Path) -> None:
    assert "\ndeclare(strict_types=1);\n" in path.read_text(encoding="utf-8")


def test_the_image_has_the_php_that_the_packages_are_chosen_for(composer: dict[str, Any]) -> None:
    major, minor, _ = (int(part) for part in composer["config"]["platform"]["php"].split("."))

    assert (major, minor) == image_php()


def test_the_image_has_a_php_that_the_application_allows(composer: dict[str, Any]) -> None:
    """`^8.3` is 8.3 and whatever follows it before 9."""
    found = re.fullmatch(r"\^(\d+)\.(\d+)", composer["require"]["php"])
    assert found
    major, minor = int(found[1]), int(found[2])

    assert (major, minor) <= image_php() < (major + 1, 0)


def test_one_version_of_symfony_is_asked_for(composer: dict[str, Any]) -> None:
    asked = {version for name, version in composer["require"].items() if name.startswith("symfony/")}

    assert asked == {"7.4.*"}


def test_every_package_that_a_source_uses_is_asked_for(composer: dict[str, Any]) -> None:
    """What comes along only because another package needs it may be gone tomorrow."""
    texts = "".join(path.read_text(encoding="utf-8") for path in SOURCES if path != AUTOLOAD)
    used = re.findall(r"^use (Psr|Symfony)(?:\\(?:Bundle|Component))?\\(\w+)\\", texts, re.MULTILINE)
    packages = {re.sub(r"\B(?=[A-Z])", "-", f"{vendor}/{name}").lower() for vendor, name in used}

    assert packages == composer["require"].keys() - {"php"}


def test_the_analyser_is_no_part_of_the_image(composer: dict[str, Any]) -> None:
    assert [name for name in composer["require"] if name.startswith("phpstan/")] == []


def test_the_analyser_looks_at_every_source_at_its_strictest() -> None:
    text = (APP / "phpstan.dist.neon").read_text(encoding="utf-8")
    paths = re.findall(r"^ {8}- (\S+)$", text, re.MULTILINE)

    assert re.search(r"^ {4}level: max$", text, re.MULTILINE)
    assert [path for path in SOURCES if path != AUTOLOAD and not any(path.is_relative_to(APP / p) for p in paths)] == []


def test_the_analyser_runs_where_github_looks_for_its_annotations(composer: dict[str, Any]) -> None:
    """It names files as seen from where it runs: in `app/`, no annotation would meet a line of the pull request."""
    command = composer["scripts"]["phpstan"].removeprefix("cd .. && ")
    workflows = [load_all(path.read_text(encoding="utf-8"))[0] for path in (ROOT / ".github/workflows").glob("*.yml")]
    jobs = [job for workflow in workflows for job in workflow["jobs"].values()]
    [(job, step)] = [(job, step) for job in jobs for step in job.get("steps", []) if "phpstan" in step.get("run", "")]

    assert command.startswith("app/vendor/bin/phpstan analyse --configuration=app/phpstan.dist.neon ")
    assert step["run"] == f"{command} --error-format=github"
    assert not {"defaults", "working-directory"} & {*job, *step}
