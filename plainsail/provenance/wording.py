"""Python's own error messages in words for people, with a remedy where there is one."""

import ast
import builtins
import dataclasses
import pkgutil
import re
import sys
from collections.abc import Iterable, Mapping
from types import FrameType, ModuleType
from typing import Any

import constructs_lib.settings as vocabulary
from constructs_lib.kubernetes.nearest import did_you_mean
from constructs_lib.settings import Environment
from constructs_lib.settings.errors import fields_of, shorten
from constructs_lib.settings.layers import settings_of
from plainsail.errors import DoubleKey
from plainsail.provenance.scope import evaluate

_NOT_TAKEN = "Unable to deserialize value as"
"""What jsii says of a value that is not of the type that cdk8s takes."""
_CIRCLE = "yet: it is being imported, and imports this file; break the circle"


def in_words(error: BaseException, frame: FrameType | None = None, node: ast.expr | None = None) -> str:
    """The message of an exception: one line, lower case. `node` is the expression that failed, in `frame`."""
    message = ""
    match error:
        case SyntaxError():
            message = _syntax(error)
        case dataclasses.FrozenInstanceError(args=[str(text)]):
            field = text.rpartition("field ")[2].strip("'")
            message = (
                f"settings are frozen, this line would change a parent's; use change({field}=...) in the class body"
            )
        case NameError(name=str(name)):
            message = _name(name, frame)
        case AttributeError(name=str(name)):
            message = _attribute(name, error.obj)
        case ImportError():
            message = _import(error)
        case KeyError(args=[key]):
            message = f"there is no {key!r} here{_near_key(key, frame, node)}"
        case RecursionError():
            message = "this calls itself without end"
        case OSError(strerror=str(reason)):
            message = f"{error.filename}: {reason.lower()}" if error.filename else reason.lower()
        case TypeError() if "consistent method resolution" in str(error):
            parents = " ".join(str(error).rpartition("for bases")[2].split())
            message = f"{parents} cannot be parents in this order; name the class that derives from the other first"
    kind = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", type(error).__name__).lower()
    return message or _not_taken(str(error)) or _plain(str(error)) or _plain(kind)


def _syntax(error: SyntaxError) -> str:
    if isinstance(error, DoubleKey):
        return error.msg
    return f"Python cannot read this: {_plain(error.msg or 'it is not Python')}"


def _not_taken(report: str) -> str:
    """What cdk8s takes, and what it was given, where jsii reports it in a tree; else nothing."""
    if not (takes := re.findall(rf"{_NOT_TAKEN} (.+)", report)):
        return ""
    subject = re.search(r"Passed to parameter \w+ of (?:\w+ )?([^:]+):", report)
    field = ".".join(re.findall(r"Key '([^']+)'", report))
    given = re.findall(r"Failing value is (.+)", report)[-1:]
    names = (part for part in (subject and subject[1].rpartition(".")[2], field) if part)
    kind = takes[-1].removesuffix(" | undefined").rpartition(".")[2]
    return f"{' '.join(names)} takes {kind}, and is given {given[0] if given else 'something else'}"


def _plain(message: str) -> str:
    """The first line, lower case, without a full stop."""
    line = message.strip().split("\n")[0]
    line = line if line.endswith("...") else line.rstrip(".")
    line = line.replace(". P", "; p").replace(". M", "; m")
    # A word of a sentence, and no name of Python: `Greeting.__init__() got an unexpected keyword argument`.
    return line[:1].lower() + line[1:] if re.match(r"[A-Z]([a-z]+)?(?![\w.(])", line) else line


def _name(name: str, frame: FrameType | None) -> str:
    offered = [name for name, value in vars(vocabulary).items() if not isinstance(value, ModuleType) and name[0] != "_"]
    known = [*frame.f_locals, *frame.f_globals, *vars(builtins)] if frame else []
    if name in offered:
        return f"name {name!r} is not defined; write: from constructs_lib.settings import {name}"
    return f"name {name!r} is not defined{did_you_mean(name, [*known, *offered])}"


def _attribute(name: str, holder: Any) -> str:
    if isinstance(holder, type) and issubclass(holder, Environment):
        if name in settings_of(holder):
            return f"{holder.__name__} says no {name}, nor does a class above it"
        return f"{holder.__name__}.{name} is not a setting{did_you_mean(name, settings_of(holder))}"
    if isinstance(holder, ModuleType):
        if getattr(getattr(holder, "__spec__", None), "_initializing", False):
            return f"{holder.__name__} has no {name} {_CIRCLE}"
        return f"{holder.__name__} has no {name}{did_you_mean(name, _public(vars(holder)))}"
    if dataclasses.is_dataclass(holder):
        kind = holder if isinstance(holder, type) else type(holder)
        return f"{kind.__name__} has no {name}{did_you_mean(name, fields_of(kind))}"
    return f"{shorten(holder)} has no {name}{did_you_mean(name, _public(dir(holder)))}"


def _import(error: ImportError) -> str:
    if isinstance(error, ModuleNotFoundError) and error.name:
        package = error.name.rpartition(".")[0]
        folders = getattr(sys.modules.get(package), "__path__", [])
        known = [f"{package}.{module.name}" for module in pkgutil.iter_modules(folders)]
        return f"there is no module {error.name}{did_you_mean(error.name, known)}"
    names = re.match(r"cannot import name '([^']+)' from (partially initialized module )?'([^']+)'", str(error))
    if not names:
        return _plain(str(error))
    name, circle, module = names.groups()
    if circle:
        return f"{module} has no {name} {_CIRCLE}"
    return f"{module} has no {name}{did_you_mean(name, _public(vars(sys.modules.get(module, vocabulary))))}"


def _near_key(key: object, frame: FrameType | None, node: ast.expr | None) -> str:
    holder = (
        evaluate(node.value, frame.f_locals, frame.f_globals) if frame and isinstance(node, ast.Subscript) else None
    )
    if not isinstance(holder, Mapping):
        return ""
    keys = [str(known) for known in holder]
    return did_you_mean(str(key), keys) or f"; there are: {', '.join(keys)}"


def _public(names: Iterable[str]) -> list[str]:
    return [name for name in names if not name.startswith("_")]
