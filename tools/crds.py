"""The custom resource definitions under `imports/crds`, one file per API group."""

from pathlib import Path
from typing import Any

import yaml

Schema = dict[str, Any]

NOTHING = "tag:yaml.org,2002:null"  # what stands between two `---`


class ImportsError(Exception):
    """A mistake in a definition or in the list of fields: where, what is true, what to do."""


def read_yaml(path: Path, shown: str) -> list[yaml.Node]:
    """The documents of a YAML file as nodes, which know their lines; `shown` is the file's name in messages."""
    try:
        documents = yaml.compose_all(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
        return [document for document in documents if document.tag != NOTHING]
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise ImportsError(f"{shown}:{line}: not YAML: {error.problem}; correct it") from None
    except (yaml.YAMLError, UnicodeDecodeError):
        raise ImportsError(f"{shown}: holds characters that YAML refuses; write it as UTF-8 text") from None
    except OSError as error:
        raise ImportsError(f"{shown}: cannot be read: {(error.strerror or 'unknown').lower()}") from None


def read_crds(path: Path, shown: str) -> dict[str, Schema]:
    """The definitions of one API group by kind."""
    crds: dict[str, Schema] = {}
    for node in read_yaml(path, shown):
        match _plain(node, shown):
            case {
                "kind": "CustomResourceDefinition",
                "spec": {"group": str(group), "names": {"kind": str(kind)}},
            } as crd:
                pass
            case _:
                line = node.start_mark.line + 1
                raise ImportsError(f"{shown}:{line}: not a CustomResourceDefinition; take it out or complete it")
        if f"{group}.yaml" != path.name:
            raise ImportsError(f"{shown}: {kind} belongs to {group}; put it into {group}.yaml, one file per API group")
        if kind in crds:
            raise ImportsError(f"{shown}: {kind} is defined twice; keep one")
        crds[kind] = crd
    if not crds:
        raise ImportsError(f"{shown}: holds no CustomResourceDefinition; write one or remove the file")
    return crds


def stored_version(crd: Schema, shown: str) -> tuple[str, Schema]:
    """The name and the schema of the version that is served and stored: the one that bindings speak."""
    for version in crd["spec"].get("versions") or ():
        match version:
            case {
                "name": str(name),
                "served": True,
                "storage": True,
                "schema": {"openAPIV3Schema": {"properties": {**_properties}} as schema},
            }:
                return name, schema
    kind = crd["spec"]["names"]["kind"]
    raise ImportsError(f"{shown}: {kind} has no version that is served and stored and says its schema; add one")


def _plain(node: yaml.Node, shown: str) -> Any:
    """The node as plain Python; an alias becomes the very object that its anchor names."""
    try:
        return yaml.SafeLoader("").construct_document(node)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise ImportsError(f"{shown}:{line}: not plain YAML: {error.problem}; correct it") from None
