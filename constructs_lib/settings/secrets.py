"""Secrets that the External Secrets Operator copies from a store: variables, files, and files made from templates."""

from collections.abc import Iterator
from dataclasses import field, replace
from typing import Annotated, Literal, NamedTuple

from constructs_lib.kubernetes.go_templates import check_go_template, keys_named, sees_whole
from constructs_lib.kubernetes.nearest import did_you_mean_or_all
from constructs_lib.settings.checks import Check
from constructs_lib.settings.errors import Path, SettingsError
from constructs_lib.settings.stores import Provider, check_key, whole, wrong_key, wrong_path, wrong_version
from constructs_lib.settings.text import (
    AbsolutePath,
    Duration,
    FileName,
    RelativePath,
    Template,
    VariableName,
    check_control_characters,
    matching,
)
from constructs_lib.settings.values import NONE, Map, Seq, setting

RemoteKey = Annotated[str, Check(check_key)]
"""A key as its store spells it: `/param/my-project/{env}/api_key`, `prod/db`, `secret/data/x`, `db-password`."""
GoTemplate = Annotated[str, Check(check_control_characters), Check(check_go_template)]
"""A text with actions of Go's templates: `postgres://{{ .user }}:{{ .password }}@db/shop`."""
StoreText = Annotated[str, Check(check_control_characters)]
FileMode = Annotated[str, Check(matching(r"0[0-7]{3}", "is not a file mode; write it as '0440'"))]
"""Who may read a file, in octal: `0440`."""
Decoding = Literal["Auto", "Base64", "Base64URL"]


@setting
class Param:
    """One parameter or secret of a store, where more than its key matters."""

    key: RemoteKey = field(kw_only=False)
    """The key as the store spells it; below `path`, unless it begins with a slash or is an ARN."""
    property: StoreText | None = None
    """The field to take of a secret that holds JSON (in Vault: of its fields)."""
    version: StoreText | None = None
    """One version, for ever; without it the newest. Secrets Manager: a stage, or `uuid/<version id>`."""
    decoding_strategy: Decoding | None = None
    """How the store's text is decoded (`decodingStrategy`), for files that are kept in base64."""


@setting
class Extract(Param):
    """All fields of one secret that holds JSON, each a key of the Secret (`dataFrom.extract`)."""


@setting
class Rewrite:
    """New names for the keys that `data_from` finds (`rewrite.regexp`)."""

    source: StoreText = field(kw_only=False)
    """A regular expression of Go."""
    target: StoreText
    """What takes its place; `$1` is the first group."""


@setting
class Find:
    """All secrets of the store that match, each a key of the Secret (`dataFrom.find`)."""

    name: StoreText | None = field(kw_only=False, default=None)
    """A regular expression of Go for the name."""
    tags: Map[StoreText, StoreText] = NONE
    """Tags that it must have."""
    path: RemoteKey | None = None
    """The folder that is searched; without one, `path` of the ExternalSecret."""
    rewrite: Seq[Rewrite] = ()
    """How the names that were found become keys of the Secret, one after the other."""
    decoding_strategy: Decoding | None = None
    """How the store's texts are decoded (`decodingStrategy`)."""

    def __post_init__(self) -> None:
        if self.name is None and not self.tags:
            raise SettingsError("finds by neither name nor tags, so that it would take the whole store; say one")


class Store(NamedTuple):
    """Where an ExternalSecret reads."""

    kind: Literal["ClusterSecretStore", "SecretStore"]
    name: str
    """`{app}` and `{env}` are still to fill."""


@setting
class ExternalSecrets:
    """One Secret that an ExternalSecret fills: required variables, and files.

    Both are named `<app>-<hash>`, of the store, what is read and what becomes of it.
    """

    provider: Provider = "ssm"
    """What the store is: it decides how keys are spelled, and whether `secrets verify` can ask."""
    cluster_secret_store: Template | None = None
    """The ClusterSecretStore that reads; `{env}` is filled in."""
    secret_store: Template | None = None
    """Or the SecretStore of the app's own namespace."""
    path: RemoteKey | None = None
    """What stands before the keys, written once; `{app}` and `{env}` are filled in."""
    params: Map[VariableName, RemoteKey | Param] = NONE
    """Variable to key: a name below `path`, or a whole one (`/param/shared/smtp`)."""
    data: Map[FileName, RemoteKey | Param] = NONE
    """File to key: mounted at `mount_path`, or what `template` is filled with; no variables."""
    data_from: Seq[Extract | Find] = ()
    """Secrets of which the store knows the keys. Nobody sees before the sync which those are."""
    template: Map[FileName, GoTemplate] = NONE
    """File to Go template, in which `{{ .user }}` is a key of `params`, `data` or `data_from`."""
    variables: Map[VariableName, FileName] = NONE
    """Variable to a key of `data`, `data_from` or `template`."""
    mount_path: AbsolutePath | None = None
    """The folder in which the files appear; it hides what the image holds there."""
    files: Map[FileName, RelativePath] = NONE
    """Key to file below `mount_path`. Without any: those of `template`, else of `data`, and all of `data_from`."""
    mode: FileMode | None = None
    """Who may read the files (`defaultMode`); without one everybody in the container."""
    refresh_interval: Duration = "1h0m0s"
    """How often the operator reads the store again; pods see new variables when they restart, new files soon."""

    def __post_init__(self) -> None:
        if (self.cluster_secret_store is None) == (self.secret_store is None):
            raise SettingsError("set cluster_secret_store or secret_store, one of the two")
        if not (self.params or self.data or self.data_from):
            raise SettingsError(
                "params is empty, which the operator refuses; set external_secrets=None", path=("params",)
            )
        for path, message in (*self._wrong_keys(), *self._unknown_keys(), *self._read_by_nobody()):
            raise SettingsError(message, path=path)

    @property
    def store(self) -> Store:
        """The one of the two stores that is set."""
        if self.cluster_secret_store is not None:
            return Store("ClusterSecretStore", self.cluster_secret_store)
        return Store("SecretStore", self.secret_store or "")

    @property
    def read(self) -> dict[str, Param]:
        """Each key of the Secret that is said by name, to what it is read from (`parameter`)."""
        return {name: self.parameter(name) for name in (*self.params, *self.data)}

    def parameter(self, name: str) -> Param:
        """The parameter of a key, its own key whole (in which `{app}` and `{env}` are still to fill)."""
        param = self.params[name] if name in self.params else self.data[name]
        param = param if isinstance(param, Param) else Param(param)
        return replace(param, key=whole(param.key, self.path))

    @property
    def as_variables(self) -> dict[str, str]:
        """Each variable, to the key of the Secret."""
        return {**{name: name for name in self.params}, **self.variables}

    @property
    def merges(self) -> bool:
        """Whether the Secret holds what is read beside what templates make of it (`mergePolicy`)."""
        return bool(self.template) and any(key not in self.template for key in self.as_variables.values())

    @property
    def as_files(self) -> dict[str, str] | None:
        """Each key that is a file, to its path; None for the whole Secret."""
        if self.files:
            return dict(self.files)
        if self.template or not self.data_from:
            return {key: key for key in self.template or self.data}
        return None

    def _wrong_keys(self) -> Iterator[tuple[Path, str]]:
        if self.path is not None and (wrong := wrong_path(self.provider, self.path)):
            yield ("path",), f"path={self.path!r} {wrong}"
        for field_name, said in (("params", self.params), ("data", self.data)):
            for name, param in said.items():
                yield from self._wrong((field_name, name), name, param if isinstance(param, Param) else Param(param))
        for index, source in enumerate(self.data_from):
            if isinstance(source, Extract):
                yield from self._wrong(("data_from", index), "data_from", source)
        for name in self.params.keys() & (self.data.keys() | self.template.keys() | self.variables.keys()):
            yield ("params", name), f"{name} is said twice in one Secret; say it in one place"

    def _wrong(self, path: Path, name: str, param: Param) -> Iterator[tuple[Path, str]]:
        if wrong := wrong_key(self.provider, param.key):
            yield path, f"{name}={param.key!r} {wrong}"
        elif self.provider == "ssm" and self.path is None and not param.key.startswith(("/", "arn:")):
            yield path, f"{name}={param.key!r} is below no path; set path=..., or the whole path of the parameter"
        if param.version is not None and (wrong := wrong_version(self.provider, param.version)):
            yield path, f"version={param.version!r} {wrong}"

    def _unknown_keys(self) -> Iterator[tuple[Path, str]]:
        """Keys that are named, and that nothing makes: unless `data_from` may."""
        known = [*self.params, *self.data]
        if self.data_from:
            return
        for name, text in self.template.items():
            for key in () if sees_whole(text) else sorted(keys_named(text) - set(known)):
                yield (
                    ("template", name),
                    f"{name} names .{key}, no key of params or data{did_you_mean_or_all(key, known)}",
                )
        for field_name, keys in (("variables", self.variables.values()), ("files", self.files.keys())):
            for key in keys:
                if key not in (*known, *self.template):
                    yield (
                        (field_name,),
                        f"{key!r} is no key of the Secret{did_you_mean_or_all(key, [*known, *self.template])}",
                    )

    def _read_by_nobody(self) -> Iterator[tuple[Path, str]]:
        for name in ("files", "mode"):
            if getattr(self, name) and self.mount_path is None:
                yield (name,), f"{name} needs the folder; set mount_path=..."
        if self.mount_path is None:
            for name in self.template.keys() - set(self.variables.values()):
                yield ("template", name), f"nothing reads {name}; set mount_path=..., or name it in variables"
            for name in self.data.keys() - set(self.variables.values()) if not self.template else ():
                yield ("data", name), f"nothing reads {name}; set mount_path=..., or name it in variables"
            if self.data_from and not self.template and not self.variables:
                yield ("data_from",), "nothing reads data_from; set mount_path=..., or name its keys in variables"
        elif self.as_files == {}:
            yield ("mount_path",), "no file appears there: params are variables; name files in data or template"
