"""The workflows and the composite action, parsed, and what every test asks of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from plainsail.yaml_reader import load_all

ROOT = Path(__file__).resolve().parents[2]
GITHUB = ROOT / ".github"
SCRIPTS = GITHUB / "scripts"
FILES = sorted((GITHUB / "workflows").glob("*.yml"))
ACTIONS = [ROOT / "action.yml", *sorted((GITHUB / "actions").glob("*/action.yml"))]
NAMES = [file.name for file in FILES]

PIN = re.compile(
    r"^\s*(?:- )?uses: (?P<action>[\w.-]+/[\w.-]+)@(?P<commit>[0-9a-f]{40}) # (?P<version>v\d+\.\d+\.\d+)$"
)
"""How an action of others is used: at a commit, with its version beside it, which Dependabot moves together."""
ACTIONS_OF_OTHERS = {
    "actions/attest-build-provenance",
    "actions/checkout",
    "actions/create-github-app-token",
    "actions/download-artifact",
    "actions/setup-python",
    "actions/upload-artifact",
    "aws-actions/amazon-ecr-login",
    "aws-actions/configure-aws-credentials",
    "docker/build-push-action",
    "docker/setup-buildx-action",
    "gruntwork-io/terragrunt-action",
}
"""Whose code runs here. Which commit of it, a pull request may change; a further one is a decision."""


def uses() -> list[str]:
    """The lines that use an action."""
    texts = [file.read_text(encoding="utf-8") for file in (*FILES, *ACTIONS)]
    return [line for text in texts for line in text.splitlines() if re.match(r"\s*(?:- )?uses:", line)]


def used(action: str) -> str:
    """An action as it is used here, with its commit."""
    [said] = {
        f"{action}@{found['commit']}" for line in uses() if (found := PIN.match(line)) and found["action"] == action
    }
    return said


class Step(NamedTuple):
    """A step, and where it stands."""

    file: str
    job: str
    content: dict[str, Any]

    @property
    def run(self) -> str:
        """Its commands; empty for an action."""
        return str(self.content.get("run", ""))

    @property
    def action(self) -> str:
        """Its action without the commit; empty for commands."""
        return str(self.content.get("uses", "")).partition("@")[0]

    @property
    def given(self) -> dict[str, Any]:
        """What the action is given."""
        return dict(self.content.get("with", {}))

    @property
    def scripts(self) -> set[str]:
        """The scripts of .github/scripts that it starts itself."""
        return set(re.findall(r"\.github/scripts/([\w-]+)", self.run))


class Job(NamedTuple):
    """A job, and where it stands."""

    file: str
    name: str
    content: dict[str, Any]

    @property
    def steps(self) -> list[Step]:
        """Its steps, in order."""
        return [Step(self.file, self.name, step) for step in self.content["steps"]]

    @property
    def scripts(self) -> set[str]:
        """The scripts of .github/scripts that it starts itself."""
        return {name for step in self.steps for name in step.scripts}


def workflow(name: str) -> dict[str, Any]:
    """A workflow, parsed."""
    [content] = load_all((GITHUB / "workflows" / name).read_text(encoding="utf-8"))
    content["on"] = content.pop("true")  # what YAML 1.1 takes the word `on` for
    return content


def action(file: Path) -> dict[Any, Any]:
    """A composite action, parsed."""
    [content] = load_all(file.read_text(encoding="utf-8"))
    return dict(content)


def jobs() -> list[Job]:
    """Every job of every workflow."""
    return [Job(name, job, content) for name in NAMES for job, content in workflow(name)["jobs"].items()]


def job(file: str, name: str) -> Job:
    """One job."""
    return Job(file, name, workflow(file)["jobs"][name])


def steps() -> Iterator[Step]:
    """Every step, those of the composite action too."""
    for each in jobs():
        yield from each.steps
    for file in ACTIONS:
        for step in action(file)["runs"]["steps"]:
            yield Step(file.parent.name, "", step)


def conditions(content: object) -> str:
    """An `if:` without white space and `${{ }}`, to look for a part in."""
    return re.sub(r"\s+|\$\{\{|\}\}", "", str(content))
