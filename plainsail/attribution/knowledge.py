"""What one app in one environment taught about others of its shape: which settings a kind of field can depend on.

It holds for as long as the code that renders the shape stays as it is, whatever the settings of an app are. That of the
library's shapes is made by `make attribution`, beside this file; that of a project's own is kept in `.plainsail/`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib import import_module
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path as File
from typing import Any, TypeAlias

from constructs_lib.kubernetes.paths import Item, Path
from constructs_lib.settings.layers import is_vocabulary
from plainsail.library import PACKAGES, installed, modules_of
from plainsail.project.files import replace_file

FieldPattern: TypeAlias = tuple[str, ...]
"""Kind and keys of a field, without what the items of lists are called."""

LIBRARY = File(__file__).with_name("knowledge.json")
_TEMPLATES = (("spec", "jobTemplate", "spec", "template"), ("spec", "template"))
_ANYTHING = ("patches", "objects")
_FREE_KEYS = ("annotations", "data", "labels", "matchLabels", "nodeSelector", "selector")
_INSTALLED = ("cdk8s", "cdk8s-plus-27", "constructs")


class Knowledge:
    """Settings, as patterns of the vocabulary, by the kinds of field that they were seen to decide."""

    def __init__(self, *, is_of_samples: bool = False) -> None:
        """`is_of_samples` says that it comes from environments that give every setting, in every way."""
        self._is_of_samples = is_of_samples
        self._tried: frozenset[str] = frozenset()
        self._fields: dict[FieldPattern, set[str]] = {}
        self._of_kind: dict[str, list[tuple[FieldPattern, FieldPattern]]] = {}
        """Kind to its fields, each with the same for any key; made when a field of the kind is asked about."""

    def learn(self, tried: Iterable[str], fields: Iterable[tuple[FieldPattern, str | None]]) -> None:
        """Takes in an experiment with these settings: fields, each with a setting that decides it, if one does."""
        self._tried |= frozenset(tried)
        self._of_kind.clear()
        for field, setting in fields:
            self._fields.setdefault(field, set()).update([setting] if setting else [])

    def take_in(self, other: Knowledge) -> None:
        """Takes in what another learned of the same shape."""
        self.learn(
            other._tried, ((field, setting) for field, known in other._fields.items() for setting in (None, *known))
        )

    def candidates(
        self, field: FieldPattern, settings: frozenset[str], *, is_there: bool = True
    ) -> frozenset[str] | None:
        """Those of an environment's settings that a field may depend on; None where nothing is known of it.

        A setting that was never tried may decide anything, and so may a patch or an object of the user's own. What one
        app taught is as narrow as its values: in another, a part of the same setting may decide what it did not there.
        A field that is not there (`is_there`), and that no sample ever had, none of the settings tried would bring.
        """
        known = self.seen(field)
        if known is None:
            if is_there or not self._is_of_samples:
                return None
            known = set()
        roots = () if self._is_of_samples else {_root(setting) for setting in known}
        return frozenset(
            s for s in settings if s in known or s not in self._tried or s.startswith(_ANYTHING) or _root(s) in roots
        )

    def seen(self, field: FieldPattern) -> set[str] | None:
        """The settings that decided such a field, or what stands below it, where one was seen; None where none was."""
        known = self._below(field)
        return self._below(_without_keys(field)) if known is None else known

    def _below(self, field: FieldPattern) -> set[str] | None:
        """The settings that decide a field, or what stands below it; None where no such field was seen."""
        if (kind := field[0]) not in self._of_kind:
            self._of_kind[kind] = [(each, _without_keys(each)) for each in self._fields if each[0] == kind]
        end = len(field)
        seen = [self._fields[each] for each, plain in self._of_kind[kind] if field in (each[:end], plain[:end])]
        return set().union(*seen) if seen else None

    def as_json(self) -> dict[str, Any]:
        """All of it, in an order of its own."""
        settings = sorted(self._tried)
        fields = [[*field, [settings.index(s) for s in sorted(self._fields[field])]] for field in sorted(self._fields)]
        return {"settings": settings, "fields": fields}

    @classmethod
    def from_json(cls, content: Mapping[str, Any], *, is_of_samples: bool) -> Knowledge:
        """What `as_json` gave. Raises `LookupError` or `TypeError` for anything else."""
        knowledge, settings = cls(is_of_samples=is_of_samples), content["settings"]
        knowledge._tried = frozenset(settings)
        knowledge._fields = {tuple(row[:-1]): {settings[index] for index in row[-1]} for row in content["fields"]}
        return knowledge


class Library:
    """The knowledge of each shape: as it ships, or as the project keeps it, for the code that renders it now."""

    def __init__(self, folder: File) -> None:
        """`folder` is where a project's own is kept."""
        self._folder = folder
        self._known: dict[str, Knowledge] = {}
        self._codes: dict[str, str] = {}

    def of(self, kind: type) -> Knowledge:
        """That of the shape of an environment class: of all vocabularies that it speaks."""
        shape = shape_of(kind)
        if shape not in self._known:
            self._codes[shape] = code = code_of(kind)
            self._known[shape] = _read(LIBRARY, shape, code) or _read(self._file(shape), shape, code) or Knowledge()
        return self._known[shape]

    def keep(self, kind: type) -> None:
        """Writes what was learned; a folder that cannot be written to costs time, and nothing else."""
        shape = shape_of(kind)
        with suppress(OSError):
            file = self._file(shape)
            file.parent.mkdir(parents=True, exist_ok=True)
            replace_file(file, as_text({shape: (self._codes[shape], self._known[shape])}))

    def _file(self, shape: str) -> File:
        return self._folder / f"{shape}.json"


def shipped_for(kind: type) -> Knowledge | None:
    """What ships with the library of the shape of an environment class; None for a shape that a project has of its own.

    The same on every machine, whatever has been asked there before.
    """
    shape = shape_of(kind)
    return _read(LIBRARY, shape, code_of(kind))


def as_text(shapes: Mapping[str, tuple[str, Knowledge]]) -> str:
    """The file of some shapes: the code of each, and what is known of it; a field a line."""
    content = {shape: {"code": code, **knowledge.as_json()} for shape, (code, knowledge) in shapes.items()}
    return json.dumps(content, indent=0, separators=(",", ":")).replace("\n", "").replace('],["', '],\n["') + "\n"


@cache
def shipped() -> Any:
    """What comes with the library; read once."""
    return json.loads(LIBRARY.read_bytes())


def _read(file: File, shape: str, code: str) -> Knowledge | None:
    try:
        content = (shipped() if file == LIBRARY else json.loads(file.read_bytes()))[shape]
        if content["code"] != code:
            return None
        return Knowledge.from_json(content, is_of_samples=file == LIBRARY)
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return None


def _root(setting: str) -> str:
    return setting.partition(".")[0].partition("[")[0]


def shape_of(kind: type) -> str:
    """The nearest vocabulary of an environment class, by its full name."""
    vocabulary = next(layer for layer in kind.__mro__ if is_vocabulary(layer))
    return f"{vocabulary.__module__}.{vocabulary.__qualname__}"


def code_of(kind: type) -> str:
    """The content of all code that renders a shape: constructs, charts, bindings, and the files of its vocabularies."""
    digest = _code_of_packages(tuple(tuple(_folders_of(name)) for name in PACKAGES)).copy()
    for layer in kind.__mro__:
        file = getattr(import_module(layer.__module__), "__file__", None) if is_vocabulary(layer) else None
        digest.update(File(file).read_bytes() if file else b"")
    code: str = digest.hexdigest()
    return code


@cache  # a process imports code once
def _code_of_packages(packages: Sequence[Sequence[File]]) -> Any:
    """That of charts, constructs and bindings, which lie in these folders."""
    digest = sha256(" ".join(f"{name} {_version(name)}" for name in _INSTALLED).encode())
    for folders in packages:
        for file in modules_of(folders).values():
            digest.update(file.read_bytes())
    return digest


def _version(package: str) -> str:
    """That of an installed package, by the name of its folder; `importlib.metadata` where that has another."""
    start, end = f"{package.replace('-', '_')}-", ".dist-info"
    for name in installed():
        if name.lower().startswith(start) and name.endswith(end):
            return name[len(start) : -len(end)]
    from importlib.metadata import version

    return version(package)


def _folders_of(package: str) -> list[File]:
    """Where a package lies, without importing it: that of the charts brings all that renders."""
    spec = find_spec(package)
    return [File(folder) for folder in (spec.submodule_search_locations if spec else None) or ()]


def pattern_of(kind: str, field: Path) -> FieldPattern:
    """The pattern of a field; a pod is one wherever it stands.

    >>> pattern_of("CronJob", ("spec", "jobTemplate", "spec", "template", "spec", "volumes", Item("tmp")))
    ('pod', 'spec', 'volumes', '[]')
    """
    parts = tuple("[]" if isinstance(part, Item) else part for part in field)
    for template in _TEMPLATES:
        if parts[: len(template)] == template:
            kind, parts = "pod", parts[len(template) :]
            break
    return (kind, *parts)


def _without_keys(field: FieldPattern) -> FieldPattern:
    """The same for any label, annotation or key of data."""
    return (field[0], *("*" if above in _FREE_KEYS else part for above, part in pairwise(field)))
