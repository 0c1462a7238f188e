"""What values are called: by the setting that decides them, as a reader of Helm writes it (`hpa.maxReplicas`)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from constructs_lib.settings import Environment
from plainsail.attribution.attribution import Attribution
from plainsail.attribution.changes import APP_NAME, ENV_NAME
from plainsail.helm_export.naming import steps_by_place
from plainsail.helm_export.nodes import RELEASE_NAMESPACE, Steps
from plainsail.helm_export.sides import Field, Sides
from plainsail.helm_export.usual import ImageParts, usual
from plainsail.helm_export.values import About, steps_of
from plainsail.provenance import SettingPath, documentation, format_setting, value_at

_NAMESPACE = "namespace"
_NAMES = (APP_NAME, ENV_NAME)
_FILLED_IN = re.compile(r"[;,]? ?(?:`\{app\}` and )?`\{(?:app|env)\}` (?:is|are) filled in")


class BySetting:
    """Names by setting; where none decides, by place."""

    def __init__(self, attributions: Mapping[str, Attribution]) -> None:
        """`attributions` are those of the app in each environment, all of them."""
        self._attributions = attributions
        self._environments: Mapping[str, Environment] = {
            name: attribution.environment for name, attribution in attributions.items()
        }

    def value(self, sides: Sides) -> About:
        """The setting that decides the value."""
        environment, field = self._first(sides)
        by_place = steps_by_place(field)
        particular = [s for s in self._deciders(environment, field) if s not in _NAMES and s[0] != _NAMESPACE]
        if _is_name(field) and len(particular) > 1 and (common := _common(particular)):
            # A name that follows content, of which each of them is a part.
            return self._about(environment, common, (*steps_of(*common), "name"), by_place)
        setting = self._attributions[environment].setting_of(field.file, field.path)
        if setting is None or _is_only_named(field, setting):
            return About(by_place, otherwise=by_place)
        if isinstance(field.value, dict) and len(field.value) == 1 and setting[-1] in field.value:
            setting = setting[:-1]  # of the one key in a mapping, the mapping
        if setting[-1] in ImageParts._fields and usual(field.document["kind"], field.path, field.value) == "image":
            setting = setting[:-1]
        return self._about(environment, setting, _steps(setting), by_place)

    def switch(self, sides: Sides) -> About:
        """The setting that brings the field, or the object."""
        environment, field = self._first(sides)
        otherwise = (*steps_by_place(field), "enabled")
        setting = self._bringing(environment, field)
        if setting is None:
            return About(otherwise, otherwise=otherwise)
        is_switch = isinstance(value_at(self._environments[environment], setting), bool)
        steps = _steps(setting)
        return self._about(environment, setting, steps if is_switch else (*steps, "enabled"), otherwise)

    def _bringing(self, environment: str, field: Field) -> SettingPath | None:
        """The setting that brings a field; of an object no number that it depends on, where there is another."""
        attribution = self._attributions[environment]
        for setting in attribution.deciding(field.file, (), "presence") if not field.path else ():
            value = _value_of(self._environments[environment], setting)
            if isinstance(value, bool) or not isinstance(value, (int, str)):
                return setting
        return attribution.setting_of(field.file, field.path)

    def texts(self, sides: Sides) -> Iterable[tuple[About, Mapping[str, str]]]:
        """The texts of the settings that decide a field, the namespace first."""
        environment, field = self._first(sides)
        deciders = self._deciders(environment, field)
        if any(setting[0] == _NAMESPACE or setting in _NAMES for setting in deciders):
            yield About(RELEASE_NAMESPACE), {name: namespace_of(env) for name, env in self._environments.items()}
        for setting in deciders:
            if texts := self._texts(setting):
                yield self._about(environment, setting, _steps(setting), steps_by_place(field)), texts

    def decides(self, about: About, sides: Sides) -> bool:
        """Whether the setting is among those of the field."""
        environment, field = self._first(sides)
        return any(format_setting(setting) == about.setting for setting in self._deciders(environment, field))

    def _first(self, sides: Sides) -> tuple[str, Field]:
        return next(iter(sides.items()))

    def _deciders(self, environment: str, field: Field) -> list[SettingPath]:
        return self._attributions[environment].deciding(field.file, field.path)

    def _texts(self, setting: SettingPath) -> Mapping[str, str]:
        """What the setting says in each environment; nothing where it is not text in all, or the same everywhere."""
        texts: dict[str, str] = {}
        for name, environment in self._environments.items():
            value = _value_of(environment, setting)
            if not isinstance(value, str) or not value:
                return {}
            texts[name] = environment.filled(value) if "{" in value else value
        return texts if len(set(texts.values())) > 1 else {}

    def _about(self, environment: str, setting: SettingPath, steps: Steps, otherwise: Steps) -> About:
        text = " ".join(documentation(self._environments[environment], setting).split())
        return About(steps, format_setting(setting), _FILLED_IN.sub("", text.partition(". ")[0].rstrip(".")), otherwise)


def namespace_of(environment: Environment) -> str:
    """The namespace of the app's objects."""
    return environment.filled(environment.namespace.name)


def _value_of(environment: Environment, setting: SettingPath) -> Any:
    try:
        return value_at(environment, setting)
    except (LookupError, AttributeError, TypeError):  # another shape, or another entry of a mapping
        return None


def _steps(setting: SettingPath) -> Steps:
    return ("environment",) if setting == ENV_NAME else steps_of(*setting)


def _is_only_named(field: Field, setting: SettingPath) -> bool:
    """Whether a mapping or a list only has a name of the app or its namespace somewhere in it."""
    is_name = setting in _NAMES or (setting[0] == _NAMESPACE and field.document["kind"] != "Namespace")
    return is_name and isinstance(field.value, (dict, list))


def _is_name(field: Field) -> bool:
    return bool(field.path) and field.path[-1] in ("name", "secretName")


def _common(settings: Iterable[SettingPath]) -> SettingPath:
    return tuple(_alike(list(settings)))


def _alike(settings: list[SettingPath]) -> Iterator[str | int]:
    for steps in zip(*settings, strict=False):
        if len(set(steps)) > 1:
            return
        yield steps[0]
