"""The projects that are measured: copies of the sample, and fleets of its app, each a Git repository of its own.

An app of a fleet says all that the sample's says but for network policies: eight objects in each environment, and the
Application that delivers them.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from bench.measure import NotMeasured
from bench.programs import ROOT, environ
from tools.sample import SAMPLE, lay_settings

PEERS = Path(__file__).parent / "peers"
_LEFT_OUT = (
    re.compile(r"^    network_policy = NetworkPolicy\(\n.*?^    \)\n", re.MULTILINE | re.DOTALL),
    re.compile(r"^        build=Build\(.*\),\n", re.MULTILINE),  # the images of a fleet are built elsewhere
    re.compile(r"^    (?:Build|Egress|NetworkPolicy|Peer),\n", re.MULTILINE),
)
_IGNORED = shutil.ignore_patterns("__pycache__", "dist", ".plainsail")


def sample(folder: Path) -> Path:
    """The project that this repository holds, with all files that `check` looks at; nothing is rendered yet."""
    folder.mkdir(parents=True)
    lay_settings(folder)
    shutil.rmtree(folder / "charts")  # the library's own
    _copy(folder, "main.py", "cdk8s.yaml", ".dockerignore", ".gitignore", "app", "image", "deploy", ".github")
    return folder


def fleet(folder: Path, apps: int) -> Path:
    """A project with the sample's app so many times, as a team would write them: a folder of settings for each."""
    folder.mkdir(parents=True)
    _copy(folder, "main.py", "cdk8s.yaml", ".gitignore")
    envs = folder / "envs"
    envs.mkdir()
    shutil.copy(SAMPLE / "envs/shared.py", envs)
    names = app_names(apps)
    modules = [name.replace("-", "_") for name in names]
    for name, module in zip(names, modules, strict=True):
        _write_app(envs / module, name, module)
    (envs / "__init__.py").write_text(_registry(names, modules), encoding="utf-8")
    return folder


def app_names(count: int) -> list[str]:
    """What the apps of a fleet are called."""
    return [f"app-{number:04}" for number in range(1, count + 1)]


def plain(folder: Path, apps: int | None = None) -> Path:
    """The project of cdk8s-plus: the sample's app, or so many of it."""
    shutil.copytree(PEERS / "cdk8s_plus", folder, ignore=_IGNORED)
    if apps:
        text = f"APPS = {tuple(app_names(apps))!r}\nWITH_NETWORK_POLICIES = False\n"
        (folder / "apps.py").write_text(text, encoding="utf-8")
    return folder


def chart(folder: Path, *, of_fleet: bool = False) -> Path:
    """The chart of the sample's app, or that of the fleets' apps."""
    shutil.copytree(PEERS / "chart", folder)
    if of_fleet:
        values = folder / "values.yaml"
        text = values.read_text(encoding="utf-8")
        policy = "networkPolicy:\n  enabled: {}"
        values.write_text(text.replace(policy.format("true"), policy.format("false")), encoding="utf-8")
    return folder


def rendered(project: Path, plainsail: Path) -> Path:
    """The project with what it renders to, both committed, as people have it; and no caches but those of rendering."""
    synth(project, plainsail)
    return _committed(project)


def synth(project: Path, plainsail: Path) -> None:
    """Renders a project. Raises `NotMeasured`."""
    done = subprocess.run(
        [plainsail, "synth"],
        cwd=project,
        env={**os.environ, **environ(library=True)},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise NotMeasured(f"the project cannot be rendered: {done.stderr.strip()}")


def copied(project: Path, folder: Path) -> Path:
    """Another project like it, whose files are as old."""
    return Path(shutil.copytree(project, folder, symlinks=True))


def unrender(folder: Path) -> None:
    """Takes away all that rendering left in a project; compiled Python stays."""
    _set_aside(folder, ".plainsail", ".cdk8s", "dist")


def forget(folder: Path) -> None:
    """Takes away what a project's caches hold, but not what it rendered."""
    _set_aside(folder, ".plainsail")


class Edit:
    """Changes a text in a file, and back at the next call.

    One is longer than the other: Python compiles a file anew where its size or the second of its last change differs.
    """

    def __init__(self, file: Path, one: str, other: str) -> None:
        self._file, self._texts = file, (one, other)

    def __call__(self) -> None:
        """Edits."""
        text = self._file.read_text(encoding="utf-8")
        old, new = self._texts if self._texts[0] in text else self._texts[::-1]
        if old not in text:
            raise NotMeasured(f"{self._file.name} of {self._file.parent.name} says neither {old!r} nor {new!r}")
        self._file.write_text(text.replace(old, new), encoding="utf-8")


def edit_of(project: Path, app: str = "backend") -> Edit:
    """An edit of one setting of one app in one environment: how far it may scale in staging."""
    return Edit(project / "envs" / app / "staging.py", "change(max_replicas=1)", "change(max_replicas=10)")


def _set_aside(folder: Path, *names: str) -> None:
    """Moves them into a folder beside the project, which goes with the suite.

    Deleting them would be charged to whoever writes next: ext4 without a journal searches for other inodes than those
    that were freed within the last minute, so that a file costs ten times as much after thousands were deleted.
    """
    for path in (folder / name for name in names):
        if path.exists():
            aside = folder.with_name(f"{folder.name}-aside")
            aside.mkdir(exist_ok=True)
            path.rename(Path(tempfile.mkdtemp(dir=aside)) / path.name)


class Successive:
    """Gives a number in a file another value at each call, one that it never had."""

    def __init__(self, file: Path, text: str, first: int) -> None:
        """`text` holds `{}` where the number stands, which is `first` to begin with."""
        self._file, self._text, self._number = file, text, first

    def __call__(self) -> None:
        """Edits."""
        old, self._number = self._text.format(self._number), self._number + 1
        text = self._file.read_text(encoding="utf-8")
        if old not in text:
            raise NotMeasured(f"{self._file.name} of {self._file.parent.name} does not say {old!r}")
        self._file.write_text(text.replace(old, self._text.format(self._number)), encoding="utf-8")


def edits_of(project: Path, app: str = "backend") -> Successive:
    """Edits of the same setting: each leads away from what is committed, and none was planned before."""
    return Successive(project / "envs" / app / "staging.py", "change(max_replicas={})", 1)


def _write_app(folder: Path, name: str, module: str) -> None:
    folder.mkdir()
    for file in (SAMPLE / "envs/backend").iterdir():
        if file.is_file():
            text = file.read_text(encoding="utf-8")
            if file.name == "base.py":
                text = _shorter(text)
            if file.suffix == ".py":
                text = text.replace("envs.backend", f"envs.{module}")
                text = text.replace("my-project/backend", f"my-project/{name}").replace('"backend.', f'"{name}.')
            (folder / file.name).write_text(text, encoding="utf-8")
    if folder.name != name:  # a folder of the app's own name holds the pin
        pin = folder.parent / name
        pin.mkdir()
        (folder / "image.json").rename(pin / "image.json")


def _shorter(text: str) -> str:
    for pattern in _LEFT_OUT:
        text, count = pattern.subn("", text)
        if not count:
            raise NotMeasured(f"tests/sample/envs/backend/base.py has no {pattern.pattern!r} any more; mend {__name__}")
    return text


def _registry(names: list[str], modules: list[str]) -> str:
    lines = ["from collections.abc import Mapping", "", "from constructs_lib.settings import Environment"]
    lines += [f"from envs.{module} import production as {module}_production" for module in modules]
    lines += [f"from envs.{module} import staging as {module}_staging" for module in modules]
    lines += ["", "ENVIRONMENTS: Mapping[str, Mapping[str, type[Environment]]] = {"]
    for name, module in zip(names, modules, strict=True):
        both = f'"staging": {module}_staging.Staging, "production": {module}_production.Production'
        lines.append(f'    "{name}": {{{both}}},')
    return "\n".join([*lines, "}", ""])


def _copy(folder: Path, *names: str) -> None:
    for name in names:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=_IGNORED)
        else:
            shutil.copy(source, folder / name)


def _committed(folder: Path) -> Path:
    """The folder as a repository: commands ask Git what is theirs."""
    who = ("-c", "user.name=bench", "-c", "user.email=bench@example.com", "-c", "commit.gpgsign=false")
    packed = ("repack", "-a", "-d", "--quiet")  # or a copy would be one of a file for each object
    for words in (("init", "--quiet"), ("add", "--all"), (*who, "commit", "--quiet", "--message", "Begin"), packed):
        subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True)
    return folder
