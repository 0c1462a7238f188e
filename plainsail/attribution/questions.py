"""What is asked about a field: an object and a path within it, or a line of a file of `dist/`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from constructs_lib.kubernetes.objects import Document
from constructs_lib.kubernetes.paths import NoSuchField, format_path, leaves, locate
from constructs_lib.kubernetes.paths import Path as FieldPath
from plainsail.attribution.answers import Answer, Subject
from plainsail.attribution.lines import field_at
from plainsail.attribution.model import name_of
from plainsail.attribution.store import influence_of
from plainsail.errors import ProjectError
from plainsail.project.project import Project
from plainsail.project.registry import ARGOCD
from plainsail.project.rules import label
from plainsail.render.yaml_writer import dump

if TYPE_CHECKING:
    from constructs_lib.settings import Environment

_PLACE = re.compile(r"(?P<file>.+\.ya?ml)(?::(?P<line>\d+))?")


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


def is_file(text: str) -> bool:
    """Whether the text names a file, or a line of one, and not an app in an environment."""
    return _PLACE.fullmatch(text) is not None


def about_object(project: Project, environment: Environment, name: str, text: str | None) -> Reply:
    """The answers about a field of an object, or about all of its fields."""
    subject = Subject(project, environment, influence_of(project, environment))
    file = subject.file_of(name)
    field: FieldPath = ()
    if text:
        try:
            field = find(subject.influence.documents[file], text, name=name)
        except ProjectError as error:
            raise ProjectError(_told(error, subject, name, text)) from None
    return _reply(subject, file, field)


def about_line(project: Project, place: str, line: str | None) -> Reply:
    """The answers about a line of a file, or about the whole file."""
    named = _PLACE.fullmatch(place)
    path = _found(project, named["file"] if named else place)
    number = line or (named["line"] if named else None)
    if number is not None and not number.isdigit():
        raise ProjectError(f"{number!r} is no line; write a number: {place} 12")
    file = path.relative_to(project.dist.resolve()).as_posix()
    text = path.read_text(encoding="utf-8")
    for subject in _subjects(project, file):
        if file not in subject.influence.documents:
            raise ProjectError(f"dist/{file}: nothing renders this any more; run `plainsail synth`")
        document = subject.influence.documents[file]
        field = _field(file, text, int(number)) if number else ()
        if field and not any(leaf[: len(field)] == field for leaf, _ in leaves(document)):
            raise ProjectError(
                f"dist/{file}:{number}: {format_path(field)} is not what the settings say any more; "
                "run `plainsail synth`"
            )
        reply = _reply(subject, file, field)
        if reply.answers and reply.answers[0].of("value"):
            break
    if text == dump(document):
        return reply
    note = f"dist/{file} is not what the settings say, which are explained here; run `plainsail synth`"
    return Reply(reply.asked, reply.answers, reply.whole, note)


def _reply(subject: Subject, file: str, field: FieldPath) -> Reply:
    name = name_of(subject.influence.documents[file])
    answers = list(subject.answers(file, field))
    whole = len(answers) == 1 and answers[0].field == format_path(field)
    return Reply(f"{name} {format_path(field)}".strip(), answers, whole)


def find(document: Document, text: str, *, name: str) -> FieldPath:
    """The field that a text means. Raises `ProjectError`; `name` is the object's."""
    try:
        return locate(document, text.strip()).path
    except ValueError as error:
        raise ProjectError(f"{text} {error}") from None
    except NoSuchField as error:
        from constructs_lib.settings.wording import did_you_mean

        raise ProjectError(error.message(name, did_you_mean(error.name, error.known))) from None


def _told(error: ProjectError, subject: Subject, name: str, text: str) -> str:
    """A field that is not there, but would be with another value of some setting."""
    summoning = subject.influence.summoning(name, text)
    if not summoning:
        return str(error)
    return f"there is no {text} in {name} now; there would be with another value of {subject.with_lines(summoning)}"


def _found(project: Project, said: str) -> Path:
    """The file of `dist/` that is meant: from the current folder, or from the project's."""
    known = [path.resolve() for path in (Path(said), project.root / said) if path.is_file()]
    if not known:
        raise ProjectError(f"{said}: there is no such file; name one of {project.root / 'dist'}")
    inside = [path for path in known if path.is_relative_to(project.dist.resolve())]
    if not inside:
        raise ProjectError(f"{said}: is not in dist/; only what is rendered there can be explained")
    return inside[0]


def _subjects(project: Project, file: str) -> Iterator[Subject]:
    """The apps that a file may be about: one; for those of Argo CD, all of the environment, its own app first."""
    parts = file.split("/")
    if parts[0] == ARGOCD:
        found = [each for each in project.environments if each.env_name == parts[1]]
        found.sort(key=lambda each: f".{each.app_name}-{each.env_name}." not in parts[-1])
    else:
        found = [each for each in project.environments if label(each) == "/".join(parts[:2])]
    if not found:
        raise ProjectError(
            f"dist/{file}: envs/__init__.py registers no such app and environment; run `plainsail synth`"
        )
    for each in found:
        yield Subject(project, each, influence_of(project, each))


def _field(file: str, text: str, line: int) -> FieldPath:
    lines = text.splitlines()
    if not 0 < line <= len(lines):
        raise ProjectError(f"dist/{file}: has {len(lines)} lines, and no line {line}")
    field = field_at(text, line)
    if field is None:
        raise ProjectError(f"dist/{file}:{line}: {lines[line - 1]!r} is no field; name a line with a field on it")
    return field
