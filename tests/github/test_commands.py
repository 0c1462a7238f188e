"""Whatever a workflow or a script calls exists: verbs, commands with their flags, scripts, files."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator

import click
import pytest

from plainsail.cli.main import plainsail
from tests.github.workflows import FILES, ROOT, SCRIPTS, steps

PLAINSAIL = re.compile(r"\.venv/bin/plainsail ([^|>&;\n)]+)")
MAKE = re.compile(r"^\s*(?:exec .*)?\bmake((?: +(?:-C +\S+|--keep-going|[a-z-]+))+)", re.MULTILINE)


def texts() -> Iterator[tuple[str, str]]:
    """What is run, by where it stands; comments left out, broken lines joined."""
    for step in steps():
        yield f"{step.file}:{step.job}", step.run
    for script in sorted(SCRIPTS.iterdir()):
        lines = [line for line in script.read_text(encoding="utf-8").splitlines() if not line.lstrip().startswith("#")]
        yield script.name, "\n".join(lines).replace("\\\n", " ")


def calls(pattern: re.Pattern[str]) -> list[str]:
    """What follows a command, wherever it is called."""
    return sorted({found.strip() for _, text in texts() for found in pattern.findall(text)})


def resolve(words: list[str]) -> None:
    """Parses a command line as `plainsail` would, without running it."""
    command: click.Command = plainsail
    context = click.Context(command, info_name="plainsail")
    while isinstance(command, click.Group):
        name, *words = words
        found = command.get_command(context, name)
        assert found, f"there is no command {name!r}"
        command, context = found, click.Context(found, info_name=name, parent=context)
    command.parse_args(context, words)


@pytest.mark.parametrize("said", calls(PLAINSAIL))
def test_every_command_of_plainsail_exists_with_its_flags(said: str) -> None:
    words = [re.sub(r"\$\{?\w+(?:\[@\]|:-\w+)?\}?", "text", word) for word in shlex.split(said) if "/#/" not in word]

    resolve(words)


def test_a_flag_that_does_not_exist_would_be_found() -> None:
    with pytest.raises(click.UsageError, match="--no-such-flag"):
        resolve(["image", "show", "backend", "--no-such-flag"])


def verbs() -> list[str]:
    """The verbs of the Makefile that are called."""
    words = [word for said in calls(MAKE) for word in shlex.split(said.replace('-C "$folder"', ""))]
    return sorted({word for word in words if not word.startswith("-")})


@pytest.mark.parametrize("verb", verbs())
def test_every_verb_exists(verb: str) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")

    assert re.search(rf"^{re.escape(verb)}:.* ## ", makefile, re.MULTILINE)


def test_some_are_found() -> None:
    """The patterns above still find what they are for."""
    assert {"setup", "synth", "test", "lint"} <= set(verbs())
    assert len(calls(PLAINSAIL)) > 7


def test_every_script_that_is_called_exists_and_no_other() -> None:
    text = "\n".join(text for _, text in texts())
    called = set(re.findall(r"\.github/scripts/([\w-]+)", text))
    called |= set(re.findall(r'(?:dirname "\$0"\)"?|\$scripts)/([\w-]+)', text))

    assert called == {script.name for script in SCRIPTS.iterdir()}


def test_every_action_of_ours_exists() -> None:
    ours = {step.action.removeprefix("$/") for step in steps() if step.action.startswith(("$", "."))}

    assert ours
    assert [path for path in ours if not (ROOT / path / "action.yml").is_file()] == []


@pytest.mark.parametrize(
    "path",
    [
        ".github/mise.toml",
        ".github/promotion.json",
        "image/smoke-test",
        "deploy/terragrunt/live",
        "deploy/terragrunt/modules",
    ],
)
def test_every_path_that_is_named_exists(path: str) -> None:
    said = "\n".join(path.read_text(encoding="utf-8") for path in (*FILES, *sorted(SCRIPTS.iterdir())))

    assert path in said
    assert (ROOT / path).exists()
