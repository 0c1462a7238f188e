"""What Parameter Store holds of the parameters that are needed. Names alone, never a value."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field

from plainsail.manifests.external_secrets import impossible, normalised, public
from plainsail.secrets.nearest import Names, Near
from plainsail.secrets.needs import Need
from plainsail.secrets.ssm import CouldNotAsk, Parameter, ParameterStore


@dataclass(frozen=True)
class Answer:
    """What is known of the parameter that one variable needs."""

    need: Need
    parameter: Parameter | None = None
    """None of a folder, and of what is not there."""
    exists: bool | None = True
    """None where that cannot be asked."""
    near: Near | None = None
    """Of what does not exist: the name that may have been meant."""


@dataclass(frozen=True)
class Answers:
    """What rules look at: all that was asked for, and what nobody needs."""

    needed: list[Answer] = field(default_factory=list)
    unused: list[tuple[str, str]] = field(default_factory=list)
    """An environment, and a parameter in its folder."""


def ask(
    needs: Sequence[Need],
    store: ParameterStore,
    *,
    environments: Collection[str],
    account: str | None = None,
    progress: Callable[[int], None] = lambda _: None,
) -> list[Answer]:
    """An answer for each need, in their order. Asks for all names of the region only when one is missing.

    Raises `CouldNotAsk`, also where another account than the given one answers.
    """
    sure = {need for need in needs if why_not_asked(need) is None}
    names = {need.parameter for need in sure if not need.folder and not impossible(need.parameter)}
    folders = {normalised(need.parameter) for need in sure if need.folder}
    existing = store.find(sorted(names), progress=progress)
    filled = {folder for folder in folders if not impossible(folder) and any(True for _ in store.all(below=folder))}
    there = {
        need for need in sure if (normalised(need.parameter) in filled if need.folder else need.parameter in existing)
    }
    every = list(store.all()) if there < sure else []
    _refuse_other_account([*existing.values(), *every], account)
    near = Names((parameter.name for parameter in every), environments=environments)

    def answer(need: Need) -> Answer:
        if need not in sure:
            return Answer(need, exists=None)
        if need in there:
            return Answer(need, existing.get(need.parameter))
        return Answer(need, exists=False, near=None if need.folder else near.nearest(need.parameter))

    return list(map(answer, needs))


def unused(needs: Sequence[Need], folders: Sequence[tuple[str, str]], store: ParameterStore) -> list[tuple[str, str]]:
    """Parameters that no variable needs, below the folders of environments (`("staging", "/param/staging")`)."""
    used = {need.parameter for need in needs if not need.folder}
    searched = tuple(f"{normalised(need.parameter)}/" for need in needs if need.folder)
    idle = {
        parameter.name: environment
        for environment, folder in reversed(folders)
        if not impossible(folder)
        for parameter in store.all(below=folder)
        if parameter.name not in used and not parameter.name.startswith(searched)
    }
    return [(environment, name) for name, environment in sorted(idle.items())]


def why_not_asked(need: Need) -> str | None:
    """Why Parameter Store cannot be asked for a parameter."""
    if public(need.parameter):
        return "AWS publishes it, and lists only an account's own parameters"
    if ":" in need.parameter:
        return "it names another account, or a version; say the plain name"
    return None


def _refuse_other_account(parameters: Sequence[Parameter], account: str | None) -> None:
    """Credentials of another account would make everything missing."""
    answered = next((parameter.account for parameter in parameters if parameter.account), account)
    if account is not None and answered != account:
        raise CouldNotAsk(
            f"these credentials are of account {answered}, and the settings say aws.account={account}; "
            "log in to that one, or name its profile (--profile)"
        )
