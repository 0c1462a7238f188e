"""A container's hardening, relaxed one field at a time, each with its reason."""

from collections.abc import Callable, Iterator
from dataclasses import field
from typing import Annotated, Any, Literal

from constructs_lib.settings import names
from constructs_lib.settings.checks import Check
from constructs_lib.settings.errors import Path, SettingsError
from constructs_lib.settings.text import Natural, RelativePath
from constructs_lib.settings.values import Seq, setting

PodSecurity = Literal["restricted", "baseline", "privileged"]
"""A Pod Security Standard, the strictest first."""
LEVELS: tuple[PodSecurity, ...] = ("restricted", "baseline", "privileged")

_BASELINE = frozenset(
    [
        *("AUDIT_WRITE", "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "MKNOD", "NET_BIND_SERVICE"),
        *("SETFCAP", "SETGID", "SETPCAP", "SETUID", "SYS_CHROOT"),
    ]
)
"""Capabilities that a namespace of the level baseline admits; restricted admits NET_BIND_SERVICE alone."""


@setting
class Relaxed:
    """One field of a container's hardening that is laxer than of all others, and why."""

    value: bool | int | str | Seq[str] = field(kw_only=False)
    """What the field is instead."""
    reason: str = field(kw_only=False)
    """Why: it waives the finding of `plainsail check` about this field of this container, and of no other."""

    def __post_init__(self) -> None:
        if not self.reason.strip():
            raise SettingsError("reason is empty; say why the container needs it", path=("reason",))


def _to(allowed: Callable[[Any], bool], example: str) -> Check:
    def check(relaxed: Any) -> Any:
        if isinstance(relaxed, Relaxed) and not allowed(relaxed.value):
            raise ValueError(f"relaxes nothing, or cannot be; write Relaxed({example}, '...')")
        return relaxed

    return Check(check)


def _are_capabilities(value: Any) -> bool:
    """As Kubernetes writes them, without `CAP_`: another spelling is another capability to it."""
    named = isinstance(value, tuple) and bool(value) and len(set(value)) == len(value)
    return (
        named
        and all(name.replace("_", "").isalpha() and name.isupper() for name in value)
        and not any(name.startswith("CAP_") or name == "ALL" for name in value)
    )


def _root_is_relaxed(user: Any) -> Any:
    if user == 0:
        raise ValueError("is root, which needs a reason; write Relaxed(0, '...')")
    if isinstance(user, Relaxed) and (user.value != 0 or user.value is False):
        raise ValueError("relaxes nothing: only root does; write the number alone")
    return user


@setting
class Security:
    """What a container may beyond the hardening that all have (`securityContext`); the rest of it stays.

    Without one: no privilege is gained, no capability is kept, the root file system is read-only, the user is
    `pod_user`, and system calls are filtered by the runtime's profile.
    """

    read_only_root_filesystem: Annotated[Relaxed, _to(lambda value: value is False, "False")] | None = None
    """`Relaxed(False, "...")` lets it write anywhere in its image; `writable_paths` are the better way."""
    allow_privilege_escalation: Annotated[Relaxed, _to(lambda value: value is True, "True")] | None = None
    """`Relaxed(True, "...")` lets programs such as `sudo` gain privileges."""
    add_capabilities: Annotated[Relaxed, _to(_are_capabilities, "['CHOWN']")] | None = None
    """`Relaxed(["CHOWN"], "...")` gives it capabilities (`capabilities.add`). A user that is not root has them only in
    programs whose file carries them."""
    run_as_user: Annotated[Natural | Relaxed, Check(_root_is_relaxed)] | None = None
    """Another user and group than `pod_user`: that of the container's image. `Relaxed(0, "...")` is root."""
    seccomp_profile: (
        Annotated[RelativePath | Relaxed, _to(lambda value: value == "Unconfined", "'Unconfined'")] | None
    ) = None
    """Another filter of system calls: a file of the node, below the kubelet's seccomp folder (`Localhost`).
    `Relaxed("Unconfined", "...")` filters nothing."""

    def admitted_by(self) -> Iterator[tuple[str, PodSecurity, str]]:
        """What is relaxed, the strictest level of a namespace that admits it, and what it is, in words."""
        if self.allow_privilege_escalation:
            yield "allow_privilege_escalation", "baseline", "that may gain privileges"
        if self.add_capabilities and isinstance(names := self.add_capabilities.value, tuple):
            if beyond := sorted(set(names) - _BASELINE):
                yield "add_capabilities", "privileged", f"with the capability {beyond[0]}"
            elif more := sorted(set(names) - {"NET_BIND_SERVICE"}):
                yield "add_capabilities", "baseline", f"with the capability {more[0]}"
        if isinstance(self.run_as_user, Relaxed):
            yield "run_as_user", "baseline", "of user 0"
        if isinstance(self.seccomp_profile, Relaxed):
            yield "seccomp_profile", "privileged", "whose system calls nothing filters"


def place_of(container: Path, *, app: str, kind: str) -> str:
    """How findings name a container, by the setting that makes it; of the app's own pods it is of this kind.

    >>> place_of(("cron_jobs", "tidy", "sidecars", "log"), app="shop", kind="Deployment")
    'CronJob/shop-tidy log'
    """
    match container:
        case ("workers", name, *_):
            made = f"Deployment/{app}-{name}"
        case ("cron_jobs", name, *_):
            made = f"CronJob/{app}-{name}"
        case ("migration", *_):
            made = f"Job/{app}-{names.MIGRATION}"
        case _:
            made = f"{kind}/{app}"
    beside = container[-2:-1] in (("init_containers",), ("sidecars",))
    return f"{made} {container[-1] if beside else names.APP}"
