"""The workflows and the composite action, parsed, and what every test asks of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from plainsail.files.yaml_read import load_all

ROOT = Path(__file__).resolve().parents[2]
GITHUB = ROOT / ".github"
SCRIPTS = GITHUB / "scripts"
FILES = sorted((GITHUB / "workflows").glob("*.yml"))
ACTIONS = sorted((GITHUB / "actions").glob("*/action.yml"))
NAMES = [file.name for file in FILES]

PINS = {
    "actions/attest-build-provenance": ("v4.1.0", "a2bbfa25375fe432b6a289bc6b6cd05ecd0c4c32"),
    "actions/checkout": ("v7.0.1", "3d3c42e5aac5ba805825da76410c181273ba90b1"),
    "actions/create-github-app-token": ("v3.1.1", "1b10c78c7865c340bc4f6099eb2f838309f1e8c3"),
    "actions/download-artifact": ("v8.0.1", "3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c"),
    "actions/setup-python": ("v7.0.0", "5fda3b95a4ea91299a34e894583c3862153e4b97"),
    "actions/upload-artifact": ("v7.0.1", "043fb46d1a93c77aae656e7c1c64a875d1fc6a0a"),
    "aws-actions/amazon-ecr-login": ("v2.1.7", "03f1aad4c6c7ffd436567f42f9384779290529bd"),
    "aws-actions/configure-aws-credentials": ("v6.2.3", "e6de054238d6b7531b4efff3b6587d9aade6a06c"),
    "docker/build-push-action": ("v7.3.0", "53b7df96c91f9c12dcc8a07bcb9ccacbed38856a"),
    "docker/setup-buildx-action": ("v4.3.0", "37fe631027851001ddb9b187196cc803df7f5f0e"),
    "gruntwork-io/terragrunt-action": ("v3.3.0", "ad66bd184abd991249047d1f61bce1f29aaed2a6"),
}
"""Every action that is used, in which version, and its commit: whoever raises one changes it here as well."""


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
        return {name for step in self.steps for name in re.findall(r"\.github/scripts/([\w-]+)", step.run)}


def workflow(name: str) -> dict[str, Any]:
    """A workflow, parsed."""
    [content] = load_all((GITHUB / "workflows" / name).read_text(encoding="utf-8"))
    return {_word(key): value for key, value in content.items()}


def _word(key: Any) -> str:
    """The key as it is written: YAML 1.1 takes the word `on` for `true`."""
    return "on" if key is True else str(key)


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
