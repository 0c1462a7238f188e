"""Where people keep the values of their environments: which files there are, and which environment each is of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from plainsail.errors import ProjectError

ENDING = r"\.ya?ml"
COMMON = ("values.yaml", "values.yml")
"""What is read before the file of any environment, where it is not the chart's own."""
_WORDS = (
    *("dev", "develop", "development", "test", "testing", "qa", "uat", "int", "integration", "ci", "sandbox", "local"),
    *("demo", "stage", "staging", "stg", "preprod", "pre-prod", "preview", "prod", "production", "prd", "live", "dr"),
)
"""What an environment is called where nothing but its name tells the file from others."""
_KNOWN = re.compile(rf"(?:.*[-_.])?(?:{'|'.join(_WORDS)})(?:[-_.].*|\d*)")
_IN_NAME = re.compile(rf"values[-_.](?P<env>.+){ENDING}|(?P<other>.+)[-_.]values{ENDING}")
_PLAIN = re.compile(rf"(?P<env>.+){ENDING}")
_FOLDERS = ("environments", "environment", "envs", "env", "values", "overlays")
"""Folders that hold a file, or a folder, for each environment."""
_OF_CHARTS = ("charts", "ci", "crds", "dashboards", "docs", "files", "hack", "scripts", "templates", "tests", *_FOLDERS)
_GENERIC = ("Chart", "values", "requirements", "helmfile", "kustomization", "skaffold", "README")
_NAME = re.compile(r"[a-z0-9]([-a-z0-9]*[a-z0-9])?")


@dataclass(frozen=True)
class Files:
    """The values of one environment, in the order in which they are passed with -f."""

    env: str
    paths: Sequence[Path]


def find_environments(chart: Path) -> list[Files]:
    """The environments of a chart, by the layouts that are known: in the chart, else beside it.

    Raises `ProjectError` where two files say the same environment, or the name of one cannot be an environment's.
    """
    places = [_in(chart)]
    around = chart
    for depth in range(2):
        if (around / ".git").exists() or around.parent == around:
            break
        around = around.parent
        places += [_in(around, beside=chart)] * (depth == 0) + [_of_fleet(around, chart)]
    return next(filter(None, map(_told_apart, places)), [])


def named_environments(given: Iterable[str], start: Path, chart: Path) -> list[Files]:
    """What `--env staging=FILE,FILE...` says; a file is looked for where the command runs, then in the chart."""
    found = []
    for text in given:
        env, equals, files = text.partition("=")
        if not equals or not files.strip():
            raise ProjectError(f"--env {text}: is not in the form ENV=FILE,FILE...")
        paths = []
        for file in files.split(","):
            near = [folder / file.strip() for folder in (start, chart) if (folder / file.strip()).is_file()]
            if not near:
                raise ProjectError(
                    f"--env {text}: there is no file {file.strip()}, neither in {start} nor in the chart"
                )
            paths.append(near[0])
        found.append(Files(env.strip(), paths))
    return _told_apart(found)


def env_in(path: Path, chart: Path) -> str | None:
    """The environment that a file is of, by its name and its folder; None where they do not tell."""
    if match := _IN_NAME.fullmatch(path.name):
        return as_name(match["env"] or match["other"])
    folder = path.parent
    if path.name in COMMON or path.stem in {chart.name, f"values-{chart.name}"}:
        folder = folder.parent if folder.name == chart.name and folder != chart else folder
        is_one = folder.parent.name in _FOLDERS or _KNOWN.fullmatch(folder.name)
        return as_name(folder.name) if is_one and folder not in {chart, *chart.parents} else None
    return as_name(path.stem) if folder.name in _FOLDERS or _KNOWN.fullmatch(path.stem) else None


def is_usual(word: str) -> bool:
    """Whether environments are called so."""
    return word in _WORDS


def as_name(text: str) -> str:
    """What an environment is called here."""
    return text.lower().replace("_", "-").replace(".", "-")


# --- the layouts


def _in(folder: Path, *, beside: Path | None = None) -> Iterator[Files]:
    """Of a folder that is the chart, or holds it."""
    common = _common(folder, beside)
    for path in _files(folder):
        if match := _IN_NAME.fullmatch(path.name):
            yield Files(match["env"] or match["other"], [*common, path])
        elif (match := _PLAIN.fullmatch(path.name)) and _KNOWN.fullmatch(match["env"]) and match["env"] not in _GENERIC:
            yield Files(match["env"], [*common, path])
    for inner in _folders(folder):
        if inner.name not in _OF_CHARTS and (beside is None or _KNOWN.fullmatch(inner.name)):
            yield from (Files(inner.name, [*common, path]) for path in _first(inner, COMMON))
    for name in _FOLDERS:
        yield from _of_environments(folder / name, common)


def _of_environments(folder: Path, before: Sequence[Path]) -> Iterator[Files]:
    """Of a folder that holds nothing but environments: `environments/prod.yaml`, `environments/prod/values.yaml`."""
    common = [*before, *_common(folder)]
    for path in _files(folder):
        match = _IN_NAME.fullmatch(path.name) or _PLAIN.fullmatch(path.name)
        if match and path.name not in COMMON:
            yield Files(next(filter(None, match.groups())), [*common, path])
    for inner in _folders(folder):
        yield from (Files(inner.name, [*common, path]) for path in _first(inner, COMMON))


def _of_fleet(folder: Path, chart: Path) -> Iterator[Files]:
    """Of a folder that holds the environments of several charts: `environments/prod/backend.yaml`."""
    name = chart.name
    for outer in (*_FOLDERS, ""):
        inside = folder / outer if outer else folder
        if outer:
            yield from _of_environments(inside / name, _common(inside))
        for env in _folders(inside):
            if env == chart.parent or env.name in {name, *_OF_CHARTS}:
                continue
            if outer or _KNOWN.fullmatch(env.name):
                files = (f"{name}.yaml", f"{name}.yml", f"values-{name}.yaml", *(f"{name}/{file}" for file in COMMON))
                common = [*(_common(inside) if outer else ()), *_first(env, COMMON)]
                yield from (Files(env.name, [*common, path]) for path in _first(env, files))


def _common(folder: Path, beside: Path | None = None) -> list[Path]:
    """The file that is passed before all others; a chart's own values.yaml is the chart's."""
    if (folder / "Chart.yaml").is_file() or (beside and not _is_for(folder, beside)):
        return []
    return _first(folder, COMMON)


def _is_for(folder: Path, chart: Path) -> bool:
    """Whether what lies in the folder is of that chart alone: no other one lies there."""
    return [path.parent for path in folder.glob("*/Chart.yaml")] == [chart]


def _first(folder: Path, names: Sequence[str]) -> list[Path]:
    return [folder / name for name in names if (folder / name).is_file()][:1]


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.is_file()) if folder.is_dir() else []


def _folders(folder: Path) -> list[Path]:
    """The folders in it that are no charts."""
    inner = sorted(folder.iterdir()) if folder.is_dir() else []
    return [
        path
        for path in inner
        if path.is_dir() and not path.name.startswith(".") and not (path / "Chart.yaml").is_file()
    ]


def _told_apart(found: Iterable[Files]) -> list[Files]:
    by_name: dict[str, Files] = {}
    for files in found:
        env = as_name(files.env)
        if not _NAME.fullmatch(env):
            raise ProjectError(f"{files.paths[-1]}: {files.env!r} cannot be the name of an environment; use --env")
        if other := by_name.get(env):
            if other.paths == files.paths:
                continue
            both = f"{other.paths[-1]} and {files.paths[-1]}"
            raise ProjectError(f"{both} both say {env}; say which counts: --env {env}={files.paths[-1].name}")
        by_name[env] = Files(env, files.paths)
    return list(by_name.values())
