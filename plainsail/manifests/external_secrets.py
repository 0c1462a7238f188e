"""ExternalSecrets as checks read them: the Secret that one makes, its keys, and the parameters that fill it.

Old versions (`v1beta1`) come without a schema, so nothing is taken for granted here.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from constructs_lib.kubernetes.annotations import PROVIDER_ANNOTATION
from constructs_lib.kubernetes.go_templates import keys_named, sees_whole
from plainsail.manifests.fields import at, mapping, mappings, text
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.resource import Resource

SSM = "ssm"
SECRETS_MANAGER = "secrets-manager"
ASKED = (SSM, SECRETS_MANAGER)
"""What `plainsail secrets verify` can ask."""
_OF_AWS = {"ParameterStore": SSM, "SecretsManager": SECRETS_MANAGER}
_OF_KEYS = {"gcpsm": "gcp", "azurekv": "azure"}


@dataclass(frozen=True)
class Remote:
    """One place from which an ExternalSecret takes values."""

    field: str
    """Where it stands: `spec.data[APP_KEY].remoteRef`."""
    path: str
    """The parameter, or the folder that is searched."""
    variable: str | None
    """The key of the Secret; None where the parameter itself decides."""
    property: str | None
    version: str | None
    store: tuple[str, str] | None
    """Kind and name of the store."""


def made_secret(external: Resource) -> str | None:
    """The name of the Secret that it makes; None where it makes none, or another kind of object."""
    target = mapping(external.spec, "target")
    if target.get("creationPolicy") == "None" or target.get("manifest"):
        return None
    return text(target, "name") or external.name


def made_keys(external: Resource) -> frozenset[str] | None:
    """The keys of that Secret; None where only the store or a template's text knows them."""
    target = mapping(external.spec, "target")
    template = mapping(target, "template")
    if template.get("templateFrom") or target.get("creationPolicy") in ("Merge", "Orphan", "CreateOrMerge"):
        return None
    templated = frozenset(mapping(template, "data"))
    if templated and template.get("mergePolicy") != "Merge":
        return templated
    if external.spec.get("dataFrom"):
        return None
    return templated | known_keys(external)


def read_by_templates(external: Resource) -> frozenset[str]:
    """The keys that the texts of its template name; all of them where one takes the whole Secret."""
    texts = [str(text) for text in mapping(external.spec, "target", "template", "data").values()]
    if any(sees_whole(text) for text in texts):
        return known_keys(external)
    return frozenset(key for text in texts for key in keys_named(text))


def known_keys(external: Resource) -> frozenset[str]:
    """The keys that are said by name (`data`)."""
    return frozenset(str(entry.get("secretKey")) for entry in mappings(external.spec, "data"))


def remotes(external: Resource) -> Iterator[Remote]:
    """Every parameter, or folder of parameters, that it reads."""
    store = _store(external.spec)
    for entry in mappings(external.spec, "data"):
        name = str(entry.get("secretKey"))
        own = _store(mapping(entry, "sourceRef")) or store
        yield from _remote(entry.get("remoteRef"), f"spec.data[{name}].remoteRef", "key", name, own)
    for index, entry in enumerate(mappings(external.spec, "dataFrom")):
        field = f"spec.dataFrom[{index}]"
        own = _store(mapping(entry, "sourceRef")) or store
        yield from _remote(entry.get("extract"), f"{field}.extract", "key", None, own)
        yield from _remote(entry.get("find"), f"{field}.find", "path", None, own)


def provider_of(manifests: Manifests, external: Resource, remote: Remote) -> str | None:
    """What the store of a remote is, as far as the tree can tell: `ssm`, `secrets-manager`, `vault`; else None.

    A rendered store says so itself. Of a store made elsewhere, a project's own tree (`dist/`) says so in an annotation,
    and means Parameter Store without one; in somebody's YAML the store's name must say that it is one.
    """
    if remote.store is None:
        return None
    kind, name = remote.store
    store = manifests.sibling(external, kind, name) if kind in ("SecretStore", "ClusterSecretStore") else None
    if store is not None:
        return _provider(mapping(store.spec, "provider"))
    if external.environment is not None:
        return external.annotations.get(PROVIDER_ANNOTATION, SSM)
    words = name.lower().replace("_", "-")
    return SSM if "parameter-store" in words or "ssm" in words.split("-") or "parameterstore" in words else None


def reads_parameter_store(manifests: Manifests, external: Resource, remote: Remote) -> bool:
    """Whether the remote is a parameter of SSM, as far as the tree can tell."""
    return provider_of(manifests, external, remote) == SSM


def _provider(said: dict[str, Any]) -> str | None:
    """What a rendered store is; with a prefix, its keys are others than what it asks for."""
    aws = mapping(said, "aws")
    if "aws" in said:
        return None if aws.get("prefix") else _OF_AWS.get(text(aws, "service"))
    return next((_OF_KEYS.get(key, key) for key in said), None)


def _store(entry: dict[str, Any]) -> tuple[str, str] | None:
    reference = mapping(entry, "secretStoreRef") or mapping(entry, "storeRef")
    name = reference.get("name")
    return (str(reference.get("kind") or "SecretStore"), str(name)) if name else None


def _remote(
    reference: Any, field: str, path_field: str, variable: str | None, store: tuple[str, str] | None
) -> Iterator[Remote]:
    path = at(reference, path_field)
    if path:
        yield Remote(field, str(path), variable, reference.get("property"), reference.get("version"), store)


MOST_CHARACTERS = 1011
"""A parameter's ARN may have 2048 characters; SSM keeps 1037 of them for what it puts before the name."""
MOST_LEVELS = 15

_ARN = re.compile(r"arn:aws[a-z-]*:ssm:[a-z0-9-]*:\d*:parameter(?=/)")
_CHARACTERS = re.compile(r"[A-Za-z0-9_.-]*")
_RESERVED = ("aws", "ssm")


def segments(path: str) -> tuple[str, ...]:
    """The parts of a path between its slashes.

    >>> segments("/param/staging//key")
    ('param', 'staging', 'key')
    """
    return tuple(part for part in path.split("/") if part)


def normalised(path: str) -> str:
    """The path as it should have been written: one slash before each part, none at the end.

    >>> normalised("param//staging/key/")
    '/param/staging/key'
    """
    return "".join(f"/{part}" for part in segments(path))


def problems(path: str) -> Iterator[str]:
    """What is wrong with a path, in words that follow it: `has no leading slash`.

    >>> list(problems("param//key"))
    ['has no leading slash', 'has a doubled slash']
    >>> list(problems("/param/staging/key")), list(problems("arn:aws:ssm:eu-west-3:123456789012:parameter/key"))
    ([], [])
    """
    path = _ARN.sub("", path)  # a parameter that another account shares
    parts = segments(path)
    if not path.startswith("/"):
        yield "has no leading slash"
    if "//" in path:
        yield "has a doubled slash"
    if parts and path.endswith("/"):
        yield "ends with a slash"
    if not all(_CHARACTERS.fullmatch(part) for part in parts):
        yield "holds characters other than letters, digits, '.', '-' and '_'"
    if parts and parts[0].lower().startswith(_RESERVED) and not public(path):
        yield f"begins with {parts[0][:3]!r}, which AWS keeps for itself"
    if len(parts) > MOST_LEVELS:
        yield f"has {len(parts)} levels; SSM takes {MOST_LEVELS}"
    if len(path) > MOST_CHARACTERS:
        yield f"has {len(path)} characters; SSM takes {MOST_CHARACTERS}"


def public(path: str) -> bool:
    """Whether AWS itself publishes the parameter: `/aws/service/...`.

    >>> public("/aws/service/eks/optimized-ami"), public("/param/key")
    (True, False)
    """
    return path.startswith(("/aws/service/", "/aws/reference/"))


def environment_of(path: str, environments: Collection[str], *, but: str | None = None) -> str | None:
    """The environment, but for one, that a part of the path names; None where none does, or the first of several.

    >>> environment_of("/param/my-project/staging/key", ["production", "staging"])
    'staging'
    """
    return next((part for part in segments(path) if part in environments and part != but), None)


def impossible(name: str) -> list[str]:
    """Why SSM can hold no parameter of that name; empty where it can. A name without any slash needs none in front.

    >>> impossible("/param/staging/key"), impossible("key"), impossible("param/key")
    ([], [], ['has no leading slash'])
    """
    if not segments(name):
        return ["names nothing"]
    return list(problems(name if "/" in name else f"/{name}"))
