"""A container's hardening is relaxed one field at a time, with a reason, and only where the namespace admits it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from constructs_lib.settings import (
    BackgroundWorker,
    Container,
    CronJob,
    Environment,
    Image,
    Migration,
    Namespace,
    Relaxed,
    Security,
    SettingsError,
    Workload,
)
from tests.rendered import environment
from tests.samples.values import Least, LeastDaemon, LeastJobs, LeastStatefulService, LeastWorker

LAX = Security(read_only_root_filesystem=Relaxed(False, "it writes beside its code"))


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda: Relaxed(False, " "), "reason is empty; say why the container needs it"),
        (
            lambda: Security(read_only_root_filesystem=Relaxed(True, "why")),
            "read_only_root_filesystem=Relaxed(...) relaxes nothing, or cannot be; write Relaxed(False, '...')",
        ),
        (
            lambda: Security(add_capabilities=Relaxed(["CAP_CHOWN"], "why")),
            "add_capabilities=Relaxed(...) relaxes nothing, or cannot be; write Relaxed(['CHOWN'], '...')",
        ),
        (lambda: Security(run_as_user=0), "run_as_user=0 is root, which needs a reason; write Relaxed(0, '...')"),
        (
            lambda: Security(run_as_user=Relaxed(34, "why")),
            "run_as_user=Relaxed(...) relaxes nothing: only root does; write the number alone",
        ),
        (
            lambda: Security(seccomp_profile=Relaxed("RuntimeDefault", "why")),
            "seccomp_profile=Relaxed(...) relaxes nothing, or cannot be; write Relaxed('Unconfined', '...')",
        ),
    ],
)
def test_what_relaxes_nothing_is_refused(make: Callable[[], Any], told: str) -> None:
    with pytest.raises(SettingsError) as caught:
        make()

    assert str(caught.value) == told


@pytest.mark.parametrize(
    ("security", "level", "told"),
    [
        (
            Security(allow_privilege_escalation=Relaxed(True, "why")),
            "restricted",
            "refuses containers that may gain privileges; set namespace = change(pod_security='baseline')",
        ),
        (
            Security(add_capabilities=Relaxed(["NET_BIND_SERVICE", "CHOWN"], "why")),
            "restricted",
            "refuses containers with the capability CHOWN; set namespace = change(pod_security='baseline')",
        ),
        (
            Security(add_capabilities=Relaxed(["NET_ADMIN"], "why")),
            "baseline",
            "refuses containers with the capability NET_ADMIN; set namespace = change(pod_security='privileged')",
        ),
        (
            Security(run_as_user=Relaxed(0, "why")),
            "restricted",
            "refuses containers of user 0; set namespace = change(pod_security='baseline')",
        ),
        (
            Security(seccomp_profile=Relaxed("Unconfined", "why")),
            "baseline",
            "refuses containers whose system calls nothing filters; set namespace = change(pod_security='privileged')",
        ),
    ],
)
def test_a_namespace_must_admit_what_is_relaxed(security: Security, level: Any, told: str) -> None:
    jobs = {"tidy": CronJob("tidy", schedule="@daily", security=security)}
    with pytest.raises(SettingsError) as caught:
        environment(LeastJobs, cron_jobs=jobs, namespace=Namespace("shop", pod_security=level))

    assert str(caught.value) == f"a namespace of pod_security={level!r} {told}"
    assert caught.value.path[:3] == ("cron_jobs", "tidy", "security")
    environment(LeastJobs, cron_jobs=jobs, namespace=Namespace("shop", pod_security="privileged"))


@pytest.mark.parametrize(
    "security",
    [
        LAX,
        Security(add_capabilities=Relaxed(["NET_BIND_SERVICE"], "why")),
        Security(run_as_user=34),
        Security(seccomp_profile="profiles/a.json"),
    ],
)
def test_a_restricted_namespace_admits_what_gives_no_privilege(security: Security) -> None:
    environment(Least, security=security)


def test_the_namespace_of_someone_else_is_judged_where_it_is_rendered() -> None:
    environment(
        Least,
        security=Security(run_as_user=Relaxed(0, "why")),
        namespace=Namespace("shop", create=False),
    )


@pytest.mark.parametrize(
    ("kind", "declared", "place"),
    [
        (Least, {"security": LAX}, "Deployment/backend app"),
        (LeastStatefulService, {"security": LAX}, "StatefulSet/backend app"),
        (LeastDaemon, {"security": LAX}, "DaemonSet/backend app"),
        (
            LeastWorker,
            {"sidecars": {"log": Container(image=Image("a", tag="v1"), security=LAX)}},
            "Deployment/backend log",
        ),
        (LeastWorker, {"init_containers": {"warm": Container(security=LAX)}}, "Deployment/backend warm"),
        (Least, {"workers": {"send": BackgroundWorker("send", security=LAX)}}, "Deployment/backend-send app"),
        (
            LeastJobs,
            {"cron_jobs": {"tidy": CronJob("tidy", schedule="@daily", security=LAX)}},
            "CronJob/backend-tidy app",
        ),
        (LeastJobs, {"migration": Migration("migrate", security=LAX)}, "Job/backend-migration app"),
    ],
)
def test_what_is_relaxed_names_its_container_as_findings_do(
    kind: type[Environment], declared: dict[str, Any], place: str
) -> None:
    settings = environment(kind, **declared)
    assert isinstance(settings, Workload)
    [(path, found, relaxed)] = settings.relaxations()

    assert (path[-2:], found, relaxed.reason) == (
        ("security", "read_only_root_filesystem"),
        place,
        "it writes beside its code",
    )
