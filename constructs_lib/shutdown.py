"""How a pod leaves without losing a request."""

from __future__ import annotations

from cdk8s_plus_27 import k8s

from constructs_lib.settings import Patch, Shutdown

_FIRST_WITH_SLEEP = (1, 30)


def lifecycle(shutdown: Shutdown, *, kubernetes_version: str) -> k8s.Lifecycle | None:
    """The wait before SIGTERM, as a command of the image, for clusters that cannot wait by themselves."""
    if not shutdown.pre_stop_seconds or _can_sleep(kubernetes_version):
        return None
    sleep = k8s.ExecAction(command=["sleep", str(shutdown.pre_stop_seconds)])
    return k8s.Lifecycle(pre_stop=k8s.LifecycleHandler(exec=sleep))


def pre_stop_patch(target: str, container: str, shutdown: Shutdown, *, kubernetes_version: str) -> Patch | None:
    """The wait before SIGTERM as `lifecycle.preStop.sleep`: needs no program in the image.

    A patch, because the typed Kubernetes 1.27 API does not know the field and would drop it without a word.
    """
    if not shutdown.pre_stop_seconds or not _can_sleep(kubernetes_version):
        return None
    sleep = {"preStop": {"sleep": {"seconds": shutdown.pre_stop_seconds}}}
    return Patch(target, set={f"spec.template.spec.containers[{container}].lifecycle": sleep})


def _can_sleep(kubernetes_version: str) -> bool:
    return tuple(map(int, kubernetes_version.split("."))) >= _FIRST_WITH_SLEEP
