"""What decides a field, for people: settings with their lines, or the constructs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from constructs_lib.kubernetes.diff import How
from constructs_lib.kubernetes.hashed_names import known_as
from constructs_lib.kubernetes.nearest import did_you_mean_and_all
from constructs_lib.kubernetes.objects import Document, key_of
from constructs_lib.kubernetes.paths import Path as FieldPath
from constructs_lib.kubernetes.paths import format_path, leaves
from plainsail.attribution.attribution import Attribution
from plainsail.attribution.constants import Constant, constants_of
from plainsail.attribution.experiment import Effect
from plainsail.attribution.preference import is_alone
from plainsail.errors import ProjectError
from plainsail.manifests.deliveries import DELIVERIES
from plainsail.provenance import Origin, SettingPath, documentation, format_setting, lines_of, value_at

if TYPE_CHECKING:
    from constructs_lib.settings import Environment

_STRENGTH: tuple[How, ...] = ("value", "presence", "appears")


@dataclass(frozen=True)
class Decider:
    """A setting that decides a field."""

    setting: str
    path: SettingPath
    how: How
    """Whether it decides what the field holds, or only whether it is there."""
    value: Any
    documentation: str
    origins: Sequence[Origin]


@dataclass(frozen=True)
class Answer:
    """One field, and who decides it."""

    object: str
    field: str
    value: Any
    deciders: Sequence[Decider]
    constants: Sequence[Constant]
    """The lines of the constructs, where no setting decides what the field holds."""

    def of(self, how: How) -> list[Decider]:
        """The settings that do this."""
        return [decider for decider in self.deciders if decider.how == how]


@dataclass(frozen=True)
class Subject:
    """An app in an environment, to be asked about the fields that its settings decide."""

    root: Path
    """The project's folder."""
    attribution: Attribution

    @property
    def environment(self) -> Environment:
        """The app in its environment."""
        return self.attribution.environment

    def answer(self, file: str, leaf: FieldPath, value: Any) -> Answer:
        """The answer about a field that holds this value, and no other fields."""
        document = self.attribution.documents[file]
        deciders = list(self._deciders(file, leaf))
        constant = not any(decider.how == "value" for decider in deciders)
        constants = (
            constants_of(self.root, leaf, value, document["kind"], self.attribution.made(file)) if constant else []
        )
        return Answer(self.known_as(document), format_path(leaf), value, deciders, constants)

    def _deciders(self, file: str, field: FieldPath) -> Iterator[Decider]:
        found = self.attribution.deciding(file, field)
        # Of values that stand in each other, the innermost is what decides: a chart takes its default without them.
        deciding = [one for one in found if one[0] != "values" or not any(_is_within(other, one) for other in found)]
        yield from (self._at(file, field, self.decider(setting, "value")) for setting in deciding)
        for setting in self.attribution.deciding(file, field, "presence"):
            # What holds a deciding setting explains nothing that the setting itself does not.
            if not any(known[: len(setting)] == setting for known in deciding):
                yield self._at(file, field, self.decider(setting, "presence"))

    def _at(self, file: str, field: FieldPath, decider: Decider) -> Decider:
        """With the line of the file of somebody else's, before that which names the file."""
        vendored = self.attribution.vendored
        origin = vendored.origin(file, field) if decider.path == vendored.setting else None
        return replace(decider, origins=[origin, *decider.origins]) if origin else decider

    def decider(self, path: SettingPath, how: How) -> Decider:
        """A setting, with its lines."""
        env = self.environment
        value, text = value_at(env, path), documentation(env, path)
        return Decider(format_setting(path), path, how, value, text, lines_of(env, path))

    def known_as(self, document: Document) -> str:
        """Kind and name of an object, as it is printed."""
        return known_as(key_of(document), self.environment.app_name)

    def own_file_of(self, name: str) -> str | None:
        """The file of an object that the app alone decides, and that can be no other's; None where others have a say.

        What an app has of a kind that its environment's delivery has, too, may be called as another app's.
        """
        documents = self.attribution.documents
        files = [f for f, d in documents.items() if name in (self.known_as(d), str(key_of(d)))]
        if len(files) != 1 or not is_alone(self.environment, files[0]):
            return None
        is_told = files[0].partition("/")[0] in DELIVERIES
        kinds = {document["kind"] for file, document in documents.items() if file.partition("/")[0] in DELIVERIES}
        return files[0] if is_told or documents[files[0]]["kind"] not in kinds else None

    def file_of(self, name: str) -> str:
        """The file of an object: `Deployment/backend`. Raises `ProjectError` where none or several have the name."""
        names = {file: self.known_as(document) for file, document in self.attribution.documents.items()}
        files = [f for f, d in self.attribution.documents.items() if name in (names[f], str(key_of(d)))]
        if len(files) == 1:
            return files[0]
        if files:
            candidates = ", ".join(f"dist/{file}" for file in files)
            raise ProjectError(f"{name} is {len(files)} objects; name a file instead: {candidates}")
        if settings := self.attribution.bringing(name):
            raise ProjectError(self.absent(name, settings))
        raise ProjectError(f"there is no {name!r}{did_you_mean_and_all(name, list(dict.fromkeys(names.values())))}")

    def absent(self, name: str, settings: Sequence[SettingPath]) -> str:
        """The message about something that is not there, but would be with another value of the settings."""
        lines = [self.decider(setting, "appears") for setting in settings]
        named = " or ".join(f"{line.setting} ({line.origins[0].path}:{line.origins[0].line})" for line in lines)
        return f"there is no {name} now; there would be with another value of {named}"

    def affected(self, setting: SettingPath) -> list[tuple[Effect, Any]]:
        """What a setting, and all that stands below it, decides: the strongest effect on each field, and its value."""
        values = {
            (file, leaf): value
            for file, document in self.attribution.documents.items()
            for leaf, value in leaves(document)
        }
        strongest: dict[tuple[str, str, FieldPath], Effect] = {}
        for path, effect in self.attribution.effects():
            whole = not effect.field and effect.how == "presence"  # told field by field
            if path[: len(setting)] == setting and not whole:
                place = (effect.object, effect.file, effect.field)
                strongest[place] = min(strongest.get(place, effect), effect, key=_strength)
        ordered = sorted(strongest.values(), key=lambda e: (_strength(e), e.object, format_path(e.field)))
        return [(effect, values.get((effect.file, effect.field))) for effect in ordered]


def _strength(effect: Effect) -> int:
    return _STRENGTH.index(effect.how)


def _is_within(setting: SettingPath, other: SettingPath) -> bool:
    return setting != other and setting[: len(other)] == other
