"""What Argo CD's Applications pass to a chart: files, values of their own, parameters, and where the release lives."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from plainsail.errors import ProjectError
from plainsail.helm.values import merged
from plainsail.helm.values import values_of as read_text
from plainsail.helm_import.application_sets import applications_of
from plainsail.helm_import.comments import read_notes
from plainsail.helm_import.layouts import env_in, is_usual
from plainsail.helm_import.parameters import Parameter, difference, with_parameters
from plainsail.helm_import.sources import Layer, Reader, Source, told
from plainsail.manifests.fields import mapping
from plainsail.yaml_reader import UnreadableYaml, files_below, read

_ARGO = re.compile(r"argoproj\.io/")
_COMMA = re.compile(r"([^\\]),")


@dataclass(frozen=True)
class Application:
    """One that deploys a chart of this repository."""

    where: str
    """Its file and line."""
    name: str
    chart: Path
    repository: Path
    """What paths of its files are told from."""
    helm: Mapping[str, Any]
    destination: Mapping[str, Any]
    creates_namespace: bool


def read_applications(folder: Path, root: Path) -> tuple[list[Application], list[str]]:
    """The Applications below a folder whose chart lies in this repository; and what could not be read, a line each.

    `root` is the project's folder, from which files are told.
    """
    found: list[Application] = []
    notes: list[str] = []
    for file in files_below(folder):
        try:
            text = file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            continue
        if not _ARGO.search(text):
            continue
        for document in read(text):
            if isinstance(document, UnreadableYaml):
                notes.append(f"{told(file, root)}:{document.line}: {document.problem}; not read")
                continue
            where = f"{told(file, root)}:{document.line}"
            try:
                for content in _made(document.content, folder, where):
                    found += _applications(content, folder, where)
            except ProjectError as error:
                notes.append(str(error))
    return found, notes


def _made(content: dict[str, Any], folder: Path, where: str) -> Iterator[Mapping[str, Any]]:
    match content.get("kind"):
        case "Application":
            yield content
        case "ApplicationSet":
            yield from applications_of(content, repository_of(folder), where)


def repository_of(folder: Path) -> Path:
    """The root of the repository that holds a folder; the folder above it where there is none."""
    folder = folder.resolve()
    return next((each for each in (folder, *folder.parents) if (each / ".git").exists()), folder.parent)


def _applications(content: Mapping[str, Any], folder: Path, where: str) -> Iterator[Application]:
    spec = mapping(content.get("spec"))
    sources = spec["sources"] if isinstance(spec.get("sources"), list) else [spec.get("source")]
    options = mapping(spec.get("syncPolicy")).get("syncOptions") or []
    for source in map(mapping, sources):
        path = source.get("path")
        if not isinstance(path, str) or (found := _chart(path, folder)) is None:
            continue
        chart, repository = found
        yield Application(
            where=where,
            name=str(mapping(content.get("metadata")).get("name", "")),
            chart=chart,
            repository=repository,
            helm=mapping(source.get("helm")),
            destination=mapping(spec.get("destination")),
            creates_namespace="CreateNamespace=true" in options,
        )


def _chart(path: str, folder: Path) -> tuple[Path, Path] | None:
    """The chart at a path of the repository, and the repository: the nearest folder upward that has the path."""
    folder = folder.resolve()
    for root in (folder, *folder.parents):
        if (root / path / "Chart.yaml").is_file():
            return (root / path).resolve(), root
        if (root / ".git").exists():
            break
    return None


# --- one Application to a source


def source_of(application: Application, env: str, reader: Reader) -> Source:
    """The environment that an Application deploys. Raises `ProjectError` with the file and line that is wrong."""
    helm, where = application.helm, application.where
    if helm.get("fileParameters"):
        raise ProjectError(f"{where}: fileParameters are not read; write their text into values")
    layers = [reader.layer(path) for path in value_files(application)]
    inline = (_inline(helm.get(key), f"{where} {key}") for key in ("values", "valuesObject"))
    layers += [layer for layer in inline if layer]
    if parameters := _parameters(helm.get("parameters"), where):
        before = merged(layer.values for layer in layers)
        try:
            own = difference(before, with_parameters(before, parameters))
        except ValueError as error:
            raise ProjectError(f"{where} parameters: {error}") from None
        layers.append(Layer(f"{where} parameters", own))
    destination = application.destination
    return Source(
        env,
        layers,
        origin=where,
        release_name=str(helm.get("releaseName") or application.name),
        namespace=destination.get("namespace"),
        creates_namespace=application.creates_namespace,
        cluster=destination.get("server") or destination.get("name"),
    )


def value_files(application: Application) -> list[Path]:
    """The files of an Application, in order. Raises `ProjectError` where one is missing."""
    paths: list[Path] = []
    for file in application.helm.get("valueFiles") or []:
        found = _resolved(str(file), application)
        if not found and not application.helm.get("ignoreMissingValueFiles"):
            raise ProjectError(f"{application.where}: valueFiles names {file}, and there is no such file")
        paths += found
    return paths


def _resolved(file: str, application: Application) -> list[Path]:
    if file.startswith("$"):
        base, file = application.repository, file.partition("/")[2]  # a `ref`: taken for this repository
    elif file.startswith("/"):
        base, file = application.repository, file[1:]
    else:
        base = application.chart
    if "*" in file:
        return sorted(path for path in base.glob(file) if path.is_file())
    return [base / file] if (base / file).is_file() else []


def _inline(value: Any, where: str) -> Layer | None:
    if not value:
        return None
    if isinstance(value, dict):
        return Layer(where, value)
    try:
        return Layer(where, read_text(str(value)), read_notes(str(value)))
    except ValueError as error:
        raise ProjectError(f"{where}: {error}") from None


def _parameters(given: Any, where: str) -> Sequence[Parameter]:
    """What Argo CD passes with --set, or with --set-string."""
    return [_parameter(mapping(each), where) for each in given or []]


def _parameter(given: Mapping[str, Any], where: str) -> Parameter:
    if "name" not in given:
        raise ProjectError(f"{where}: a parameter has no name")
    value = str(given.get("value", ""))
    if not (value.startswith("{") and value.endswith("}")):
        value = _COMMA.sub(r"\1\\,", value)
    return Parameter(f"{given['name']}={value}", is_text=bool(given.get("forceString")))


def environment_of(application: Application, app: str) -> str:
    """The environment that an Application is: by its last file that is of one, else by its name without the app's."""
    names = [env_in(path, application.chart) for path in value_files(application)]
    if known := [name for name in names if name]:
        return known[-1]
    name = _without(application.name, app)
    if name == application.name:  # another app of the same chart
        name = next((part for part in (name.rpartition("-")[2], name.partition("-")[0]) if is_usual(part)), name)
    return name or str(application.destination.get("name") or application.destination.get("namespace") or "")


def app_of(application: Application, env: str) -> str:
    """The app that an Application is: its name without the environment's."""
    return _without(application.name, env) or application.name


def _without(name: str, part: str) -> str:
    return re.sub(rf"(^|-){re.escape(part)}(-|$)", "-", name).strip("-")
