"""Needs against what Parameter Store holds: what is missing, what is no secret, what nothing uses."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from plainsail.manifests.external_secrets import impossible, normalised, public
from plainsail.secrets.nearest import Names
from plainsail.secrets.needs import Need
from plainsail.secrets.ssm import CouldNotAsk, Parameter, ParameterStore

SECRET_TYPE = "SecureString"  # noqa: S105 the name of a type
_VERSIONS_KEPT = 100
"""How many versions of a parameter SSM keeps."""


@dataclass(frozen=True)
class Complaint:
    """Something that is not as the rendered ExternalSecrets need it."""

    severity: Literal["error", "warning"]
    environment: str
    parameter: str
    message: str
    need: Need | None = None
    """Who needs it; None where nobody does."""
    exists: bool | None = True
    """None where that was not asked."""


def verify(
    asked: Sequence[Need],
    store: ParameterStore,
    *,
    environments: Collection[str],
    account: str | None = None,
    progress: Callable[[int], None] = lambda _: None,
) -> list[Complaint]:
    """What is wrong with the needs, in their order. Asks for all names of the region only when one is missing.

    Raises `CouldNotAsk`, also where another account than the given one answers.
    """
    sure = {need for need in asked if _why_not_asked(need) is None}
    names = {need.parameter for need in sure if not need.folder and not impossible(need.parameter)}
    folders = {normalised(need.parameter) for need in sure if need.folder}
    found = store.find(sorted(names), progress=progress)
    filled = {folder for folder in folders if not impossible(folder) and any(True for _ in store.all(below=folder))}
    missing = {need for need in sure if not _is_there(need, found, filled)}
    every = list(store.all()) if missing else []
    _refuse_other_account([*found.values(), *every], account)
    near = Names((each.name for each in every), environments=environments)
    return [
        complaint
        for need in asked
        for complaint in ([_missing(need, near)] if need in missing else _of(need, found.get(need.parameter)))
    ]


def unused(asked: Sequence[Need], folders: Sequence[tuple[str, str]], store: ParameterStore) -> list[Complaint]:
    """Parameters that no variable needs, below the folders of environments (`("staging", "/param/staging")`)."""
    used = {need.parameter for need in asked if not need.folder}
    searched = tuple(f"{normalised(need.parameter)}/" for need in asked if need.folder)
    idle = {
        parameter.name: environment
        for environment, folder in reversed(folders)
        if not impossible(folder)
        for parameter in store.all(below=folder)
        if parameter.name not in used and not parameter.name.startswith(searched)
    }
    message = "nothing uses it; delete it, or name it in params"
    return [Complaint("warning", environment, name, message) for name, environment in sorted(idle.items())]


def _is_there(need: Need, found: Mapping[str, Parameter], filled: Collection[str]) -> bool:
    return normalised(need.parameter) in filled if need.folder else need.parameter in found


def _why_not_asked(need: Need) -> str | None:
    if public(need.parameter):
        return "was not looked for: AWS publishes it, and lists only an account's own parameters"
    if ":" in need.parameter:
        return "was not looked for: it names another account, or a version; say the plain name"
    return None


def _refuse_other_account(parameters: Sequence[Parameter], account: str | None) -> None:
    """Credentials of another account would make everything missing."""
    answered = next((each.account for each in parameters if each.account), account)
    if account is not None and answered != account:
        raise CouldNotAsk(
            f"these credentials are of account {answered}, and the settings say aws.account={account}; "
            "log in to that one, or name its profile (--profile)"
        )


def _missing(need: Need, names: Names) -> Complaint:
    if need.folder:
        message = "holds no parameter; mend the path, or create what is to be found there"
        return _complaint("error", need, message, exists=False)
    why = impossible(need.parameter)
    near = names.nearest(need.parameter)
    said = f"cannot exist: it {' and '.join(why)}" if why else "does not exist"
    hint = f"there is {near[0]}, {near[1]}" if near else "mend the path" if why else "create it, or mend the path"
    return _complaint("error", need, f"{said}; {hint}", exists=False)


def _of(need: Need, parameter: Parameter | None) -> Iterator[Complaint]:
    """What is to be said of a need that is not missing."""
    if why := _why_not_asked(need):
        yield _complaint("warning", need, why, exists=None)
    if parameter is None:
        return
    if need.version is not None and not need.version.isdigit():
        yield _complaint("warning", need, f"exists, but whether its label {need.version!r} does was not looked for")
    elif need.version is not None and int(need.version) not in range(1, parameter.version + 1):
        yield _complaint("error", need, f"has no version {need.version}; the newest is {parameter.version}")
    elif need.version is not None and int(need.version) <= parameter.version - _VERSIONS_KEPT:
        message = f"has no version {need.version} any more; SSM keeps {_VERSIONS_KEPT}, up to {parameter.version}"
        yield _complaint("error", need, message)
    if parameter.type != SECRET_TYPE:
        yield _complaint("warning", need, f"is a {parameter.type}, readable without a key; make it a {SECRET_TYPE}")


def _complaint(
    severity: Literal["error", "warning"], need: Need, message: str, *, exists: bool | None = True
) -> Complaint:
    return Complaint(severity, need.environment, need.parameter, message, need, exists)
