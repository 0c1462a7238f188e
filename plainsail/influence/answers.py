"""Who decides a field: settings with their lines, or the constructs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from plainsail.errors import ProjectError
from plainsail.influence.constants import Constant, said_by_constructs
from plainsail.influence.fields import below
from plainsail.influence.model import Effect, Influence, name_of, strength
from plainsail.influence.moves import Field, How, leaves_of, shown
from plainsail.influence.naming import origins_of, path_of, text_of, value_of
from plainsail.project import Project
from plainsail.provenance import Origin, SettingPath
from plainsail.provenance.paths import UnknownSetting

if TYPE_CHECKING:
    from constructs_lib.settings import Environment


@dataclass(frozen=True)
class Decider:
    """A setting that decides a field."""

    setting: str
    path: SettingPath
    how: How
    """Whether it says what the field holds, or only whether it is there."""
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
    """The lines of the constructs, where no setting says what the field holds."""

    def of(self, how: How) -> list[Decider]:
        """The settings that do this."""
        return [decider for decider in self.deciders if decider.how == how]


@dataclass(frozen=True)
class Subject:
    """An app in an environment, and what is known of its settings."""

    project: Project
    environment: Environment
    influence: Influence
    _lines: dict[str, Decider] = field(default_factory=dict, repr=False)
    """The settings that were asked for already."""

    def answers(self, file: str, asked: Field) -> Iterator[Answer]:
        """One answer for each of the last parts of a field."""
        document = self.influence.documents[file]
        for leaf, value in below(document, asked):
            deciders = list(self._deciders(file, shown(leaf)))
            constant = not any(decider.how == "value" for decider in deciders)
            kind = str(document["kind"])
            said = said_by_constructs(self.project.root, leaf, value, kind) if constant else []
            yield Answer(name_of(document), shown(leaf), value, deciders, said)

    def _deciders(self, file: str, field: str) -> Iterator[Decider]:
        found = [self.decider(setting, "value") for setting in self.influence.deciding(file, [field])]
        for setting in self.influence.deciding(file, [field], "presence"):
            decider = self.decider(setting, "presence")
            # What holds a deciding setting explains nothing that the setting itself does not.
            if not any(_within(decider.path, known.path) for known in found):
                found.append(decider)
        yield from found

    def decider(self, setting: str, how: How) -> Decider:
        """A setting, with its lines."""
        if setting not in self._lines:
            self._lines[setting] = self._found(setting)
        return replace(self._lines[setting], how=how)

    def _found(self, setting: str) -> Decider:
        path = path_of(setting, self.environment)
        found = origins_of(self.project.root, self.environment, path)
        value, text = value_of(self.environment, path), text_of(self.environment, path)
        return Decider(setting, path, "value", value, text, found)

    def file_of(self, name: str) -> str:
        """The file of an object: `Deployment/backend`. Raises `ProjectError` where none or several have the name."""
        names = {file: name_of(document) for file, document in self.influence.documents.items()}
        files = [file for file, known in names.items() if known == name]
        if len(files) == 1:
            return files[0]
        if files:
            shown_files = ", ".join(f"dist/{file}" for file in files)
            raise ProjectError(f"{name} is {len(files)} objects; name a file instead: {shown_files}")
        raise ProjectError(self._no_object(name, list(dict.fromkeys(names.values()))))

    def _no_object(self, name: str, known: list[str]) -> str:
        summoning = self.influence.summoning(name)
        if summoning:
            return f"there is no {name} now; there would be with another value of {self.with_lines(summoning)}"
        from constructs_lib.settings.errors import did_you_mean

        folded = next((each for each in known if each.lower() == name.lower()), None)
        near = f"; did you mean '{folded}'?" if folded else did_you_mean(name, known)
        return f"there is no {name!r}{near}{'' if near else ';'} there are: {', '.join(known)}"

    def with_lines(self, settings: Sequence[str]) -> str:
        """The settings, each with the line that decides it."""
        deciders = [self.decider(setting, "appears") for setting in settings]
        return " or ".join(f"{d.setting} ({d.origins[0].path}:{d.origins[0].line})" for d in deciders)

    def affected(self, setting: str) -> list[tuple[Effect, Any]]:
        """What a setting, and all that is said below it, decides: each effect with the value that the field has."""
        path = path_of(setting, self.environment)
        values = {
            (file, shown(leaf)): value
            for file, document in self.influence.documents.items()
            for leaf, value in leaves_of(document)
        }
        found: dict[tuple[str, str, str], Effect] = {}
        for other, effects in self.influence.effects.items():
            if _within(path, path_of_known(other, self.environment)):
                for effect in effects:
                    known = found.setdefault((effect.object, effect.file, effect.field), effect)
                    found[effect.object, effect.file, effect.field] = min(known, effect, key=strength)
        return [(e, values.get((e.file, e.field))) for e in sorted(found.values(), key=strength)]


def path_of_known(text: str, environment: Environment) -> SettingPath:
    """The path of a setting that was changed; none for what is no part of the environment as it is."""
    try:
        return path_of(text, environment)
    except UnknownSetting:
        return ()


def _within(path: SettingPath, other: SettingPath) -> bool:
    return other[: len(path)] == path
