"""The app's public address by an Ingress: hosts, paths, and where each leads."""

from collections.abc import Iterator
from dataclasses import field
from typing import Literal

from constructs_lib.settings.alb import Alb
from constructs_lib.settings.errors import SettingsError
from constructs_lib.settings.text import DnsLabel, DnsName, Host, HttpPath, LabelKey, PortName
from constructs_lib.settings.values import NONE, Map, Seq, setting

_TARGET_TYPE = "alb.ingress.kubernetes.io/target-type"


@setting
class Tls:
    """TLS with a certificate from a Secret, for controllers that read one (not the ALB)."""

    secret_name: DnsName = field(kw_only=False)
    """The Secret of type kubernetes.io/tls, in the app's namespace."""
    hosts: Seq[Host] = ()
    """Hosts that it is for; without any, all of the Ingress."""


@setting
class IngressPath:
    """A path, where it is matched otherwise or leads elsewhere than the rest."""

    path: HttpPath = field(kw_only=False)
    """The path, with all that is below it unless `type` says otherwise."""
    type: Literal["Prefix", "Exact", "ImplementationSpecific"] = "Prefix"
    """How it is matched (`pathType`); ImplementationSpecific leaves it to the controller: the ALB takes `*` and `?`."""
    port: PortName | None = None
    """The port that it leads to; without one it is `http`, or the first of `service`."""
    service: DnsLabel | None = None
    """Which of the setting `services`; without one it is `service`, or the first of those that serves the port."""


@setting
class IngressRule:
    """A host with paths of its own."""

    host: Host = field(kw_only=False)
    """The host name, perhaps `*.example.com`; `{app}` and `{env}` are filled in."""
    paths: Seq[HttpPath | IngressPath]
    """Its paths."""

    def __post_init__(self) -> None:
        _paths_are_told_apart(self.paths)


@setting
class Ingress:
    """The app's public address. TLS ends here: the app speaks plain HTTP."""

    host: Host = field(kw_only=False)
    """The host name, perhaps `*.example.com`; `{app}` and `{env}` are filled in."""
    hosts: Seq[Host | IngressRule] = ()
    """Further hosts: a name for the same paths, `IngressRule("admin.example.com", paths=[...])` for others."""
    class_name: DnsName
    """The IngressClass: `alb`, `nginx`."""
    paths: Seq[HttpPath | IngressPath] = ("/",)
    """Paths that lead to the app, with all that is below them (`pathType: Prefix`); `IngressPath("/rpc", port="grpc")`
    leads elsewhere."""
    tls: Tls | Seq[Tls] | None = None
    """A certificate from a Secret, or several for hosts of their own; without one, that of `certificate` if it is set
    and the controller reads Secrets."""
    alb: Alb | None = None
    """For `class_name="alb"`: what the load balancer is to be."""
    annotations: Map[LabelKey, str] = NONE
    """Annotations of the Ingress alone; they win over those that `alb` makes."""

    def __post_init__(self) -> None:
        if self.class_name == "alb" and self.alb is None and _TARGET_TYPE not in self.annotations:
            raise SettingsError(
                "class_name='alb' without alb=Alb(...) sends requests to nodes, which a Service of type ClusterIP does "
                "not serve; set alb=Alb(...)",
                path=("class_name",),
            )
        if self.alb is not None and self.class_name != "alb":
            raise SettingsError(
                f"alb=Alb(...) means nothing to class_name={self.class_name!r}; set class_name='alb', or alb=None",
                path=("alb",),
            )
        _paths_are_told_apart(self.paths)
        names = self.host_names
        for index, name in enumerate(names):
            if name in names[:index]:
                raise SettingsError(f"{name} is named twice; take one out", path=("hosts", index - 1))
        for tls in self.certificates:
            for host in tls.hosts:
                if host not in names:
                    message = f"tls is for {host}, which is no host of the Ingress; it has {', '.join(names)}"
                    raise SettingsError(message, path=("tls",))

    @property
    def rules(self) -> tuple[IngressRule, ...]:
        """All hosts, each with its paths."""
        further = (
            host if isinstance(host, IngressRule) else IngressRule(host, paths=self.paths) for host in self.hosts
        )
        return (IngressRule(self.host, paths=self.paths), *further)

    @property
    def host_names(self) -> list[str]:
        """All hosts, with braces that are not filled in."""
        return [self.host, *(host.host if isinstance(host, IngressRule) else host for host in self.hosts)]

    @property
    def certificates(self) -> tuple[Tls, ...]:
        """The Secrets that hold certificates."""
        if self.tls is None:
            return ()
        return (self.tls,) if isinstance(self.tls, Tls) else tuple(self.tls)

    def written_paths(self) -> Iterator[tuple[tuple[str | int, ...], IngressPath]]:
        """Every path that is written, with where it stands."""
        yield from ((("paths", index), path_of(path)) for index, path in enumerate(self.paths))
        for number, rule in enumerate(self.hosts):
            for index, path in enumerate(rule.paths if isinstance(rule, IngressRule) else ()):
                yield ("hosts", number, "paths", index), path_of(path)


def path_of(path: str | IngressPath) -> IngressPath:
    """A path in full."""
    return path if isinstance(path, IngressPath) else IngressPath(path)


def _paths_are_told_apart(paths: Seq[str | IngressPath]) -> None:
    if not paths:
        raise SettingsError("paths is empty; give at least '/'", path=("paths",))
    known: set[tuple[str, str]] = set()
    for index, path in enumerate(map(path_of, paths)):
        if (path.path, path.type) in known:
            raise SettingsError(f"{path.path} is there twice as {path.type}; take one out", path=("paths", index))
        known.add((path.path, path.type))
