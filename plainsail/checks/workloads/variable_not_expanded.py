"""`$(NAME)` names a variable that is not there, or that comes later.

Kubernetes fills in `$(NAME)` in the value of a variable, in `command`, `args` and `subPathExpr`. It knows the variables
of the same container: those of `envFrom`, those that stand earlier in `env`, and those of Services. It does not know
what the image sets. `$$(NAME)` keeps the text. In a probe's command it knows plain values only, in a hook's nothing.

Why: nobody complains, and the program gets the text `$(NAME)`; with `subPathExpr`, the container does not start.
Fix: name a variable of the same container, and let it stand before the one that names it; or write `$$(NAME)`, if the
text is meant.
"""

import re
from collections.abc import Iterator, Sequence

from constructs_lib.kubernetes.expansion import names_in
from constructs_lib.kubernetes.nearest import did_you_mean
from constructs_lib.kubernetes.paths import Part
from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.manifests.commands import Command, commands
from plainsail.manifests.expansion import Scope
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.pods import Container

SEVERITY: Severity = "warning"
MEANS: Meaning = "cannot work"

_CONSTANT = re.compile(r"[A-Z_][A-Z0-9_]*")
"""How people name variables; `$(hostname)` is meant for a shell."""


def check(manifests: Manifests) -> Iterator[Finding]:
    for container in manifests.containers():
        if _refers(container):
            scope = Scope(manifests, container)
            yield from _in_values(container, scope)
            yield from _in_commands(container, scope)
            yield from _in_paths(container, scope)


def _refers(container: Container) -> bool:
    """Whether anything in it may be a reference; most containers have none."""
    texts = (
        *(entry.get("value", "") for entry in container.spec.get("env", [])),
        *(mount.get("subPathExpr", "") for mount in container.spec.get("volumeMounts", [])),
        *(word for command in commands(container) for word in command.words),
    )
    return any("$(" in text for text in texts)


def _in_values(container: Container, scope: Scope) -> Iterator[Finding]:
    before: set[str] = set()
    later = set(scope.own)
    for index, entry in enumerate(container.spec.get("env", [])):
        for name in dict.fromkeys(names_in(entry.get("value", ""))):
            if name in before or name in scope.whole:
                continue
            where = container.where("env", index, "value")
            if name in later and name != entry["name"]:
                message = f"$({name}) stays as it is: {name} comes later in the list"
                yield Finding(where, message, severity="error" if scope.whole_is_known else None)
            elif (unknown := _unknown(name, scope, [own for own in scope.own if own != entry["name"]])) is not None:
                yield Finding(where, unknown)
        before.add(entry["name"])


def _in_commands(container: Container, scope: Scope) -> Iterator[Finding]:
    for command in commands(container):
        for place, name in _names(command):
            message = _OF_COMMANDS[command.runs_as](container, scope, name)
            # A shell runs `$(NAME)` as a command of that name; only a variable's name is told there.
            if message and (not command.in_shell(place) or name in scope.own or "did you mean" in message):
                yield Finding(container.where(command.field(place)), message)


def _in_container(_: Container, scope: Scope, name: str) -> str | None:
    return None if name in scope.own or name in scope.whole else _unknown(name, scope, scope.own)


def _in_probe(container: Container, scope: Scope, name: str) -> str | None:
    """The kubelet fills in a probe from the texts in `env` alone."""
    if name in scope.own and "valueFrom" in container.env[name]:
        return (
            f"$({name}) becomes nothing: a probe knows no variable that comes from elsewhere; let a shell read ${name}"
        )
    if name in scope.whole and name not in scope.own:
        return f"$({name}) stays as it is: a probe knows no variable of envFrom; let a shell read ${name}"
    return _in_container(container, scope, name)


def _in_hook(_: Container, scope: Scope, name: str) -> str | None:
    if name not in scope.own and name not in scope.whole:
        return None
    return f"$({name}) stays as it is: nothing is filled in in a hook; let a shell read ${name}"


_OF_COMMANDS = {"container": _in_container, "probe": _in_probe, "hook": _in_hook}


def _names(command: Command) -> Iterator[tuple[int, str]]:
    for place, word in enumerate(command.words):
        for name in dict.fromkeys(names_in(word)):
            yield place, name


def _in_paths(container: Container, scope: Scope) -> Iterator[Finding]:
    for index, mount in enumerate(container.spec.get("volumeMounts", [])):
        field: Sequence[Part | int] = ("volumeMounts", index, "subPathExpr")
        for name in dict.fromkeys(names_in(mount.get("subPathExpr", ""))):
            if name in scope.own or name in scope.whole or scope.may_be_of_a_service(name) or not scope.whole_is_known:
                continue
            message = f"$({name}) names no variable of this container, so it does not start"
            yield Finding(container.where(field), message + did_you_mean(name, scope.own), severity="error")


def _unknown(name: str, scope: Scope, known: Sequence[str]) -> str | None:
    """What is wrong with a name that nothing sets; None where something may set it, or it is no name."""
    if scope.may_be_of_a_service(name):
        return None
    others = [other for other in sorted({*known, *scope.whole}) if _alike(name, other)]
    near = did_you_mean(name, others) if re.fullmatch(r"[\w.-]+", name) else ""
    if not near and (not _CONSTANT.fullmatch(name) or not scope.whole_is_known):
        return None
    return f"$({name}) stays as it is: no variable of this container has that name{near}"


def _alike(name: str, other: str) -> bool:
    """Whether two names are written in one case, or differ in it alone: `$(hostname)` is not meant for SET_NAME."""
    return bool(_CONSTANT.fullmatch(name)) == bool(_CONSTANT.fullmatch(other)) or name.lower() == other.lower()
