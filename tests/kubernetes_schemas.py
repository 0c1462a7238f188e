"""What each version of Kubernetes takes: the strict schemas of kubernetes-validate, compiled once.

Custom resources are judged by our own schemas under `imports/crds`.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from pathlib import Path

import jsonschema_rs

from constructs_lib.kubernetes.objects import Document, key_of
from tests.imports import schemas

_FOLDER = Path(str(files("kubernetes_validate"))) / "kubernetes-json-schema"


def mistakes(document: Document, version: str) -> list[str]:
    """What the API server of this version would find wrong with the object, an unknown field first of all."""
    key = key_of(document)
    if f"{document['apiVersion']} {document['kind']}" in schemas.SCHEMAS:
        return [] if schemas.accepts(document) else [f"{key}: our schema refuses it"]
    validator = _validator(version, document["kind"], document["apiVersion"])
    return [
        f"{key} {'.'.join(map(str, error.instance_path))}: {error.message[:200]}"
        for error in validator.iter_errors(document)
    ]


@cache
def _validator(version: str, kind: str, api_version: str) -> jsonschema_rs.Draft202012Validator:
    # The files carry the first part of the group: autoscaling/v2, networking.k8s.io/v1.
    group, slash, name = api_version.partition("/")
    file = f"{kind.lower()}-{group.split('.')[0]}-{name}" if slash else f"{kind.lower()}-{api_version}"
    folder = _folder(version)
    schema = json.loads((folder / f"{file}.json").read_text(encoding="utf-8"))
    return jsonschema_rs.Draft202012Validator(schema, registry=_definitions(folder))


@cache
def _definitions(folder: Path) -> jsonschema_rs.Registry:
    schema = json.loads((folder / "_definitions.json").read_text(encoding="utf-8"))
    return jsonschema_rs.Registry([(schema["$id"], schema)])


def _folder(version: str) -> Path:
    return _FOLDER / f"v{version}.0-local-strict"


def versions() -> list[str]:
    """The versions that there are schemas for, the oldest first."""
    found = [folder.name.split("-")[0].lstrip("v") for folder in _FOLDER.glob("v*-local-strict")]
    return sorted((name.rpartition(".")[0] for name in found), key=lambda name: int(name.partition(".")[2]))
