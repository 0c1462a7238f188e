"""Compares what a chart renders with what the new settings render, object by object, field by field."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from constructs_lib.kubernetes.diff import ABSENT, FieldChange, compare, items, leaves
from constructs_lib.kubernetes.objects import Document, key_of, without_nulls
from constructs_lib.kubernetes.paths import Item, Path, name_of
from constructs_lib.kubernetes.paths import leaves as leaves_of
from constructs_lib.settings.names import APP
from plainsail.helm_import.native.improvements import ADDED, NAMES, OF_ALL, reason
from plainsail.helm_import.native.normal_form import WORKLOADS, in_normal_form
from plainsail.helm_import.native.roles import Role, Roles, pod_of
from plainsail.helm_import.native.secrets import secret_of
from plainsail.schemas.defaulting import Defaulting

_REFERENCES = {
    "scaleTargetRef": "Deployment",
    "secretKeyRef": "Secret",
    "secretRef": "Secret",
    "service": "Service",
    "target": "Secret",
}
"""Fields whose `name` is an object's, and of which kind."""


@dataclass(frozen=True)
class Difference:
    """A field, or an object as a whole, that is not the same."""

    object: str
    """`Deployment/backend`: of the settings, where there is one."""
    change: FieldChange | None = None
    """None for an object that is only on one side."""
    is_new: bool = False
    """Whether the whole object is only in what the settings render."""
    why: str = ""
    """Why it is meant; empty where a person must decide."""

    @property
    def is_meant(self) -> bool:
        """Whether it needs no decision."""
        return bool(self.why)

    @property
    def path(self) -> Path:
        """The field; empty for the whole object."""
        return self.change.path if self.change else ()

    @property
    def where(self) -> str:
        """Object and field."""
        return f"{self.object} {self.change.field}" if self.change else self.object

    def __str__(self) -> str:
        if self.change is None:
            return f"{self.object}: {'only the settings make it' if self.is_new else 'no setting makes it'}"
        return f"{self.where}: {_told(self.change.old)} -> {_told(self.change.new)}"


class Judge:
    """One environment: what the chart renders, sorted, and what the settings do."""

    def __init__(self, roles: Roles, app: str, made: Sequence[Document], variables: Collection[str] = ()) -> None:
        """`variables` are those that the classes of `envs/shared.py` say."""
        self._variables = variables
        self.roles, self._app = roles, app
        self._made = [without_nulls(document) for document in made]
        self._pairs = {index: self._counterpart(role) for index, role in enumerate(roles.roles)}
        self._defaulting = Defaulting()

    def differences(self) -> list[Difference]:
        """All that is not the same."""
        found = [*self._renamed(), *(each for index in self._pairs for each in self._of_pair(index))]
        found += [Difference(str(key_of(document))) for document in self.roles.without_place()]
        paired = [id(document) for document in self._pairs.values()]
        added = [document for document in self._made if id(document) not in paired]
        return found + [Difference(str(key_of(each)), is_new=True, why=ADDED.get(each["kind"], "")) for each in added]

    def _renamed(self) -> Iterator[Difference]:
        for index, role in enumerate(self.roles.roles):
            made, old = self._pairs[index], f"{role.kind}/{role.name}"
            if made is not None and str(key_of(made)) != old:
                change = FieldChange(("metadata", "name"), role.name, made["metadata"]["name"])
                yield Difference(str(key_of(made)), change, why=NAMES)

    def object_of(self, index: int) -> str:
        """How differences name the object of a role."""
        role = self.roles.roles[index]
        document = self._pairs[index]
        return str(key_of(document)) if document else f"{role.kind}/{role.name}"

    def translated(self, index: int, document: Document) -> Document:
        """An object of the chart, or of the same chart with other values, in the names of the settings."""
        new: Document = in_normal_form(
            without_nulls(deepcopy(document)), deployment=self.roles.deployment, service=self.roles.get("Service")
        )
        if new["kind"] in WORKLOADS:
            self._expand_secrets(new)
            pod_of(new)["spec"]["containers"][0]["name"] = APP
        names = self._names()
        _rename(new, names)
        new["metadata"]["name"] = names.get((new["kind"], new["metadata"]["name"]), new["metadata"]["name"])
        new["metadata"].pop("namespace", None)
        return new

    def _of_pair(self, index: int) -> Iterator[Difference]:
        role, made = self.roles.roles[index], self._pairs[index]
        if made is None:
            yield Difference(f"{role.kind}/{role.name}")
            return
        old = self.translated(index, role.document)
        new = in_normal_form(deepcopy(made), deployment=self._of("Deployment"), service=self._of("Service"))
        new["metadata"].pop("namespace", None)
        stated = {path for path, value in leaves_of(old) if value not in ({}, [])}
        for whole in compare(self._defaulting.kept(old), self._defaulting.kept(new)):
            for part in items(whole):
                parts = [part] if isinstance(part.path[-1], Item) else [*leaves(part)]
                whys = [self._why(role.kind, change, stated) for change in parts]
                # What has one reason, or none, is told at once.
                told = [(part, whys[0])] if len(set(whys)) == 1 else zip(parts, whys, strict=True)
                for change, why in told:
                    yield Difference(str(key_of(made)), change, why=why)

    def _why(self, kind: str, change: FieldChange, stated: Collection[Path]) -> str:
        if change.path[-2:-1] == ("env",) and name_of(change.path[-1]) in self._variables:
            return OF_ALL
        is_stated = any(_are_in_line(path, change.path) for path in stated)
        return reason(kind, change.field, stated=is_stated)

    def _counterpart(self, role: Role) -> Document | None:
        wanted = f"{self._app}-{role.part}" if role.part else self._app
        of_kind = [document for document in self._made if document["kind"] == role.kind]
        if role.kind == "ExternalSecret":
            return next(iter(of_kind), None)
        return next((document for document in of_kind if document["metadata"]["name"] == wanted), None)

    def _names(self) -> Mapping[tuple[str, str], str]:
        """The names of the settings, by kind and name in the chart."""
        names = {}
        for index, role in enumerate(self.roles.roles):
            if (made := self._pairs[index]) is None:
                continue
            names[role.kind, role.name] = str(made["metadata"]["name"])
            if role.kind == "ExternalSecret":
                names["Secret", secret_of(role.document) or ""] = secret_of(made) or ""
        return names

    def _expand_secrets(self, document: Document) -> None:
        """Writes `envFrom` of the Secret that an ExternalSecret fills as the variables that it stands for."""
        external = self.roles.get("ExternalSecret")
        secret = secret_of(external)
        for container in pod_of(document)["spec"]["containers"]:
            for source in [*(container.get("envFrom") or ())]:
                if external and (source.get("secretRef") or {}).get("name") == secret and not source.get("prefix"):
                    keys = [entry["secretKey"] for entry in external["spec"].get("data") or ()]
                    container["env"] = [
                        *({"name": key, "valueFrom": {"secretKeyRef": {"name": secret, "key": key}}} for key in keys),
                        *(container.get("env") or ()),
                    ]
                    container["envFrom"].remove(source)

    def _of(self, kind: str) -> Document | None:
        found = (made for made in self._pairs.values() if made and made["kind"] == kind)
        return next(found, None)


def _rename(value: Any, names: Mapping[tuple[str, str], str], above: str = "") -> None:
    """Replaces what refers to an object by its name."""
    for key, item in value.items() if isinstance(value, dict) else ():
        if key == "serviceAccountName":
            value[key] = names.get(("ServiceAccount", item), item)
        elif key == "name" and above in _REFERENCES:
            value[key] = names.get((_REFERENCES[above], item), item)
        else:
            _rename(item, names, key)
    for item in value if isinstance(value, list) else ():
        _rename(item, names, above)


def _are_in_line(one: Path, other: Path) -> bool:
    """Whether one is above the other, or the same."""
    return all(left == right for left, right in zip(one, other, strict=False))


def _told(value: Any) -> str:
    text = "(none)" if value is ABSENT else str(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
