"""`plainsail completion`: what a shell offers at a TAB, asked as its script asks, and in the shells that are there."""

from __future__ import annotations

import os
import pty
import re
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from plainsail.cli.main import run as plainsail
from plainsail.completion import ASKS
from plainsail.completion.shells import SHELLS
from tests.plainsail.clones import PLAINSAIL, break_settings, clone, environ, run
from tests.plainsail.projects import write

Offered = Callable[..., list[str]]


@pytest.fixture
def offered(root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Offered:
    """What is offered for a line whose last word is unfinished, in a copy of the sample; never a word beside it."""

    def values(*words: str, here: Path = root) -> list[str]:
        monkeypatch.chdir(here)
        monkeypatch.setenv(ASKS, "fish")
        code = plainsail(words)
        captured = capsys.readouterr()
        assert (code, captured.err) == (0, "")
        return [line.partition("\t")[0].replace("plain,", "", 1) for line in captured.out.splitlines()]

    return values


CASES: dict[str, tuple[list[str], list[str]]] = {
    "a command": (["ex"], ["explain"]),
    "a command of a group": (["image", "p"], ["pin"]),
    "an option": (["plan", "--fa"], ["--fail-on"]),
    "a choice": (["secrets", "policy", "staging", "--for", ""], ["eso", "verify"]),
    "a choice behind an equals sign": (["check", "--format=s"], ["--format=sarif"]),
    "an app": (["image", "pin", ""], ["backend"]),
    "an app of an option": (["synth", "--app", ""], ["backend"]),
    "an app of an environment to be": (["new", "env", "qa", "--app", "b"], ["backend"]),
    "an environment": (["synth", "--env", ""], ["production", "staging"]),
    "an app in an environment": (["explain", "st"], ["staging/backend"]),
    "an environment, or an app in one": (["secrets", "verify", "st"], ["staging", "staging/backend"]),
    "what stands there already": (["secrets", "verify", "staging", "s"], ["staging/backend"]),
    "a setting": (
        ["explain", "staging/backend", "hp"],
        [
            "hpa",
            "hpa.min_replicas",
            "hpa.max_replicas",
            "hpa.target_cpu_utilization_percentage",
            "hpa.target_memory_utilization_percentage",
            "hpa.metrics",
            "hpa.behavior",
        ],
    ),
    "a setting within one": (["explain", "staging/backend", "hpa.ma"], ["hpa.max_replicas"]),
    "a variable": (["explain", "staging/backend", "env.APP_E"], ["env.APP_ENV"]),
    "a path that is a key": (["explain", "staging/backend", "writable_paths./t"], ["writable_paths./tmp"]),
    "a setting of an option": (["explain", "staging/backend", "--affects", "port"], ["port", "ports"]),
    "an object": (["explain", "staging/backend", "Dep"], ["Deployment/backend"]),
    "an object, without its hash": (["explain", "staging/backend", "ExternalSecret/"], ["ExternalSecret/backend"]),
    "a field": (["explain", "staging/backend", "Deployment/backend", "spec.rev"], ["spec.revisionHistoryLimit"]),
    "a field of a container": (
        ["explain", "staging/backend", "Deployment/backend", "spec.template.spec.containers[app].imageP"],
        ["spec.template.spec.containers[app].imagePullPolicy"],
    ),
    "an item of a list": (
        ["explain", "staging/backend", "Service/backend", "spec.ports"],
        ["spec.ports[80]", *(f"spec.ports[80].{name}" for name in ("name", "port", "protocol", "targetPort"))],
    ),
    "a label, without quotes": (
        ["explain", "staging/backend", "Service/backend", "metadata.labels[app.kubernetes.io/n"],
        ["metadata.labels[app.kubernetes.io/name]"],
    ),
    "a check": (["check", "--explain", "liveness-before"], ["liveness-before-readiness"]),
    "a consequence, behind another": (["plan", "--fail-on", "prune,down"], ["prune,downtime"]),
    "two environments to compare": (["explain", "backend", "--diff", "staging", "p"], ["production"]),
    "a pod": (
        ["image", "run-args", "staging/backend", "--object", ""],
        [
            "CronJob/backend-initiate-calls",
            "Deployment/backend",
        ],
    ),
    "a CronJob": (["image", "run-args", "staging/backend", "--job", ""], ["initiate-calls"]),
    "a shape": (["new", "app", "x", "--shape", "wo"], ["worker"]),
    "environments of a new app": (["new", "app", "x", "--envs", "staging,"], ["staging,production"]),
    "a folder": (["-C", "env"], ["dir,env"]),
    "a file": (["check", "--path", "di"], ["file,di"]),
    "a file of dist/": (["explain", "dist/sta"], ["file,dist/sta"]),
    "no app": (["explain", "nowhere/backend", ""], []),
    "no object": (["explain", "staging/backend", "Pod/x", "spec"], []),
}


@pytest.mark.parametrize(("words", "values"), CASES.values(), ids=CASES)
def test_what_is_offered(offered: Offered, words: list[str], values: list[str]) -> None:
    assert offered(*words) == values


def test_commands_and_options_are_told_in_full(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(ASKS, "zsh")

    plainsail(["li"])

    assert capsys.readouterr().out == (
        "plain\nlist\nShow apps, environments, namespaces, Kubernetes versions, refs and images.\n"
    )


def test_git_refs_and_folders(offered: Offered, root: Path) -> None:
    for command in (["init", "-q", "-b", "main"], ["commit", "-q", "--allow-empty", "-m", "x"], ["tag", "v1"]):
        run(["git", "-c", "user.name=x", "-c", "user.email=x@example.com", *command], root)

    assert offered("plan", "--against", "") == ["HEAD", "main", "v1", "dir,"]
    assert offered("plan", "--against=v") == ["--against=v1", "dir,--against=v"]


def test_another_project_is_the_one_of_dash_c(offered: Offered, root: Path) -> None:
    elsewhere = Path("/")

    assert offered("-C", str(root), "explain", "s", here=elsewhere) == ["staging/backend"]
    assert offered("explain", "s", here=elsewhere) == []
    assert offered("-C", "/nowhere", "explain", "s") == []
    assert offered("init", "--shape", "wo", here=elsewhere) == ["worker"]


def test_of_many_apps_the_environments_come_first(offered: Offered, root: Path) -> None:
    apps = ", ".join(f'"app-{number}": {{"staging": None, "production": None}}' for number in range(11))
    write(root, {"envs/__init__.py": f"ENVIRONMENTS = {{{apps}}}\n"})

    assert offered("explain", "") == ["production/", "staging/"]
    assert offered("explain", "staging/app-1") == ["staging/app-1", "staging/app-10"]


def test_a_registry_that_is_computed_is_imported(offered: Offered, root: Path) -> None:
    """Whatever it prints meanwhile."""
    with (root / "envs/__init__.py").open("a", encoding="utf-8") as registry:
        registry.write('ENVIRONMENTS = dict(ENVIRONMENTS)\nprint("hello")\n')

    assert offered("explain", "s") == ["staging/backend"]


def test_a_broken_project_offers_nothing_and_says_nothing(tmp_path: Path) -> None:
    project = clone(tmp_path / "project")
    break_settings(project)

    for words in (
        ["explain", "staging/backend", ""],
        ["list", "x", ""],
    ):
        done = run((PLAINSAIL, *words), project, **{ASKS: "fish"})
        assert (done.returncode, done.stdout, done.stderr) == (0, "", ""), words
    (project / "envs/__init__.py").write_text("ENVIRONMENTS = {\n", encoding="utf-8")
    done = run((PLAINSAIL, "synth", "--app", ""), project, **{ASKS: "bash"})
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


IMPORTED = """
import sys
from plainsail.cli.main import run
code = run(sys.argv[1:])
print(*sorted({name.partition(".")[0] for name in sys.modules}), file=sys.stderr)
"""


@pytest.mark.parametrize(
    "words",
    [["ex"], ["explain", "st"], ["synth", "--app", ""], ["explain", "staging/backend", "Deployment/backend", "sp"]],
)
def test_no_name_waits_for_settings_to_be_imported(words: list[str], tmp_path: Path) -> None:
    """Nor for Node: a TAB must be answered at once."""
    done = run((sys.executable, "-c", IMPORTED, *words), clone(tmp_path / "project"), **{ASKS: "fish"})

    assert done.stdout
    assert set(done.stderr.split()).isdisjoint(("pydantic", "envs", "charts", "jsii", "cdk8s", "boto3"))


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_is_one_of_the_shell(
    shell: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Outside any project, too."""
    monkeypatch.chdir(tmp_path)

    assert plainsail(["completion", shell]) == 0

    captured = capsys.readouterr()
    assert f"{ASKS}={shell}" in captured.out
    assert captured.err == ""
    if found := shutil.which(shell):
        (tmp_path / "script").write_text(captured.out, encoding="utf-8")
        checked = run((found, "-n", "script"), tmp_path)
        assert (checked.returncode, checked.stderr) == (0, "")


@pytest.mark.parametrize("shell", SHELLS)
def test_without_a_name_it_is_the_shell_of_the_account(
    shell: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SHELL", f"/usr/local/bin/{shell}")

    assert plainsail(["completion"]) == 0
    assert f"{ASKS}={shell}" in capsys.readouterr().out


@pytest.mark.parametrize(("shell", "named"), [("/bin/tcsh", "tcsh is none"), ("", "$SHELL is not set; name one")])
def test_a_shell_that_is_none_of_them(
    shell: str, named: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SHELL", shell)

    assert plainsail(["completion"]) == 2
    assert capsys.readouterr().err == f"completion: {named} of bash, zsh, fish\n"


# --- in a shell ------------------------------------------------------------------------------------------------------

START = {"bash": ("bash", "--norc", "--noprofile", "-i"), "zsh": ("zsh", "-f", "-i"), "fish": ("fish", "-N", "-i")}
READY = "printf '%s\\n' is''-ready"
SET_UP = {
    "bash": f"bind 'set completion-query-items 0'; source <(plainsail completion bash); {READY}",
    "zsh": f"bindkey -e; autoload -Uz compinit; compinit -D -u; source <(plainsail completion zsh); {READY}",
    "fish": f"plainsail completion fish | source; {READY}",
}
LINE_START, LINE_END = "\x01", "\x05"

TYPED = {
    "expl": "<explain>",
    "explain st": "<explain><staging/backend>",
    "explain 'stag": "<explain><staging/backend>",
    "explain staging/backend env.APP_E": "<explain><staging/backend><env.APP_ENV>",
    "explain staging/backend Deployment/backend spec.template.spec.containers": (
        "<explain><staging/backend><Deployment/backend><spec.template.spec.containers[app]>"
    ),
    "explain staging/backend Deployment/backend spec.template.spec.containers\\[app\\].liven": (
        "<explain><staging/backend><Deployment/backend><spec.template.spec.containers[app].livenessProbe>"
    ),
    "explain staging/backend Role/app:": "<explain><staging/backend><Role/app:reader>",
    "explain staging/backend 'Role/app:r": "<explain><staging/backend><Role/app:reader>",
    "check --format=sa": "<check><--format=sarif>",
    "-C env": "<-C><envs{slash}>",
    "synth --out=env": "<synth><--out=envs{slash}>",
    "explain dist/staging/backend/Dep": "<explain><dist/staging/backend/Deployment.backend.yaml>",
    "explain nowhere/x ": "<explain><nowhere/x>",
}
"""A line that a TAB ends, and the words that it is then."""


@contextmanager
def terminal(command: tuple[str, ...], folder: Path) -> Iterator[Callable[[str, str], str]]:
    """Types into a program on a terminal, and returns what it shows until it shows a text."""
    program, theirs = pty.fork()
    if program == 0:
        os.chdir(folder)
        os.execvpe(command[0], command, environ(TERM="xterm", COLUMNS="200", PS1="$ "))  # noqa: S606 - as a terminal does

    def typed(text: str, until: str) -> str:
        os.write(theirs, text.encode())
        shown, end = b"", time.monotonic() + 20
        while until.encode() not in shown and time.monotonic() < end:
            if select.select([theirs], [], [], 0.1)[0]:
                shown += os.read(theirs, 4096)
        return shown.decode(errors="replace")

    try:
        yield typed
    finally:
        os.close(theirs)
        os.waitpid(program, 0)


@pytest.mark.slow
@pytest.mark.parametrize("shell", SHELLS)
def test_a_tab_in_a_shell(shell: str, tmp_path: Path) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"there is no {shell} here")
    project = clone(tmp_path / "project")
    role = "apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata:\n  name: app:reader\n"
    write(project, {"dist/staging/backend/Role.app%3Areader.yaml": role})
    slash = "" if shell == "zsh" else "/"  # zsh takes its slash back at the blank

    with terminal(START[shell], project) as typed:
        assert "is-ready" in typed(f"{SET_UP[shell]}\n", "is-ready")
        for line, words in TYPED.items():
            shown = typed(f"plainsail {line}\t{LINE_START}printf '<%s>' a''t {LINE_END} en''d; {READY}\n", "is-ready")
            assert re.findall("<at>(.*)<end>", shown) == [f"<plainsail>{words.format(slash=slash)}"], line


def test_bash_of_macos_offers_folders_without_compopt(tmp_path: Path) -> None:
    """It is bash 3.2, to which `compopt` is no command."""
    if shutil.which("bash") is None:
        pytest.skip("there is no bash here")
    project = clone(tmp_path / "project")
    code = (
        "source <(plainsail completion bash); compopt() { return 127; }; COMP_LINE='plainsail -C en' COMP_POINT=15; "
        '_plainsail_completion plainsail en -C; printf "%s," "${COMPREPLY[@]}"'
    )

    done = subprocess.run(
        ["bash", "--norc", "-c", code], cwd=project, env=environ(), capture_output=True, text=True, check=False
    )

    assert (done.stdout, done.stderr) == ("envs,", "")
