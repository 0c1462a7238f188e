"""Hardening that every pod gets: Pod Security Standard "restricted", and a read-only root file system."""

from __future__ import annotations

from cdk8s_plus_27 import k8s

_UNPRIVILEGED_PORT_START = "net.ipv4.ip_unprivileged_port_start"
_FIRST_UNPRIVILEGED_PORT = 1024


def pod_security_context(user: int, *, port: int | None = None) -> k8s.PodSecurityContext:
    """`securityContext` of a pod that runs as `user`:`user`.

    A `port` below 1024 lowers the first port that needs no privilege, instead of granting a capability: containerd 2
    does so by itself, older nodes do not. The sysctl is one of those that "restricted" allows.
    """
    sysctls = None
    if port is not None and port < _FIRST_UNPRIVILEGED_PORT:
        sysctls = [k8s.Sysctl(name=_UNPRIVILEGED_PORT_START, value=str(port))]
    return k8s.PodSecurityContext(
        run_as_non_root=True,
        run_as_user=user,
        run_as_group=user,
        fs_group=user,
        # Only volumes that do not belong to the group yet are walked through: a large claim would delay each start.
        fs_group_change_policy="OnRootMismatch",
        seccomp_profile=k8s.SeccompProfile(type="RuntimeDefault"),
        sysctls=sysctls,
    )


def container_security_context() -> k8s.SecurityContext:
    """`securityContext` of every container."""
    return k8s.SecurityContext(
        allow_privilege_escalation=False,
        capabilities=k8s.Capabilities(drop=["ALL"]),
        read_only_root_filesystem=True,
    )
