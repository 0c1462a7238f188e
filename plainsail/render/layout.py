"""Which file of `dist/` each object goes into: one object a file, `<Kind>.<name>.yaml`.

Beside the objects of a preview stands `kustomization.yaml`, which is none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import count
from typing import TYPE_CHECKING

from constructs_lib.kubernetes.objects import Document, Key, key_of
from plainsail.manifests.kustomizations import KUSTOMIZATION, is_made_by_synth
from plainsail.render.yaml_writer import dump

if TYPE_CHECKING:
    from constructs_lib.settings import Environment

_UNSAFE = re.compile(r"[^A-Za-z0-9._-]")


def files(folder: str, documents: Iterable[Document]) -> dict[str, str]:
    """Path in `dist/` to YAML text, for the objects of one folder (`staging/backend`)."""
    by_key = {key_of(document): document for document in documents}
    return {f"{folder}/{name}": dump(by_key[key]) for key, name in file_names(by_key).items()}


def app_files(environment: Environment, documents: Sequence[Document]) -> dict[str, str]:
    """Path in `dist/` to YAML text, for an app in an environment; a preview is a kustomization of its objects."""
    folder = f"{environment.env_name}/{environment.app_name}"
    made = files(folder, documents)
    if environment.previews:
        from plainsail.render import previews  # which, with all settings, publishing has no need of

        names = file_names(map(key_of, documents))
        by_name = {names[key_of(document)]: document for document in documents}
        made[f"{folder}/{KUSTOMIZATION}"] = dump(previews.kustomization(environment, by_name))
    return made


def file_names(keys: Iterable[Key]) -> Mapping[Key, str]:
    """A name for each object; where two would meet, the API group is added, then the namespace.

    Names meet where only case differs, too: some file systems do not tell them apart.

    >>> list(file_names([Key("", "Service", "a", "x"), Key("serving.example.com", "Service", "a", "x")]).values())
    ['Service.x.yaml', 'Service.serving.example.com.x.yaml']
    """
    names: dict[Key, str] = {}
    left = sorted(set(keys), key=lambda key: (key.kind, key.name, key.group, key.namespace or ""))
    for form in (_plain, _with_group, _with_group_and_namespace):
        wanted = {key: form(key) for key in left}
        met = Counter(name.lower() for name in (*wanted.values(), *names.values()))
        names |= {key: name for key, name in wanted.items() if met[name.lower()] == 1}
        left = [key for key in left if key not in names]
    for key in left:  # only case tells them apart, or dots stand where others have groups
        taken = {name.lower() for name in names.values()}
        numbered = (_name(key.kind, key.group, key.namespace or "", key.name, str(number)) for number in count(2))
        names[key] = next(name for name in numbered if name.lower() not in taken)
    return names


def is_rendered(path: str, text: bytes) -> bool:
    """Whether the file at this path in `dist/` is what `files` makes of the one object in it."""
    from plainsail.yaml_reader import UnreadableYaml, load_all  # what only writes reads no YAML

    folder, _, name = path.rpartition("/")
    try:
        [document] = load_all(text.decode())
        if name == KUSTOMIZATION:
            return folder.count("/") == 1 and is_made_by_synth(document) and dump(document).encode() == text
        stem = _with_group_and_namespace(key := key_of(document)).removesuffix(".yaml")
        names = (_plain(key), _with_group(key), _with_group_and_namespace(key))
        named = name in names or re.fullmatch(rf"{re.escape(stem)}\.\d+\.yaml", name) is not None
        return named and folder.count("/") == 1 and dump(document).encode() == text
    except (ValueError, UnreadableYaml, LookupError, TypeError, AttributeError):  # no text, no object, or several
        return False


def _plain(key: Key) -> str:
    return _name(key.kind, key.name)


def _with_group(key: Key) -> str:
    # The core group has no name: its objects keep the plain one.
    return _name(key.kind, key.group, key.name) if key.group else _plain(key)


def _with_group_and_namespace(key: Key) -> str:
    return _name(key.kind, key.group, key.namespace or "", key.name)


def _name(*parts: str) -> str:
    """The parts joined by dots; what a file's name had better not hold (`system:reader`) is written as `%3A`."""
    safe = [_UNSAFE.sub(lambda match: f"%{ord(match[0]):02X}", part) for part in parts if part]
    return f"{'.'.join(safe)}.yaml"
