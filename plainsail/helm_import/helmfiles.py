"""What a helmfile passes to a chart: files and values of its own, parameters, and where the release lives."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from plainsail.errors import ProjectError
from plainsail.helm.values import merged, values_of
from plainsail.helm_import.comments import read_notes
from plainsail.helm_import.go_templates import Words, fill
from plainsail.helm_import.helmfile_state import ADVICE, State, read_state, refuse, text_of
from plainsail.helm_import.layouts import as_name
from plainsail.helm_import.parameters import Parameter, difference, with_parameters
from plainsail.helm_import.sources import Layer, Reader, Source, told
from plainsail.manifests.fields import listed, mapping

NAMES = ("helmfile.yaml", "helmfile.yml", "helmfile.yaml.gotmpl")
_OTHERS = ("*.yaml", "*.yml", "*.yaml.gotmpl")
"""In `helmfile.d`."""
_NOT_READ = {
    **{key: key for key in ("secrets", "env", "dependencies", "jsonPatches", "strategicMergePatches", "transformers")},
    **{key: key for key in ("installedTemplate", "forceNamespace", "postRenderer", "apiVersions")},
    "inherit": "a release of templates (inherit)",
}
"""What would change the objects of a release, and how people are told."""
_NOT_READ_ABOVE = ("bases", "apiVersions")
_NOT_READ_IN_DEFAULTS = ("args", "postRenderer")
_CHART = re.compile(r"\b(?:chart|directory):[ \t]*[\"']?([^\s\"'#,}]*)")
_ESCAPED = re.compile(r"[{},]")


class Helmfiles:
    """Finds helmfiles, and reads each once for each environment."""

    def __init__(self, root: Path, reader: Reader) -> None:
        """`root` is the project's folder, from which files are told."""
        self._root = root
        self._reader = reader
        self._known: dict[tuple[Path, str], State] = {}

    def named(self, path: Path, app: str, chart: Path) -> list[Source]:
        """The environments in which a helmfile deploys a chart. Raises `ProjectError`."""
        found = self._sources(path.resolve(), app, chart, self._environments(path.resolve()) or ["default"])
        if not found:
            raise ProjectError(f"{told(path.resolve(), self._root)}: deploys no chart {told(chart, self._root)}")
        return found

    def near(self, app: str, chart: Path) -> list[Source]:
        """The same of the nearest helmfile that deploys a chart, in its folder or above it; none where none does."""
        for path in _near(chart, self._root):
            try:
                environments = self._environments(path)
            except ProjectError:
                if _may_deploy(path, chart):
                    raise
                continue
            if found := self._sources(path, app, chart, environments):
                return found
        return []

    def _environments(self, path: Path) -> list[str]:
        state = self._state(path)
        # What bases say is not known, and where the chart is deployed it is refused
        return list(state.environments) or (["default"] if state.content.get("bases") else [])

    def _state(self, path: Path, env: str = "default") -> State:
        if (path, env) not in self._known:
            self._known[path, env] = read_state(path, told(path, self._root), env)
        return self._known[path, env]

    def _sources(self, path: Path, app: str, chart: Path, environments: Sequence[str]) -> list[Source]:
        found = []
        for env in environments:
            state = self._state(path, env)
            of_chart = [(each, line) for each, line in state.releases if _is_of(state, each, line, chart)]
            names = [_name(state, each, line) for each, line in of_chart]
            of_app = [at for at, name in enumerate(names) if name in {app, f"{app}-{env}", f"{env}-{app}"}]
            if len(names) > 1 and len(of_app) != 1:
                several = ", ".join(names)
                raise ProjectError(f"{state.told}: deploys the chart as {several}; name one with --app, or {ADVICE}")
            for release, line in [of_chart[at] for at in of_app] or of_chart:
                if self._is_installed(state, release, f"{state.told}:{line}"):
                    found.append(self._source(state, release, line))
        return found

    def _is_installed(self, state: State, release: Mapping[str, Any], where: str) -> bool:
        if state.plain(release.get("installed")) is False:
            return False
        if not (condition := state.plain(release.get("condition"))):
            return True
        value: Any = merged(self._of_environment(state, where))
        for key in str(condition).split("."):
            value = value.get(key) if isinstance(value, dict) else None
        if not isinstance(value, bool):
            raise ProjectError(f"{where}: condition: {condition} is no value of the environment {state.env}; {ADVICE}")
        return value

    def _of_environment(self, state: State, where: str) -> Iterator[Mapping[str, Any]]:
        """Helmfile's own values, which releases are not passed."""
        environment = mapping(state.environments.get(state.env))
        for entry in [*listed(state.content.get("values")), *listed(environment.get("values"))]:
            if isinstance(entry, dict):
                yield state.plain(entry)
            else:
                name = state.text(entry, {}, where)
                for path in sorted(state.path.parent.glob(name)):
                    if path.suffix not in (".yaml", ".yml"):
                        raise ProjectError(f"{where}: condition needs {name}, which is no plain YAML; {ADVICE}")
                    yield self._reader.layer(path).values

    def _source(self, state: State, release: Mapping[str, Any], line: int) -> Source:
        where = f"{state.told}:{line}"
        _refuse_what_is_lost(state, release, where)
        defaults = mapping(state.content.get("helmDefaults"))
        words = _words(state)
        words[".Release.Name"] = name = _name(state, release, line)
        namespace = state.content.get("namespace") or release.get("namespace")
        if namespace:
            words[".Release.Namespace"] = namespace = state.text(namespace, words, where)
        layers = list(self._layers(state, release, words, where))
        if parameters := list(_parameters(state, release, words, where)):
            before = merged(layer.values for layer in layers)
            try:
                layers.append(Layer(f"{where} set", difference(before, with_parameters(before, parameters))))
            except ValueError as error:
                raise ProjectError(f"{where} set: {error}") from None
        creates = release.get("createNamespace", defaults.get("createNamespace"))
        return Source(
            as_name(state.env),
            layers,
            origin=where,
            release_name=name,
            namespace=namespace or None,
            creates_namespace=bool(namespace) and state.plain(creates) is not False,
        )

    def _layers(self, state: State, release: Mapping[str, Any], words: Words, where: str) -> Iterator[Layer]:
        for key in ("valuesTemplate", "values"):  # in this order
            entries = listed(release.get(key))
            for at, entry in enumerate(entries):
                line = state.lines.get(id(entries), {}).get(at)
                here = f"{state.told}:{line}" if line else where
                if isinstance(entry, str):
                    path = state.text(f"{release.get('valuesPathPrefix') or ''}{entry}", words, here)
                    may_miss = state.plain(release.get("missingFileHandler", "Error")) != "Error"
                    yield from self._file(state, path, words, here, may_miss=may_miss)
                elif isinstance(entry, dict):
                    one = state.text if key == "valuesTemplate" else state.passed
                    yield Layer(f"{here} {key}", _each(entry, partial(one, words=words, where=here)))
                else:
                    raise ProjectError(f"{here}: {key} holds what is neither a file nor a mapping")

    def _file(self, state: State, name: str, words: Words, where: str, *, may_miss: bool) -> Iterator[Layer]:
        if "://" in name or name.startswith("git::"):
            raise ProjectError(f"{where}: {name} is not in this repository; {ADVICE}")
        path = state.path.parent / name
        if not path.is_file():
            if not may_miss:
                raise ProjectError(f"{where}: values names {name}, and there is no such file")
            return
        if path.suffix != ".gotmpl":
            layer = self._reader.layer(path)
            state.plain(layer.values)
            yield layer
            return
        shown = told(path.resolve(), self._root)
        text = fill(text_of(path, shown), words, lambda action, line: refuse(f"{shown}:{line}", action))
        try:
            yield Layer(shown, state.plain(values_of(text)), read_notes(text))
        except ValueError as error:
            raise ProjectError(f"{shown}: {error}") from None


def _near(chart: Path, root: Path) -> Iterator[Path]:
    for folder in (chart, *chart.parents):
        yield from (folder / name for name in NAMES if (folder / name).is_file())
        yield from sorted(path for ending in _OTHERS for path in (folder / "helmfile.d").glob(ending))
        if folder == root or (folder / ".git").exists():
            return


def _may_deploy(path: Path, chart: Path) -> bool:
    """Whether a helmfile that cannot be read may be of a chart."""
    named = _CHART.findall(path.read_text(encoding="utf-8", errors="replace"))
    return any("{{" in each or Path(each).name in {chart.name, "", ".."} for each in named)


def _is_of(state: State, release: Mapping[str, Any], line: int, chart: Path) -> bool:
    path = str(release.get("chart") or release.get("directory") or "")
    repositories = {mapping(each).get("name") for each in listed(state.content.get("repositories"))}
    if not path or "://" in path or path.partition("/")[0] in repositories:
        return False
    try:
        path = state.text(path, {**_words(state), ".Release.Name": _name(state, release, line)}, state.told)
    except ProjectError:
        return False
    return (state.path.parent / path).resolve() == chart


def _name(state: State, release: Mapping[str, Any], line: int) -> str:
    return state.text(release.get("name", ""), _words(state), f"{state.told}:{line}")


def _words(state: State) -> dict[str, str]:
    namespace = state.content.get("namespace")
    return {".Environment.Name": state.env, **({".Namespace": str(namespace)} if namespace else {})}


def _refuse_what_is_lost(state: State, release: Mapping[str, Any], where: str) -> None:
    defaults = mapping(state.content.get("helmDefaults"))
    lost = [
        *(shown for key, shown in _NOT_READ.items() if release.get(key)),
        *(key for key in _NOT_READ_ABOVE if state.content.get(key)),
        *(f"helmDefaults.{key}" for key in _NOT_READ_IN_DEFAULTS if defaults.get(key)),
    ]
    if lost:
        raise ProjectError(f"{where}: {lost[0]} is not read; {ADVICE}")


def _parameters(state: State, release: Mapping[str, Any], words: Words, where: str) -> Iterator[Parameter]:
    """What helmfile passes with --set, then with --set-string."""
    for key in ("setTemplate", "set", "setString"):
        for entry in map(mapping, listed(release.get(key))):
            if entry.get("file"):
                raise ProjectError(f"{where}: {key} with a file is not read; write its text into values")
            given = [entry["value"]] if "value" in entry else listed(entry.get("values"))
            texts = [each if isinstance(each, str) else json.dumps(each) for each in (entry.get("name"), *given)]
            one = state.text if key == "setTemplate" else state.passed
            name, *escaped = (_ESCAPED.sub(r"\\\g<0>", one(each, words, where)) for each in texts)
            if "value" in entry and escaped != [""]:
                yield Parameter(f"{name}={escaped[0]}", is_text=key == "setString")
            elif "value" not in entry and escaped:
                yield Parameter(f"{name}={{{','.join(escaped)}}}", is_text=key == "setString")


def _each(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, dict):
        return {_each(key, change): _each(entry, change) for key, entry in value.items()}
    if isinstance(value, list):
        return [_each(item, change) for item in value]
    return change(value) if isinstance(value, str) else value
