"""Secrets that the External Secrets Operator copies from SSM Parameter Store."""

import re
from dataclasses import field
from typing import Annotated, Literal, NamedTuple

from pydantic import AfterValidator

from constructs_lib.settings.errors import SettingsError
from constructs_lib.settings.text import Duration, Template, VariableName, check_template, matching
from constructs_lib.settings.values import Map, setting

_PARAMETER = re.compile(r"[A-Za-z0-9_.{}/-]+")


def _path(text: str) -> str:
    check_template(text)
    if not text.startswith("/") or "//" in text or text.endswith("/") or not _PARAMETER.fullmatch(text):
        raise ValueError(
            "is not a parameter path; begin with '/', without '//' or a slash at the end: '/param/app/{env}'"
        )
    return text


def _key(text: str) -> str:
    if text.startswith("/"):
        return _path(text)
    check_template(text)
    if not _PARAMETER.fullmatch(text) or "//" in text or text.endswith("/"):
        raise ValueError(
            "is not a parameter's name; write it as 'api_key' below path, or whole as '/param/other/api_key'"
        )
    return text


ParameterPath = Annotated[str, AfterValidator(_path)]
"""A folder of parameters, from the root: `/param/my-project/{env}/parameters`."""
ParameterKey = Annotated[str, AfterValidator(_key)]
"""A parameter: a name below `path`, or with a leading slash a whole path."""


@setting
class Param:
    """One parameter, where more than its name matters."""

    key: ParameterKey = field(kw_only=False)
    """A name below `path`, or with a leading slash a whole path."""
    property: str | None = None
    """The field to take of a parameter that holds JSON."""
    version: Annotated[str, AfterValidator(matching(r"\d+", "is not a version; write it as '3'"))] | None = None
    """One version of the parameter, for ever; without it the newest."""


class Store(NamedTuple):
    """Where an ExternalSecret reads."""

    kind: Literal["ClusterSecretStore", "SecretStore"]
    name: str
    """`{app}` and `{env}` are still to fill."""


@setting
class ExternalSecrets:
    """The app's secret variables: each is a required key of one Secret that an ExternalSecret fills.

    Both are named `<app>-<hash>`, of the store, the variables and their parameters.
    """

    cluster_secret_store: Template | None = None
    """The ClusterSecretStore that reads; `{env}` is filled in."""
    secret_store: Template | None = None
    """Or the SecretStore of the app's own namespace."""
    path: ParameterPath | None = None
    """The folder of the parameters, written once; `{app}` and `{env}` are filled in."""
    params: Map[VariableName, ParameterKey | Param]
    """Variable to parameter: a name below `path`, or a whole path that begins with a slash."""
    refresh_interval: Duration = "1h0m0s"
    """How often the operator reads the parameters again; pods see the new value when they restart."""

    def __post_init__(self) -> None:
        if (self.cluster_secret_store is None) == (self.secret_store is None):
            raise SettingsError("set cluster_secret_store or secret_store, one of the two")
        if not self.params:
            raise SettingsError(
                "params is empty, which the operator refuses; set external_secrets=None", path=("params",)
            )
        for name, param in self.params.items():
            key = param.key if isinstance(param, Param) else param
            if self.path is None and not key.startswith("/"):
                raise SettingsError(
                    f"{name}={key!r} is below no path; set path=..., or the whole path of the parameter",
                    path=("params", name),
                )

    @property
    def store(self) -> Store:
        """The one of the two stores that is set."""
        if self.cluster_secret_store is not None:
            return Store("ClusterSecretStore", self.cluster_secret_store)
        return Store("SecretStore", self.secret_store or "")

    def parameter(self, name: str) -> Param:
        """The parameter of a variable, its key a whole path (in which `{app}` and `{env}` are still to fill)."""
        param = self.params[name]
        param = param if isinstance(param, Param) else Param(param)
        key = param.key if param.key.startswith("/") else f"{self.path}/{param.key}"
        return Param(key, property=param.property, version=param.version)
