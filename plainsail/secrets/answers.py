"""What AWS holds of the parameters and secrets that are needed, and what a missing one may have been meant to be.

Names alone, never a value.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from plainsail.manifests.external_secrets import SECRETS_MANAGER, SSM, impossible, normalised, public, segments
from plainsail.secrets.aws import CouldNotAsk
from plainsail.secrets.needs import Need
from plainsail.secrets.secrets_manager import ManagedSecret, SecretsManager
from plainsail.secrets.ssm import Parameter, ParameterStore


@dataclass(frozen=True)
class Answer:
    """What is known of the parameter that one variable needs."""

    need: Need
    parameter: Parameter | None = None
    """None of a folder, and of what is not there."""
    exists: bool | None = True
    """None where that cannot be asked."""
    secret: ManagedSecret | None = None
    """What Secrets Manager says, where that was asked."""
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


def ask_manager(
    needs: Sequence[Need],
    manager: SecretsManager,
    *,
    account: str | None = None,
    progress: Callable[[int], None] = lambda _: None,
) -> list[Answer]:
    """An answer for each need of Secrets Manager, in their order; of a search it cannot be asked.

    Raises `CouldNotAsk`, also where another account than the given one answers.
    """
    existing = manager.find(sorted({need.parameter for need in needs if not need.folder}), progress=progress)
    own = [secret for name, secret in existing.items() if not name.startswith("arn:")]
    _refuse_other_account(own, account)

    def answer(need: Need) -> Answer:
        if need.folder:
            return Answer(need, exists=None)
        secret = existing.get(need.parameter)
        return Answer(need, exists=secret is not None and not secret.deleted, secret=secret)

    return list(map(answer, needs))


def unused(needs: Sequence[Need], folders: Sequence[tuple[str, str]], store: ParameterStore) -> list[tuple[str, str]]:
    """Parameters that no variable needs, below the folders of environments (`("staging", "/param/staging")`)."""
    needs = [need for need in needs if need.provider == SSM]
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
    """Why AWS cannot be asked for a parameter or secret."""
    if need.provider == SECRETS_MANAGER:
        return "Secrets Manager is asked for one secret at a time, not searched" if need.folder else None
    if not need.askable:
        return f"{need.provider} is not asked"
    if public(need.parameter):
        return "AWS publishes it, and lists only an account's own parameters"
    if ":" in need.parameter:
        return "it names another account, or a version; say the plain name"
    return None


def _refuse_other_account(parameters: Sequence[Parameter | ManagedSecret], account: str | None) -> None:
    """Credentials of another account would make everything missing."""
    answered = next((parameter.account for parameter in parameters if parameter.account), account)
    if account is not None and answered != account:
        raise CouldNotAsk(
            f"these credentials are of account {answered}, and the settings say aws.account={account}; "
            "log in to that one, or name its profile (--profile)"
        )


_NEAR = 0.6
"""How alike two parts of a path must be for one to be a slip of the other (1: the same)."""

Near = tuple[str, str]
"""An existing name, and how it differs: `without the doubled slash`."""
_Parts = tuple[str, ...]


class Names:
    """The names that exist, to be asked for the one nearest to a name that does not.

    >>> names = Names(["/param/production/key", "/other/key"], environments=["staging", "production"])
    >>> names.nearest("/param/staging/key")
    ('/param/production/key', 'in the folder of production')
    >>> names.nearest("/param/production/kye")
    ('/param/production/key', "with 'key' for 'kye'")
    """

    def __init__(self, existing: Iterable[str], *, environments: Collection[str]) -> None:
        self._names: dict[_Parts, str] = {}
        for name in sorted(set(existing)):
            if parts := segments(name):
                self._names.setdefault(parts, name)
        self._environments = sorted(environments)

    def nearest(self, wanted: str) -> Near | None:
        """The likeliest slip first: slashes, case, another environment's folder, a typo, the same name elsewhere."""
        return next(self._slips(wanted, segments(wanted)), None) if segments(wanted) else None

    def _slips(self, wanted: str, parts: _Parts) -> Iterator[Near]:
        if name := self._names.get(parts):
            yield name, _slashes(wanted, name)
        for theirs, name in self._names.items():  # a slash too few, or one too many, within the name
            if "".join(theirs) == "".join(parts):
                yield name, "with other slashes"
        for name in self._names.values():
            if normalised(name).casefold() == normalised(wanted).casefold():
                yield name, "in other case"
        yield from self._of_environments(parts)
        in_folder, in_name = self._typo(parts, last=False), self._typo(parts, last=True)
        if in_name:
            yield in_name
        # Of several with the same last segment, the one whose folder looks most alike.
        same = [name for theirs, name in self._names.items() if theirs[-1] == parts[-1]]
        best = max(same, key=lambda name: _likeness(wanted, name), default=None)
        if best and not (in_folder and in_folder[0] == best):
            yield best, "in another folder"
        if in_folder:
            yield in_folder

    def _of_environments(self, parts: _Parts) -> Iterator[Near]:
        """The same path with another environment's name in it, as a part or within one: `my-project-staging`."""
        for own in self._environments:
            word = re.compile(rf"(?<![A-Za-z0-9]){re.escape(own)}(?![A-Za-z0-9])")
            for other in self._environments:
                swapped = tuple(word.sub(other, part) for part in parts)
                if swapped != parts and (name := self._names.get(swapped)):
                    yield name, f"in the folder of {other}"

    def _typo(self, parts: _Parts, *, last: bool) -> Near | None:
        """A name of which one part is spelled a little differently: its last one, or a folder."""
        # Comparing part by part, not whole names: a region may hold ten thousand of them.
        near: list[tuple[float, _Parts, int]] = []
        for theirs in self._names:
            if len(theirs) == len(parts):
                differ = [index for index, part in enumerate(parts) if part != theirs[index]]
                if len(differ) == 1 and (differ[0] == len(parts) - 1) == last:
                    near.append((_likeness(parts[differ[0]], theirs[differ[0]]), theirs, differ[0]))
        likeness, theirs, index = max(near, default=(0.0, parts, 0))
        return (self._names[theirs], f"with {theirs[index]!r} for {parts[index]!r}") if likeness >= _NEAR else None


def _slashes(wanted: str, name: str) -> str:
    if wanted.startswith("/") != name.startswith("/"):
        return "with a leading slash" if name.startswith("/") else "without the leading slash"
    return "without the doubled slash" if "//" in wanted else "without the slash at the end"


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
