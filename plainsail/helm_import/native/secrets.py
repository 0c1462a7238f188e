"""The setting `external_secrets`, read from an ExternalSecret."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from constructs_lib.kubernetes.objects import Document
from plainsail.helm_import.native.code import Call
from plainsail.helm_import.native.containers import said
from plainsail.helm_import.native.roles import Roles

_STORES = {"ClusterSecretStore": "cluster_secret_store", "SecretStore": "secret_store"}


def secret_of(document: Document | None) -> str | None:
    """The Secret that an ExternalSecret fills."""
    if document is None:
        return None
    name: str = (document["spec"].get("target") or {}).get("name") or document["metadata"]["name"]
    return name


def external_secrets(roles: Roles, guesses: list[str]) -> Call | None:
    """The setting; what stands before all keys is said once."""
    document = roles.get("ExternalSecret")
    if document is None or not document["spec"].get("data"):
        return None
    spec = document["spec"]
    store = spec["secretStoreRef"]
    data = {entry["secretKey"]: entry["remoteRef"] for entry in spec["data"]}
    keys = [str(reference["key"]) for reference in data.values()]
    fields: dict[str, Any] = {}
    if not all(key.startswith(("/", "arn:")) for key in keys):
        fields["provider"] = "other"
        guesses.append("external_secrets.provider: the keys are not those of SSM; say what the store is")
    fields[_STORES[store.get("kind", "SecretStore")]] = store["name"]
    path = _folder(keys)
    if path:
        fields["path"] = path
    fields["params"] = {name: _param(reference, path) for name, reference in data.items()}
    return Call("ExternalSecrets", fields=fields | said(spec, "refreshInterval"))


def _folder(keys: list[str]) -> str:
    """The folder that all keys are in; empty where there is none."""
    folders = {key.rpartition("/")[0] for key in keys}
    return folders.pop() if len(folders) == 1 and keys[0].startswith("/") else ""


def _param(reference: Mapping[str, Any], path: str) -> Any:
    key = str(reference["key"])
    own = key.removeprefix(f"{path}/") if path else key
    more = said(reference, "property", "version")
    return Call("Param", (own,), more) if more else own
