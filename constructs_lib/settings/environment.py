"""What makes a class of settings an environment: names are checked, values frozen, changes resolved, when it is made.

The class hierarchy is the values hierarchy; Python's method resolution order is the precedence. The settings
themselves are declared in `vocabulary.py`.
"""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cache
from typing import Any, NoReturn, get_type_hints

from pydantic import TypeAdapter, ValidationError

from constructs_lib.kubernetes.nearest import did_you_mean
from constructs_lib.settings.changes import Change, apply
from constructs_lib.settings.errors import Path, SettingsError
from constructs_lib.settings.frozen import freeze
from constructs_lib.settings.text import check_control_characters, fill
from constructs_lib.settings.wording import in_words, shorten

_SAID = "__said__"
_SETTINGS = "__settings__"
_IDENTITY = ("app_name", "env_name")


class EnvironmentType(type):
    """Freezes the class: what a class says cannot be changed from another file."""

    def __setattr__(cls, name: str, value: object) -> NoReturn:
        raise SettingsError(
            f"settings are frozen; say {name} in a class body, not by assigning to {cls.__name__}.{name}"
        )

    def __delattr__(cls, name: str) -> NoReturn:
        raise SettingsError(f"settings are frozen; {cls.__name__}.{name} cannot be deleted")


class EnvironmentBase(metaclass=EnvironmentType):
    """The machinery of `Environment`, which declares the settings.

    A class made with `vocabulary=True` declares settings by annotating them; every other class only says them.
    """

    app_name: str
    """The app's name, from the registry."""
    env_name: str
    """The environment's name, from the registry."""

    def __init_subclass__(cls, *, vocabulary: bool = False) -> None:
        if vocabulary:
            hints = get_type_hints(cls, include_extras=True)
            declared = {n: hint for n, hint in hints.items() if n not in _IDENTITY and not n.startswith("_")}
            type.__setattr__(cls, _SETTINGS, declared)
            return
        _refuse_other_parents(cls)
        said = {name: value for name, value in vars(cls).items() if not name.startswith("_")}
        for name in (*said, *inspect.get_annotations(cls)):
            if name not in settings_of(cls) and not name.startswith("_"):
                raise SettingsError(_unknown(cls, name), path=(name,), owner=cls)
        for name in inspect.get_annotations(cls):
            if name in settings_of(cls) and name not in said:
                message = f"{name} is only annotated, which says nothing; write {name} = ..."
                raise SettingsError(message, path=(name,), owner=cls)
        checked = {name: v if isinstance(v, Change) else _checked(cls, name, v) for name, v in said.items()}
        type.__setattr__(cls, _SAID, checked)
        for name in settings_of(cls):
            if any(isinstance(value, Change) for _, value in layers(cls, name)):
                # What a mix-in changes may be said by a class that only joins it further down: the instance judges.
                with suppress(SettingsError):
                    type.__setattr__(cls, name, _resolved(cls, name))
            elif name in said:
                type.__setattr__(cls, name, checked[name])

    def __init__(self, *, app: str, env: str) -> None:
        """The settings of one app in one environment. Raises `SettingsError` for a change that nothing precedes."""
        cls = type(self)
        for name in settings_of(cls):
            if isinstance(getattr(cls, name, None), Change):
                object.__setattr__(self, name, _resolved(cls, name))
        object.__setattr__(self, "app_name", app)
        object.__setattr__(self, "env_name", env)

    def filled(self, text: str) -> str:
        """The text with `{app}` and `{env}` filled in: a template of the settings, as it is rendered."""
        return fill(text, app=self.app_name, env=self.env_name)

    def __getattr__(self, name: str) -> NoReturn:
        cls = type(self)
        if name in settings_of(cls):
            message = f"{cls.__name__} says no {name}, nor does a class above it; add {name} = ..."
            raise SettingsError(message, owner=cls)
        raise AttributeError(_unknown(cls, name))

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise SettingsError(f"settings are frozen; say {name} in the body of {type(self).__name__}")


def settings_of(cls: type) -> dict[str, Any]:
    """The declared settings, name to annotation, of the vocabulary that an environment class speaks."""
    return getattr(cls, _SETTINGS, {})


def layers(cls: type, name: str) -> Iterator[tuple[type, Any]]:
    """Every class that says the setting, the nearest first, with what it says: a value or a `Change`.

    The vocabulary's default, where there is one, comes last.
    """
    for layer in cls.__mro__:
        said = vars(layer).get(_SAID, vars(layer) if _SETTINGS in vars(layer) else {})
        if name in said:
            yield layer, said[name]


def _refuse_other_parents(cls: type) -> None:
    """Python would take a setting from any parent, but only those of environments are checked and frozen."""
    for layer in cls.__mro__:
        for name in () if issubclass(layer, EnvironmentBase) else vars(layer):
            if name in settings_of(cls):
                message = (
                    f"{layer.__name__} says {name} but is no Environment; write class {layer.__name__}(Environment)"
                )
                raise SettingsError(message, owner=layer)


def _unknown(cls: type, name: str) -> str:
    known = list(settings_of(cls))
    remedy = did_you_mean(name, known) or "; `plainsail explain ENV/APP` lists them"
    return f"{cls.__name__}.{name} is not a setting{remedy}"


@cache
def _adapter(declared: type, name: str) -> TypeAdapter[Any]:
    return TypeAdapter(settings_of(declared)[name])


def vocabulary_of(cls: type) -> type:
    """The vocabulary that an environment class speaks: the nearest class that declares settings."""
    return next(layer for layer in cls.__mro__ if _SETTINGS in vars(layer))


def _checked(cls: type, name: str, value: Any) -> Any:
    """The value, frozen, if it is what the vocabulary declares."""
    try:
        frozen = freeze(_adapter(vocabulary_of(cls), name).validate_python(value, strict=True))
    except ValidationError as error:
        complaint = in_words(error, name, value=value)
        raise SettingsError(complaint.message, path=(name, *complaint.path), owner=cls) from None
    _refuse_control_characters(cls, (name,), frozen)
    return frozen


def _refuse_control_characters(cls: type, path: Path, value: Any) -> None:
    if isinstance(value, str):
        try:
            check_control_characters(value)
        except ValueError as error:
            raise SettingsError(f"{path[-1]}={shorten(value)} {error}", path=path, owner=cls) from None
    elif isinstance(value, Mapping):
        for key, item in value.items():
            _refuse_control_characters(cls, (*path, key), key)
            _refuse_control_characters(cls, (*path, key), item)
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            _refuse_control_characters(cls, (*path, index), item)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            _refuse_control_characters(cls, (*path, field.name), getattr(value, field.name))


def _resolved(cls: type, name: str) -> Any:
    """The value along the method resolution order: the nearest whole value, then every change before it.

    Raises `SettingsError` where a change finds nothing to change, or makes something of it that cannot be.
    """
    said: list[tuple[type, Change]] = []
    for layer, each in layers(cls, name):
        if not isinstance(each, Change):
            value = each
            break
        said.append((layer, each))
    else:
        value = None
    try:
        value = apply([change for _, change in reversed(said)], value, path=(name,))
    except SettingsError as error:
        speakers = [layer for layer, change in said if change.says(error.path[1:])]
        raise SettingsError(error.message, path=error.path, owner=[*speakers, said[0][0]][0]) from None
    return _checked(cls, name, value)
