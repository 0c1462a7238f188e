"""What makes a folder of `dist/` a preview's: a kustomization, in which Argo CD fills in a pull request.

An ApplicationSet says namespace and image; all other fields that hold the number are said here, beside the objects and
at the same commit, so that a pull request may change them. Kustomize replaces a part of a text between two equal
separators. Where the number stands deeper, the part around it is filled first, as a value of a ConfigMap that is never
applied.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from constructs_lib.kubernetes.objects import Document, key_of
from constructs_lib.settings import SettingsError
from constructs_lib.settings.previews import PULL_REQUEST, holds_number
from plainsail.manifests.argocd_words import SYNC_OPTIONS
from plainsail.manifests.kinds import is_namespaced
from plainsail.manifests.kustomizations import HEAD

if TYPE_CHECKING:
    from constructs_lib.settings import Environment

_NUMBER = PULL_REQUEST.rpartition("-")[2]
_CARRIER = "pull-request"
_SEPARATORS = ("\n", " ", '"', "'", ",", ";", "|", "&", "?", "(", ")", "=", "@", "/", ":", "_", ".", "-")
"""The farther apart, the earlier."""
_ASKS = frozenset({"Prune=confirm", "Delete=confirm"})


def let_go(documents: Sequence[Document]) -> None:
    """Takes out what asks a person before an object is deleted: nobody is there when a pull request is closed."""
    for document in documents:
        annotations = document["metadata"].get("annotations") or {}
        if words := annotations.get(SYNC_OPTIONS, ""):
            kept = [word for word in words.split(",") if word.strip() not in _ASKS]
            annotations[SYNC_OPTIONS] = ",".join(kept)
            if not kept:
                del annotations[SYNC_OPTIONS]
            if not annotations:
                del document["metadata"]["annotations"]


def check(environment: Environment, documents: Sequence[Document]) -> None:
    """Raises `SettingsError` for what all pull requests would have in common."""
    for document in documents:
        key = key_of(document)
        if not is_namespaced(key) and key.kind != "Namespace":
            raise _mistake(environment, f"{key} is outside namespaces, so that previews share it; leave it out")
        if key.kind != "Namespace" and holds_number(key.name):
            raise _mistake(environment, f"{key} has the number in its name; its namespace tells previews apart")
        for path, host in _hosts(document):
            if not holds_number(host):
                message = f"{key} {path} is {host}, the same for each pull request"
                raise _mistake(environment, f"{message}; say the number in it: '{{app}}-{PULL_REQUEST}.example.com'")


def _mistake(environment: Environment, message: str) -> SettingsError:
    return SettingsError(f"preview: {message}", path=("previews",), owner=type(environment))


def _hosts(document: Document) -> Iterator[tuple[str, str]]:
    """The names that an object claims for itself in the world."""
    spec = document.get("spec") or {}
    if document["kind"] == "Ingress":
        for index, rule in enumerate(spec.get("rules") or ()):
            yield f"spec.rules[{index}].host", str(rule.get("host", "any host"))
    elif document["kind"].endswith("Route") and "parentRefs" in spec:
        for index, host in enumerate(spec.get("hostnames") or ["any host"]):
            yield f"spec.hostnames[{index}]", host


def kustomization(environment: Environment, documents: Mapping[str, Document]) -> Document:
    """The kustomization of a folder: `documents` by the names of their files. Raises `SettingsError`."""
    filling = _Filling()
    spaces = [document for document in documents.values() if document["kind"] == "Namespace"]
    for document in documents.values():
        for path, text in _texts(document):
            if path in (("metadata", "namespace"), ("metadata", "name")):
                continue
            if not filling.fill(_Target.of(document, path), text):
                message = f"{key_of(document)} holds {text!r}, in which the number cannot be told"
                raise _mistake(environment, f"{message}; put it between blanks, dots, slashes or dashes")
    made: Document = {**HEAD, "resources": sorted(documents)}
    if filling.carriers:
        made["configMapGenerator"] = [
            {
                "name": _CARRIER,
                "literals": [f"{key}={text}" for text, key in filling.carriers.items()],
                "options": {
                    "annotations": {"config.kubernetes.io/local-config": "true"},
                    "disableNameSuffixHash": True,
                },
            }
        ]
    if spaces and filling.sources:
        made["replacements"] = filling.replacements(spaces[0]["metadata"]["name"].count("-"))
    return made


class _Target(NamedTuple):
    select: Mapping[str, str]
    field: str

    @classmethod
    def of(cls, document: Document, path: Sequence[str | int]) -> _Target:
        key = key_of(document)
        select = {"kind": key.kind, **({"group": key.group} if key.group else {})}
        if key.kind != "Namespace":  # by then, it has another name
            select["name"] = key.name
        return cls(select, ".".join(f"[{part}]" if "." in str(part) else str(part) for part in path))

    def filled(self, separator: str, part: int) -> Document:
        """The part of the field between two separators, in kustomize's words."""
        options = {"delimiter": separator, "index": part}
        return {"select": dict(self.select), "fieldPaths": [self.field], "options": options}


class _Filling:
    """Which part of which field is filled with what."""

    def __init__(self) -> None:
        self.carriers: dict[str, str] = {}
        """Text to key."""
        self.sources: dict[str, list[Document]] = {}
        """Of each carrier, by its key, the targets that it fills; those of the number by an empty key."""
        self._depths = {"": 0}

    def fill(self, target: _Target, text: str) -> int:
        """Fills the number into a text, wherever that stands; returns after how many others, 0 where it cannot."""
        separator, parts = _split(text)
        depth = 0
        for index, part in enumerate(parts):
            if separator == "-":
                key = "" if index and part == _NUMBER and parts[index - 1] == "pr" else None
            else:
                key = self._carrier(part) if holds_number(part) else None
            if key is not None and key in self._depths:
                depth = max(depth, self._depths[key] + 1)
                self.sources.setdefault(key, []).append(target.filled(separator, index))
        return depth

    def _carrier(self, text: str) -> str:
        if text not in self.carriers:
            key = self.carriers[text] = f"part-{len(self.carriers) + 1}"
            target = _Target({"kind": "ConfigMap", "name": _CARRIER}, f"data.{key}")
            if depth := self.fill(target, text):
                self._depths[key] = depth
        return self.carriers[text]

    def replacements(self, number_at: int) -> list[Document]:
        """All of it, in an order in which each source is filled before it is used."""
        number = {
            "kind": "Namespace",
            "fieldPath": "metadata.name",
            "options": {"delimiter": "-", "index": number_at},
        }
        return [
            {"source": _carrier(key) if key else number, "targets": self.sources[key]}
            for key in sorted(self.sources, key=lambda key: self._depths[key])
        ]


def _carrier(key: str) -> Document:
    return {"kind": "ConfigMap", "name": _CARRIER, "fieldPath": f"data.{key}"}


def _split(text: str) -> tuple[str, list[str]]:
    """A text between the separators that are farthest apart; the last one stands within the number's own name."""
    separator = next(each for each in _SEPARATORS if each in text)
    return separator, text.split(separator)


def _texts(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Each text in an object that holds the number, and the way to it."""
    if isinstance(value, str):
        yield from [(path, value)] if holds_number(value) else ()
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _texts(item, (*path, str(key)))
    elif isinstance(value, Sequence):
        for index, item in enumerate(value):
            yield from _texts(item, (*path, index))
