"""Judges the shape of objects: Kubernetes' own kinds by their version, custom resources by their definitions.

A validator is made when the first object of its kind comes, and once.

It never asks a cluster, and never judges what schemas do not say.
"""

import base64
import binascii
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import jsonschema_rs

from constructs_lib.kubernetes.objects import Document, has_nulls, without_nulls
from constructs_lib.kubernetes.paths import canonical, format_path
from plainsail.schemas import core_schemas, crd_schemas
from plainsail.schemas.api_versions import NoSchema, not_served, unknown, unusable
from plainsail.schemas.crd_lists import is_marked, repeated
from plainsail.schemas.crd_schemas import CrdFiles
from plainsail.schemas.problems import Problem, Schema, is_told, problems_among
from plainsail.schemas.rules.walk import Walk
from plainsail.schemas.versions import judged_by, nearest, newest
from plainsail.schemas.zero_values import with_zero_values


class Schemas:
    """Every schema that is known, by version and kind. `crds` are folders of CustomResourceDefinitions."""

    def __init__(self, crds: Sequence[Path] = ()) -> None:
        self._files = CrdFiles(crds)
        self._learnt: dict[tuple[str, str], Document] = {}
        self._validators: dict[tuple[int, str, str], tuple[jsonschema_rs.Draft202012Validator, Schema]] = {}
        self._walks: dict[tuple[int, str, str], Walk] = {}
        self._marked: dict[tuple[int, str, str], bool] = {}

    @property
    def newest(self) -> str:
        """The newest version of Kubernetes that there are schemas for."""
        return newest()

    def judged_by(self, kubernetes_version: str) -> str:
        """The version whose schemas judge another: itself, or the nearest that is known. Raises `ProjectError`."""
        return judged_by(kubernetes_version)

    def learn(self, crd: Document) -> None:
        """Takes a CustomResourceDefinition that lies among the objects; those of the folders come first."""
        if name := crd_schemas.names(crd):
            self._learnt.setdefault(name, without_nulls(crd))

    def problems(self, document: Document, kubernetes_version: str) -> list[Problem]:
        """All that is wrong with an object's shape. Raises `NoSchema`; `ProjectError` for a version that is none."""
        return self.judge(document, kubernetes_version)[1]

    def judge(self, document: Document, kubernetes_version: str) -> tuple[Document, list[Problem]]:
        """The object as the API server decodes it, and all that is wrong with its shape. Raises like `problems`.

        Fields that are null are absent to the API server; of its own kinds, null in a list is a zero value, and so is
        null in a mapping.
        """
        minor = nearest(kubernetes_version)
        key = minor, document["apiVersion"], document["kind"]
        if key not in self._validators:
            self._validators[key] = _compiled(self._schema(*key), key[1])
        validator, schema = self._validators[key]
        if has_nulls(document):
            if core_schemas.has(*key):
                document = with_zero_values(document, schema)
            document = without_nulls(document)
        problems: dict[Problem, None] = {}
        if not validator.is_valid(document):
            problems = problems_among(validator.iter_errors(document), schema, document)
        if all(problem.readable for problem in problems):
            refusals = self._refusals(document, key, schema)
            problems |= dict.fromkeys([problem for problem in refusals if not is_told(problem, problems)])
        return document, list(problems)

    def _refusals(self, document: Document, key: tuple[int, str, str], schema: Schema) -> Iterator[Problem]:
        """What rules for several fields refuse; of a custom resource, in its metadata and its lists."""
        root = schema.get("$ref", "").rpartition("/")[2]
        if key not in self._walks:
            self._walks[key] = Walk(schema["$defs"], core_schemas.rules_of(schema))
            self._marked[key] = not root and is_marked(schema)
        walk = self._walks[key]
        found = walk.refusals(document, key[0], *((root,) if root else (core_schemas.OBJECT_META, ("metadata",))))
        for path, refusal in found:
            field = format_path(canonical(document, path))
            yield Problem(field, refusal.message, readable=True, concern=refusal.concern)
        if self._marked[key]:
            for path, message in repeated(schema, document):
                yield Problem(format_path(canonical(document, path)), message, readable=True)

    def _schema(self, minor: int, api_version: str, kind: str) -> Schema:
        if (schema := core_schemas.schema_of(minor, api_version, kind)) is not None:
            return schema
        group, _, version = api_version.rpartition("/")
        crd = (self._files.find(group, kind) or self._learnt.get((group, kind))) if group else None
        if crd is None:
            own = {learnt for other, learnt in self._learnt if other == group} | self._files.kinds(group)
            raise unknown(minor, api_version, kind, own)
        if not self._is_readable(crd, minor):
            raise unusable(group)
        served = dict(crd_schemas.versions(crd))
        if version not in served:
            raise not_served(group, version, list(served))
        meta = core_schemas.bundle(minor, core_schemas.OBJECT_META)
        return crd_schemas.strict(served[version], api_version, kind, meta)

    def _is_readable(self, crd: Document, minor: int) -> bool:
        """Whether types and required fields of a definition hold; of a version that has no schema, nobody knows."""
        try:
            return all(problem.readable for problem in self.problems(crd, f"1.{minor}"))
        except NoSchema:
            return True


def _compiled(schema: Schema, api_version: str) -> tuple[jsonschema_rs.Draft202012Validator, Schema]:
    try:
        return _validator(schema), schema
    except ValueError:
        readable = crd_schemas.without_bad_patterns(schema)
    try:
        return _validator(readable), readable
    except ValueError:
        raise unusable(api_version.rpartition("/")[0]) from None


def _validator(schema: Schema) -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(
        schema,
        formats=_FORMATS,
        validate_formats=True,
        pattern_options=jsonschema_rs.RegexOptions(),
        offline=True,
    )


def _is_base64(text: str) -> bool:
    try:
        base64.b64decode(text.replace("\n", "").replace("\r", ""), validate=True)
    except (binascii.Error, ValueError):
        return False
    return True


_FORMATS: dict[str, Callable[..., bool]] = {"byte": _is_base64}
