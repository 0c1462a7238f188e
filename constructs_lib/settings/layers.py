"""What makes a class a layer of settings: names are checked, values frozen, changes resolved, when it is made.

The class hierarchy is the values hierarchy; Python's method resolution order is the precedence. A *vocabulary*, a class
made with `vocabulary=True`, declares settings: it annotates them, and the text under each is its documentation. Every
other class gives them values.
"""

import dataclasses
import inspect
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any, ClassVar, NoReturn

from constructs_lib.kubernetes.nearest import did_you_mean
from constructs_lib.settings.changes import Change, apply
from constructs_lib.settings.errors import Path, SettingsError, example_of, in_words, shorten
from constructs_lib.settings.once import once_in_turn
from constructs_lib.settings.plainly import NoSchemaError, Refusal, taken
from constructs_lib.settings.text import check_control_characters, fill, holds_control_character
from constructs_lib.settings.values import freeze
from constructs_lib.settings.within import LEAVES, fields_of, gather, gather_parts, walk

_SETTINGS = "__settings__"
_VALUES = "__values__"
_DECLARED = "__declared__"
_RULES = "__rules__"

_NOTHING: Mapping[str, Any] = {}

Problem = tuple[Path, str]
"""What is wrong between settings: the path to the one to look at, and the message."""


def is_vocabulary(layer: type) -> bool:
    """Whether the class declares settings; its values are defaults."""
    return _SETTINGS in vars(layer)


def gives_values(layer: type) -> bool:
    """Whether the class is one that gives values to settings that a vocabulary declares."""
    return isinstance(layer, SettingsType) and not is_vocabulary(layer)


class SettingsType(type):
    """Freezes the class, so that no other file can change its values, and puts vocabularies last in its layers."""

    def mro(cls) -> list[type]:
        """Python's order, then the vocabularies: their defaults yield to every class that gives a value."""
        try:
            order = super().mro()
        except TypeError:  # no order keeps that of every parent
            parents = ", ".join(parent.__name__ for parent in cls.__bases__)
            message = f"{parents} cannot be parents in this order; name the class that derives from the other first"
            raise SettingsError(message) from None
        return sorted(order, key=lambda layer: layer is not cls and not gives_values(layer))

    def __setattr__(cls, name: str, value: object) -> NoReturn:
        raise SettingsError(
            f"settings are frozen; set {name} in a class body, not by assigning to {cls.__name__}.{name}"
        )

    def __delattr__(cls, name: str) -> NoReturn:
        raise SettingsError(f"settings are frozen; {cls.__name__}.{name} cannot be deleted")


class Settings(metaclass=SettingsType):
    """The root of all vocabularies, which declares nothing."""

    __settings__: ClassVar[Mapping[str, Any]] = {}
    """Setting to annotation: all that the vocabulary knows, its parents' first."""
    __values__: ClassVar[Mapping[str, Any]] = {}
    """Setting to what this very class gives it: a value, checked and frozen, or a `Change`."""

    __declared__: ClassVar[Collection[str]] = ()
    """The settings that the vocabulary declares itself."""
    __rules__: ClassVar[Sequence["Rule"]] = ()
    """The rules of the vocabulary, those of the farthest above it first."""

    app_name: str
    """The app's name, from the registry."""
    env_name: str
    """The environment's name, from the registry."""

    def __init_subclass__(cls, *, vocabulary: bool = False) -> None:
        if vocabulary:
            type.__setattr__(cls, _SETTINGS, _declared(cls))
            type.__setattr__(cls, _DECLARED, frozenset(inspect.get_annotations(cls)))
            type.__setattr__(cls, _RULES, _rules(cls))
        else:
            _refuse_other_parents(cls)
        type.__setattr__(cls, _VALUES, _values(cls))
        given_by_layers, hints = _given(cls), settings_of(cls)
        # What no layer below the vocabulary gives is as the vocabulary left it when it was made.
        for name in hints if vocabulary else given_by_layers:
            given, hint = given_by_layers.get(name, ()), hints[name]
            if any(isinstance(value, Change) for _, value in given):
                # What a mix-in changes may be given by a class that only joins it further down: the instance judges.
                with suppress(SettingsError):
                    type.__setattr__(cls, name, _resolved(cls, name))
            elif name in vars(cls)[_VALUES]:
                type.__setattr__(cls, name, vars(cls)[_VALUES][name])
            elif given and settings_of(given[0][0])[name] is not hint:
                # The class that gives it knows a vocabulary that declares it otherwise.
                type.__setattr__(cls, name, _checked(cls, name, given[0][1]))
            elif not given and hasattr(cls, name):
                type.__setattr__(cls, name, _Required())

    def __init__(self, *, app: str, env: str) -> None:
        """The settings of one app in one environment, checked as a whole. Raises `SettingsError`."""
        cls = type(self)
        changed = {name for layer in cls.__mro__ for name, value in _own_values(layer) if isinstance(value, Change)}
        for name in sorted(changed):
            if isinstance(getattr(cls, name, None), Change):
                object.__setattr__(self, name, _resolved(cls, name))
        object.__setattr__(self, "app_name", app)
        object.__setattr__(self, "env_name", env)
        for path, message in _problems(self):
            raise SettingsError(message, path=path, owner=cls)

    def __repr__(self) -> str:
        return f"{type(self).__name__}(...)"

    def filled(self, text: str) -> str:
        """The text with `{app}` and `{env}` filled in: a template of the settings, as it is rendered."""
        return fill(text, app=self.app_name, env=self.env_name)

    def __getattr__(self, name: str) -> NoReturn:
        cls = type(self)
        if name in settings_of(cls):
            value = example_of(settings_of(cls)[name])
            message = f"{cls.__name__} does not set {name}, nor does a class above it; add {name} = {value}"
            raise SettingsError(message, owner=cls)
        raise AttributeError(_unknown(cls, name))

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise SettingsError(f"settings are frozen; set {name} in the body of {type(self).__name__}")


class _Required:
    """Hides the default of a setting that a nearer vocabulary declares again without one."""

    def __get__(self, settings: object, cls: type) -> NoReturn:
        raise AttributeError


@dataclasses.dataclass(frozen=True)
class Rule:
    """What must hold between settings; a method of the vocabulary whose settings it is about."""

    check: Callable[[Any], Iterable[Problem] | None]


def rule(check: Callable[[Any], Iterable[Problem] | None]) -> Rule:
    """Makes a method of a vocabulary a rule: what it yields is refused when the settings of an app are made."""
    return Rule(check)


def _problems(settings: Settings) -> Iterator[Problem]:
    """What the rules of every vocabulary find, those of the farthest first."""
    for rule in type(settings).__rules__:
        yield from rule.check(settings) or ()


def _rules(cls: type) -> Sequence[Rule]:
    vocabularies = (layer for layer in reversed(cls.__mro__) if is_vocabulary(layer))
    return tuple(member for layer in vocabularies for member in vars(layer).values() if isinstance(member, Rule))


def settings_of(cls: type) -> Mapping[str, Any]:
    """The declared settings, name to annotation, of the vocabulary of a class."""
    return getattr(cls, _SETTINGS, {})


def vocabulary_of(cls: type) -> type:
    """The vocabulary of a class: the nearest one, which knows the settings of all others."""
    return next(layer for layer in cls.__mro__ if is_vocabulary(layer))


def layers(cls: type, name: str) -> Iterator[tuple[type, Any]]:
    """Every class that gives the setting a value, the nearest first, with it: a value or a `Change`.

    Defaults, where vocabularies give any, come last. A vocabulary that declares a setting without a default makes it
    a required one; defaults above it do not count.
    """
    for layer in cls.__mro__:
        if name in (values := vars(layer).get(_VALUES, {})):
            yield layer, values[name]
        elif name in vars(layer).get(_DECLARED, ()):
            return


def _given(cls: type) -> Mapping[str, Sequence[tuple[type, Any]]]:
    """What `layers` yields, of each setting that any class gives a value; defaults only of a vocabulary itself."""
    given: dict[str, list[tuple[type, Any]]] = {}
    required: set[str] = set()
    for layer in cls.__mro__:
        if is_vocabulary(layer) and not is_vocabulary(cls):
            break  # only vocabularies follow
        own = vars(layer)
        for name, value in (values := own.get(_VALUES, _NOTHING)).items():
            if name not in required:
                given.setdefault(name, []).append((layer, value))
        required.update(name for name in own.get(_DECLARED, ()) if name not in values)
    return given


def _own_values(layer: type) -> Iterable[tuple[str, Any]]:
    values: Mapping[str, Any] = vars(layer).get(_VALUES, _NOTHING)
    return values.items()


@once_in_turn
def values_of(settings: Settings) -> Sequence[tuple[Path, Any]]:
    """Every value that the settings of an app hold, however deep, each with the path to it."""
    found: list[tuple[Path, Any]] = []
    for name, value in _given_to(settings):
        gather(value, (name,), found)
    return found


@once_in_turn
def parts_of(settings: Settings) -> Sequence[tuple[Path, Any]]:
    """Of these, the values of classes (`Probe(...)`): a tenth of all, and what rules ask for."""
    found: list[tuple[Path, Any]] = []
    for name, value in _given_to(settings):
        if type(value) not in LEAVES:
            gather_parts(value, (name,), found)
    return found


def _given_to(settings: Settings) -> Iterator[tuple[str, Any]]:
    kind = type(settings)
    return ((name, getattr(settings, name)) for name in settings_of(kind) if hasattr(kind, name))


def _declared(cls: type) -> Mapping[str, Any]:
    """All settings of a vocabulary: its parents', and those that it annotates itself."""
    settings: dict[str, Any] = {}
    for layer in reversed(cls.__mro__[1:]):
        if gives_values(layer):
            message = f"{cls.__name__} declares settings, so its parents are vocabularies; {layer.__name__} is none"
            raise SettingsError(message, owner=cls)
        settings |= settings_of(layer)
    own = {name: hint for name, hint in inspect.get_annotations(cls, eval_str=True).items() if name[0] != "_"}
    for name in own.keys() - settings.keys():
        if name in Settings.__annotations__ or any(name in vars(layer) for layer in cls.__mro__[1:]):
            message = (
                f"{name} is an attribute of every {cls.__bases__[0].__name__}; choose another name for the setting"
            )
            raise SettingsError(message, path=(name,), owner=cls)
    return settings | own


def _values(cls: type) -> Mapping[str, Any]:
    """What the class itself gives its settings, checked. Raises `SettingsError` for a name that is no setting."""
    own = {name: value for name, value in vars(cls).items() if not name.startswith("_")}
    if is_vocabulary(cls):
        own = {name: value for name, value in own.items() if name in settings_of(cls) or not _is_helper(value)}
    for name in (*own, *inspect.get_annotations(cls)):
        if name.startswith("_") or (is_vocabulary(cls) and name not in own):
            continue
        if name not in settings_of(cls):
            declare = ""
            if is_vocabulary(cls):
                declare = f"; a new one needs its type: {name}: ... = ..."
            elif name in inspect.get_annotations(cls) and all(map(is_vocabulary, cls.__bases__)):
                declare = (
                    f"; a class that declares settings is a vocabulary: class {cls.__name__}(..., vocabulary=True)"
                )
            raise SettingsError(_unknown(cls, name) + declare, path=(name,), owner=cls)
        if name not in own:
            message = f"{name} is only annotated, which sets nothing; write {name} = ..."
            raise SettingsError(message, path=(name,), owner=cls)
    return {name: value if isinstance(value, Change) else _checked(cls, name, value) for name, value in own.items()}


def _is_helper(value: object) -> bool:
    """Whether it is a rule, or a method or property that rules and charts use."""
    return isinstance(value, Rule) or hasattr(type(value), "__get__")


def _refuse_other_parents(cls: type) -> None:
    """An app is of one shape; and Python would take a setting from any parent, but only layers are checked."""
    vocabulary = vocabulary_of(cls)
    for layer in cls.__mro__:
        if is_vocabulary(layer) and not issubclass(vocabulary, layer):
            message = ", ".join(f"{base.__name__} is a {vocabulary_of(base).__name__}" for base in _shapes(cls))
            shared = next(above for above in layer.__mro__ if is_vocabulary(above) and issubclass(vocabulary, above))
            raise SettingsError(
                f"{message}, and nothing is both; a mix-in for both is a {shared.__name__}, which both are", owner=cls
            )
        for name in () if isinstance(layer, SettingsType) else vars(layer):
            if name in settings_of(cls):
                message = f"{layer.__name__} sets {name} but is no class of settings"
                declaring = _declaring(vocabulary, name).__name__
                raise SettingsError(f"{message}; write class {layer.__name__}({declaring})", owner=layer)


def _shapes(cls: type) -> list[type]:
    return [base for base in cls.__bases__ if isinstance(base, SettingsType)]


def _declaring(vocabulary: type, name: str) -> type:
    """The vocabulary that first declared a setting."""
    return [layer for layer in vocabulary.__mro__ if name in settings_of(layer)][-1]


def _unknown(cls: type, name: str) -> str:
    """That there is no such setting, and what is near: in the class's own vocabulary, or in one that extends it."""
    vocabulary, message = vocabulary_of(cls), f"{cls.__name__}.{name} is not a setting"
    for other in _extensions(vocabulary):
        if name in settings_of(other):
            return f"{message} of {vocabulary.__name__} but one of {other.__name__}; derive it from {other.__name__}"
    near = did_you_mean(name, list(settings_of(vocabulary)))
    return message + (near or "; `plainsail explain ENV/APP` lists them")


def _extensions(vocabulary: type) -> Iterator[type]:
    """The vocabularies that extend one, the nearest first."""
    subclasses: list[type] = vocabulary.__subclasses__()
    for kind in subclasses:
        if is_vocabulary(kind):
            yield kind
            yield from _extensions(kind)


def _checked(cls: type, name: str, value: Any) -> Any:
    """The value, frozen, if it is what the vocabulary declares."""
    try:
        frozen = freeze(taken(settings_of(cls)[name], value))
    except NoSchemaError:
        message = f"values of {name} cannot be checked: its type is a plain class; mark that class @setting"
        raise SettingsError(message, path=(name,), owner=cls) from None
    except Refusal as refusal:
        mistake = in_words(refusal.error, name, value=value)
        raise SettingsError(mistake.message, path=(name, *mistake.path), owner=cls) from None
    if _mangles(frozen):
        for path, part in walk(frozen, (name,)):
            _refuse_control_characters(cls, path, part)
            for key in part if isinstance(part, Mapping) else ():
                _refuse_control_characters(cls, (*path, key), key)
    return frozen


def _mangles(value: Any) -> bool:
    """Whether there is a text within the value that holds a control character."""
    if isinstance(value, str):
        return holds_control_character(value)
    if type(value) in LEAVES:
        return False
    if isinstance(value, (dict, Mapping)):
        return any(map(_mangles, value)) or any(map(_mangles, value.values()))
    if isinstance(value, tuple):
        return any(map(_mangles, value))
    return any(_mangles(getattr(value, name)) for name in fields_of(type(value)))


def _refuse_control_characters(cls: type, path: Path, value: Any) -> None:
    try:
        check_control_characters(value if isinstance(value, str) else "")
    except ValueError as error:
        raise SettingsError(f"{path[-1]}={shorten(value)} {error}", path=path, owner=cls) from None


def _resolved(cls: type, name: str) -> Any:
    """The value along the method resolution order: the nearest whole value, then every change before it.

    Raises `SettingsError` where a change finds nothing to change, or makes something of it that cannot be.
    """
    changes: list[tuple[type, Change]] = []
    value = None
    for layer, given in layers(cls, name):
        if not isinstance(given, Change):
            value = given
            break
        changes.append((layer, given))
    try:
        value = apply([change for _, change in reversed(changes)], value, path=(name,))
    except SettingsError as error:
        owners = [layer for layer, change in changes if change.touches(error.path[1:])]
        raise SettingsError(error.message, path=error.path, owner=[*owners, changes[0][0]][0]) from None
    return _checked(cls, name, value)
