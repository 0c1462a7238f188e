"""Questions about fields of the YAML: an object and a path within it, or a line of a file of `dist/`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from constructs_lib.kubernetes.hashed_names import known_as
from constructs_lib.kubernetes.nearest import did_you_mean
from constructs_lib.kubernetes.objects import key_of
from constructs_lib.kubernetes.paths import NoSuchField, children, format_path, locate, parse_path
from constructs_lib.kubernetes.paths import Path as FieldPath
from plainsail.attribution.answers import Answer, Subject
from plainsail.attribution.attribution import Attributions, leaves_below
from plainsail.attribution.preference import is_named_after, own_first, preferred
from plainsail.errors import ProjectError
from plainsail.manifests.deliveries import DELIVERIES
from plainsail.project.alone import forget, read_one
from plainsail.project.names import label
from plainsail.project.project import Project
from plainsail.render.yaml_writer import dump
from plainsail.yaml_reader import load_all

if TYPE_CHECKING:
    from constructs_lib.settings import Environment

_STALE = "not what the settings render"


@dataclass(frozen=True)
class Reply:
    """The answers to a question: several for a field with others in it."""

    asked: str
    """`Deployment/backend spec.replicas`."""
    answers: list[Answer]
    whole: bool
    """Whether the one answer is about exactly the field that was asked about."""
    stale: str = ""
    """What to know about the file that was asked about, where it is not what the settings say."""


def about(project: Project, environment: Environment) -> Subject:
    """An app in an environment, to be asked about the fields that its settings decide."""
    return Subject(project.root, Attributions(project).of(environment))


def about_object(project: Project, environment: Environment, name: str, text: str | None) -> Reply:
    """The answers about a field of an object, or about all of its fields."""
    attributions = Attributions(project)
    alone = Subject(project.root, attributions.of(environment, label(environment)))
    if file := alone.own_file_of(name):
        field = _find(alone, file, text, name) if text else ()
        return _reply(project, attributions, [environment], file, field)
    environment = _registered(project, environment)
    subject = Subject(project.root, attributions.of(environment))
    file = subject.file_of(name)
    field = _find(subject, file, text, name) if text else ()
    others = [other for other in _environments(project, file) if other is not environment]
    return _reply(project, attributions, [environment, *others], file, field)


def _registered(project: Project, environment: Environment) -> Environment:
    """The same among all others: of what they share, each may be asked."""
    forget()
    return next(other for other in project.environments if label(other) == label(environment))


def _find(subject: Subject, file: str, text: str, name: str) -> FieldPath:
    try:
        return locate(subject.attribution.documents[file], text).path
    except NoSuchField as error:
        if settings := subject.attribution.bringing(name, parse_path(text)):
            raise ProjectError(subject.absent(f"{text} in {name}", settings)) from None
        raise ProjectError(error.message(name, did_you_mean(error.name, error.known))) from None
    except ValueError as error:
        raise ProjectError(f"{text!r} {error}") from None


def about_line(project: Project, place: str, line: str | None) -> Reply:
    """The answers about a line of a file, or about the whole file."""
    path = _rendered(project, place)
    if line is not None and not line.isdigit():
        raise ProjectError(f"{line!r} is no line; write a number: {place} 12")
    file = path.relative_to(project.dist.resolve()).as_posix()
    text = path.read_text(encoding="utf-8")
    attributions, environments = Attributions(project), _environments(project, file)
    document = attributions.of(environments[0], file).documents.get(file)
    if document is None:
        raise ProjectError(f"dist/{file}: nothing renders this any more; run `plainsail synth`")
    field = _field(file, text, int(line)) if line else ()
    if not leaves_below(document, field):
        raise ProjectError(f"dist/{file}:{line}: {format_path(field)} is {_STALE} any more; run `plainsail synth`")
    note = f"dist/{file} is {_STALE}, which are explained here; run `plainsail synth`"
    reply = _reply(project, attributions, environments, file, field)
    return replace(reply, stale="" if text == dump(document) else note)


def _reply(
    project: Project, attributions: Attributions, environments: Sequence[Environment], file: str, field: FieldPath
) -> Reply:
    """Each field as the app answers that decides it."""
    document = attributions.of(environments[0], file).documents[file]
    answers: list[Answer] = []
    for leaf, value in leaves_below(document, field).items():
        of_apps = (
            Subject(project.root, attributions.of(environment, file)).answer(file, leaf, value)
            for environment in environments
        )
        answers += filter(None, [preferred(of_apps, _line_of)])
    whole = len(answers) == 1 and answers[0].field == format_path(field)
    return Reply(f"{known_as(key_of(document), environments[0].app_name)} {format_path(field)}".strip(), answers, whole)


def _line_of(answer: Answer) -> str | None:
    """The file of the line that decides."""
    return next((origin.path for decider in answer.deciders[:1] for origin in decider.origins[:1]), None)


def _rendered(project: Project, name: str) -> Path:
    """The file of `dist/` that is meant: from the current folder, or from the project's."""
    paths = [path.resolve() for path in (Path(name), project.root / name) if path.is_file()]
    if not paths:
        raise ProjectError(f"{name}: there is no such file; name one of {project.root / 'dist'}")
    rendered = next((path for path in paths if path.is_relative_to(project.dist.resolve())), None)
    if rendered is None:
        raise ProjectError(f"{name}: is not in dist/; only what is rendered there can be explained")
    return rendered


def _environments(project: Project, file: str) -> list[Environment]:
    """The apps that a file may be about: one; for those of Argo CD, all of the environment, its own app first."""
    folder, name = [*file.split("/"), ""][:2]
    if (one := _decider(project, file)) and (alone := read_one(project, one)):
        return [alone]
    environments = [env for env in project.environments if label(env) == f"{folder}/{name}"]
    if folder in DELIVERIES:
        environments = own_first((env for env in project.environments if env.env_name == name), file)
    if not environments:
        raise ProjectError(
            f"dist/{file}: envs/__init__.py registers no such app and environment; run `plainsail synth`"
        )
    return environments


def _decider(project: Project, file: str) -> str | None:
    """The app that alone decides a file, as commands name it; None where all of an environment do."""
    folder, name = [*file.split("/"), ""][:2]
    if folder not in DELIVERIES:
        return f"{folder}/{name}"
    own = [app for app, env in project.names if env == name and is_named_after(app, env, file)]
    return f"{name}/{own[0]}" if len(own) == 1 else None


def _field(file: str, text: str, line: int) -> FieldPath:
    lines = text.splitlines()
    if not 0 < line <= len(lines):
        raise ProjectError(f"dist/{file}: has {len(lines)} lines, and no line {line}")
    field = field_at(text, line)
    if field is None:
        raise ProjectError(f"dist/{file}:{line}: {lines[line - 1]!r} is no field; name a line with a field on it")
    return field


def field_at(text: str, line: int) -> FieldPath | None:
    r"""The field on a line of a file that holds one object, the innermost where several begin there; None for none.

    >>> field_at("spec:\n  ports:\n  - name: http\n", 3)
    ('spec', 'ports', Item(name='http'), 'name')
    """
    nodes: list[yaml.Node] = list(yaml.compose_all(text, Loader=yaml.CSafeLoader))
    spans = [span for node, value in zip(nodes, load_all(text), strict=False) for span in _spans(node, value)]
    begun = [field for field, first, _ in spans if first == line]
    within = [field for field, first, last in spans if first <= line <= last]
    return max(begun or within, key=len, default=None)


def _spans(node: yaml.Node, value: Any, path: FieldPath = ()) -> Iterator[tuple[FieldPath, int, int]]:
    """Every field with its first line and its last."""
    inside: list[tuple[yaml.Node, yaml.Node]] = []
    if isinstance(node, yaml.MappingNode):
        inside = list(node.value)
    elif isinstance(node, yaml.SequenceNode):
        inside = [(item, item) for item in node.value]
    for (start, inner), (here, item) in zip(inside, children(path, value), strict=True):
        # The mark of an end stands behind it: at the beginning of the next line, unless all is on one.
        end = inner.end_mark.line + (inner.end_mark.column > 0)
        yield here, start.start_mark.line + 1, max(end, start.start_mark.line + 1)
        yield from _spans(inner, item, here)
