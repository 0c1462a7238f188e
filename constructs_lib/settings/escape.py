"""The two doors for what no setting covers: a patch of any rendered object, and objects of one's own."""

from collections.abc import Collection, Mapping
from dataclasses import field
from math import isfinite
from typing import Annotated, Any

from constructs_lib.kubernetes.paths import name_of, parse_path
from constructs_lib.settings.checks import Check
from constructs_lib.settings.errors import Path, SettingsError
from constructs_lib.settings.text import matching
from constructs_lib.settings.values import NONE, Map, Seq, setting


def check_plain(value: Any) -> Any:
    """Refuses what YAML for Kubernetes cannot hold: keys that are no text, and values that are no plain data."""
    if isinstance(value, Mapping):
        for key, item in value.items():
            if not isinstance(key, str):
                raise ValueError(f"holds the key {key!r}, which is not text; put it in quotes")
            check_plain(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            check_plain(item)
    elif not isinstance(value, (str, int, float, bool, type(None))) or (
        isinstance(value, float) and not isfinite(value)
    ):
        raise ValueError(f"holds {value!r}, which is neither text, number, True, False, None, list nor mapping")
    return value


def _check_path(path: str) -> str:
    parse_path(path)
    return path


Plain = Annotated[Any, Check(check_plain)]
FieldPath = Annotated[str, Check(_check_path)]
"""A path to a field of a rendered object."""
ObjectName = Annotated[
    str,
    Check(
        matching(
            r"[A-Z][A-Za-z0-9]*/[A-Za-z0-9][A-Za-z0-9:._-]*",
            "is not an object; write 'Kind/name': 'Deployment/backend'",
        )
    ),
]
"""An object by kind and name; names of RBAC may hold colons: `ClusterRole/system:aggregated-metrics-reader`."""


@setting
class Patch:
    """Changes fields of one rendered object. A target that is not there is an error, never silence."""

    target: ObjectName = field(kw_only=False)
    """The object: `Deployment/backend`."""
    set: Map[FieldPath, Plain] = NONE
    """Field to value. The field may be new, what it stands in must exist; an existing value is replaced whole."""
    remove: Seq[FieldPath] = ()
    """Fields to take away; they must exist."""
    insert: Map[FieldPath, Seq[Plain]] = NONE
    """Item of a list to items that come before it: `containers[app].env[APP_ENV]`. It must exist."""
    append: Map[FieldPath, Seq[Plain]] = NONE
    """List to items that come at its end; a list that is not there is made, what it stands in must exist."""

    def __post_init__(self) -> None:
        if not self.changes:
            raise SettingsError("this patch changes nothing; give set={...}, remove=[...], insert={...}, append={...}")
        for name, paths in self.changes.items():
            for path in paths:
                _refuse_identity(path, at=(name,) if name == "remove" else (name, path))
        for name in ("insert", "append"):
            for path, items in getattr(self, name).items():
                if not items:
                    raise SettingsError(f"{path} gets no item; name one, or take it out", path=(name, path))
        for path in self.insert:
            if isinstance(parse_path(path)[-1], str):
                message = f"{path} is no item of a list; write what the items come before: '{path}[0]'"
                raise SettingsError(message, path=("insert", path))

    @property
    def changes(self) -> Mapping[str, Collection[FieldPath]]:
        """What it does, in the order in which it is done."""
        by_name = {"remove": self.remove, "set": self.set, "insert": self.insert, "append": self.append}
        return {name: what for name, what in by_name.items() if what}


def _refuse_identity(path: str, *, at: Path) -> None:
    """The name decides over the file, and over what other objects refer to."""
    names = tuple(map(name_of, parse_path(path)))
    if names[0] in ("apiVersion", "kind") or names in (("metadata", "name"), ("metadata", "namespace")):
        raise SettingsError(f"{path} identifies the object; a patch cannot change it", path=at)


@setting
class RawObject:
    """An object of one's own, in Kubernetes' words; checked like every other."""

    manifest: Map[str, Plain] = field(kw_only=False)
    """apiVersion, kind, metadata with a name, and the rest."""
    cluster_scoped: bool = False
    """Whether the kind lives outside namespaces; otherwise the app's namespace is filled in."""

    def __post_init__(self) -> None:
        metadata = self.manifest.get("metadata")
        for key in ("apiVersion", "kind"):
            if not isinstance(self.manifest.get(key), str) or not self.manifest[key]:
                raise SettingsError(f"an object needs {key}", path=("manifest",))
        if not isinstance(metadata, Mapping) or not isinstance(metadata.get("name"), str):
            raise SettingsError("an object needs metadata with a name", path=("manifest",))
        if metadata.get("namespace") is not None:
            raise SettingsError(
                "an object of an app lives in the app's namespace, which is filled in; leave metadata.namespace out",
                path=("manifest", "metadata", "namespace"),
            )
        if self.manifest["kind"] == "Secret":
            raise SettingsError(
                "a Secret in the tree is readable by everybody who reads Git; use external_secrets instead",
                path=("manifest",),
            )
        if self.manifest["kind"].endswith("List"):
            raise SettingsError("a List holds several objects; give each an entry of its own", path=("manifest",))
