"""What the API server refuses in the security contexts of pods and containers: users, profiles, sysctls, Windows.

After `k8s.io/kubernetes/pkg/apis/core/validation`.
"""

import re
from collections.abc import Iterator

from constructs_lib.kubernetes.objects import Document
from plainsail.schemas.problems import Schema, quoted
from plainsail.schemas.rules.forms import misfit, out_of_folder, twice
from plainsail.schemas.rules.together import Fields, Place, Refusal, Together, since
from plainsail.schemas.rules.words import DNS_SUBDOMAIN, ID, NOT_EMPTY, SYSCTL

_USER_NAMESPACES_SINCE = 33
"""hostUsers and procMount count by default from 1.33 on; before, they are dropped."""
_LONGEST_PATH = 4095
_LONGEST_GMSA = 64 * 1024
_LONGEST_DOMAIN = 255
_LONGEST_USER = 104
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_NET_BIOS = re.compile(r'[^\\/:*?"<>|.][^\\/:*?"<>|]{0,14}')
_DNS_DOMAIN = re.compile(
    r"(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*"
)
_NOT_IN_USERS = re.compile(r'["/\\:;|=,+*?<>@\[\]]')
_DOTS_AND_SPACES = re.compile(r"[. ]+")
_IPC_SYSCTLS = ("kernel.shm", "kernel.msg", "fs.mqueue.")
_NOT_ON_WINDOWS_PODS = (
    *("appArmorProfile", "fsGroup", "fsGroupChangePolicy", "runAsGroup", "runAsUser", "seLinuxChangePolicy"),
    *("seLinuxOptions", "seccompProfile", "supplementalGroups", "supplementalGroupsPolicy"),
)
_NOT_ON_WINDOWS = (
    *(
        "allowPrivilegeEscalation",
        "appArmorProfile",
        "capabilities",
        "privileged",
        "procMount",
        "readOnlyRootFilesystem",
    ),
    *("runAsGroup", "runAsUser", "seLinuxOptions", "seccompProfile"),
)
CONTAINER_LISTS = ("initContainers", "containers")


def of_pod(spec: Document, place: Place) -> Iterator[Refusal]:
    """What the security of a pod and of its containers contradict in each other."""
    security = spec.get("securityContext", {})
    if spec.get("shareProcessNamespace") and spec.get("hostPID"):
        yield Refusal(("shareProcessNamespace",), "is true, and hostPID is, too: only one of them may be")
    yield from _sysctls(spec, security)
    if place.minor >= _USER_NAMESPACES_SINCE:
        yield from _user_namespace(spec, place)
    match spec.get("os", {}).get("name"):
        case "windows":
            yield from _windows(spec, security)
        case "linux":
            yield from _linux(spec, security)
    yield from _host_process(spec, security)


def _contexts(spec: Document) -> Iterator[tuple[tuple[str, int, str], Document]]:
    """The security context of each container, empty where it has none, and the path to it."""
    for field in CONTAINER_LISTS:
        for index, container in enumerate(spec.get(field, ())):
            yield (field, index, "securityContext"), container.get("securityContext", {})


def _sysctls(spec: Document, security: Document) -> Iterator[Refusal]:
    sysctls = security.get("sysctls", [])
    names = [sysctl["name"] for sysctl in sysctls]
    for index, name in twice(names):
        yield Refusal(("securityContext", "sysctls", index, "name"), f"{name} is there twice")
    for index, name in enumerate(name.replace("/", ".") for name in names):
        where = ("securityContext", "sysctls", index, "name")
        if spec.get("hostNetwork") and name.startswith("net."):
            yield Refusal(where, f"{name} is the node's own with hostNetwork")
        if spec.get("hostIPC") and (name.startswith(_IPC_SYSCTLS) or name == "kernel.sem"):
            yield Refusal(where, f"{name} is the node's own with hostIPC")


def _user_namespace(spec: Document, place: Place) -> Iterator[Refusal]:
    """Users of the pod that are none of the node, where the pod has them."""
    if spec.get("hostUsers", True):
        for where, security in _contexts(spec):
            if security.get("procMount") == "Unmasked":
                yield Refusal((*where, "procMount"), "Unmasked needs hostUsers: false in the pod")
        return
    for field in ("hostNetwork", "hostPID", "hostIPC"):
        if spec.get(field):
            yield Refusal((field,), "is true, and hostUsers false: a pod of its own users takes nothing of the node")
    for field in CONTAINER_LISTS if place.minor >= 35 else ():
        for index, container in enumerate(spec.get(field, ())):
            if container.get("volumeDevices"):
                yield Refusal((field, index, "volumeDevices"), "are not for a pod with hostUsers: false")


def _windows(spec: Document, security: Document) -> Iterator[Refusal]:
    found: list[tuple[str | int, ...]] = []
    found += [(field,) for field in ("hostUsers", "shareProcessNamespace") if field in spec]
    found += [(field,) for field in ("hostIPC", "hostPID") if spec.get(field)]
    found += [("securityContext", field) for field in _NOT_ON_WINDOWS_PODS if field in security]
    found += [("securityContext", "sysctls")] if security.get("sysctls") else []
    for where, own in _contexts(spec):
        found += [(*where, field) for field in _NOT_ON_WINDOWS if field in own]
    for place in found:
        yield Refusal(place, "is not for a pod of Windows")


def _linux(spec: Document, security: Document) -> Iterator[Refusal]:
    for where, own in ((("securityContext",), security), *_contexts(spec)):
        if "windowsOptions" in own:
            yield Refusal((*where, "windowsOptions"), "are not for a pod of Linux")


def _host_process(spec: Document, security: Document) -> Iterator[Refusal]:
    """Containers of Windows that run on the node itself: all of a pod, or none."""
    of_all = security.get("windowsOptions", {}).get("hostProcess")
    found: list[bool] = []
    for where, own in _contexts(spec):
        one = own.get("windowsOptions", {}).get("hostProcess")
        if None not in (of_all, one) and one != of_all:
            message = f"is {str(one).lower()}, but {str(of_all).lower()} in the pod: they must be the same"
            yield Refusal((*where, "windowsOptions", "hostProcess"), message)
        found.append(bool(of_all if one is None else one))
    if any(found) and not all(found):
        yield Refusal((), "runs some of its containers with hostProcess; all must, or none")
    if any(found) and not spec.get("hostNetwork"):
        yield Refusal(("hostNetwork",), "must be true where containers run with hostProcess")


def _seccomp(profile: Document, _: Place) -> Iterator[Refusal]:
    path = profile.get("localhostProfile")
    if profile["type"] != "Localhost":
        if path is not None:
            yield Refusal(("localhostProfile",), f"belongs to the type Localhost, and this is {profile['type']}")
    elif path is None:
        yield Refusal(("localhostProfile",), "is required with the type Localhost")
    else:
        yield from out_of_folder(path, "localhostProfile", concern="object")


def _app_armor(profile: Document, _: Place) -> Iterator[Refusal]:
    path = profile.get("localhostProfile")
    if profile["type"] != "Localhost":
        if path is not None:
            yield Refusal(("localhostProfile",), f"belongs to the type Localhost, and this is {profile['type']}")
    elif not path:
        yield Refusal(("localhostProfile",), "is required with the type Localhost")
    elif path != path.strip():
        yield Refusal(("localhostProfile",), "has blanks around it")
    elif len(path) > _LONGEST_PATH:
        yield Refusal(("localhostProfile",), f"has more than {_LONGEST_PATH} characters")


def _windows_options(options: Document, _: Place) -> Iterator[Refusal]:
    if (name := options.get("gmsaCredentialSpecName")) is not None:
        yield from misfit(DNS_SUBDOMAIN, name, "gmsaCredentialSpecName")
    if len(options.get("gmsaCredentialSpec", "").encode()) > _LONGEST_GMSA:
        yield Refusal(("gmsaCredentialSpec",), "is longer than 64 KiB")
    if (user := options.get("runAsUserName")) and (wrong := _wrong_user(user)):
        yield Refusal(("runAsUserName",), wrong)


def _wrong_user(name: str) -> str | None:
    r"""What is wrong with a user of Windows, `user` or `domain\user`."""
    domain, backslash, user = name.rpartition("\\")
    if _CONTROL.search(name):
        return "holds control characters"
    if "\\" in domain:
        return "has more than one backslash"
    if backslash and (
        len(domain) > _LONGEST_DOMAIN or not (_NET_BIOS.fullmatch(domain) or _DNS_DOMAIN.fullmatch(domain))
    ):
        return f"{quoted(domain)} is no domain of Windows"
    if not user or len(user) > _LONGEST_USER or _DOTS_AND_SPACES.fullmatch(user) or _NOT_IN_USERS.search(user):
        return f"{quoted(user)} is no user of Windows"
    return None


def _selinux_policy(minor: int) -> Schema:
    """MountOption is behind a feature gate that is off by default up to 1.36; before 1.33, the field is dropped."""
    return {"enum": ["Recursive"] if minor <= 36 else ["Recursive", "MountOption"]} if minor >= 33 else {}


FIELDS: Fields = {
    "core.v1.AppArmorProfile": {"type": {"enum": ["Localhost", "RuntimeDefault", "Unconfined"]}},
    "core.v1.PodOS": {"name": {"enum": ["linux", "windows"]}},
    "core.v1.PodSecurityContext": {
        "fsGroupChangePolicy": {"enum": ["OnRootMismatch", "Always"]},
        "seLinuxChangePolicy": _selinux_policy,
        "supplementalGroups": {"items": ID},
        "supplementalGroupsPolicy": since(33, {"enum": ["Merge", "Strict"]}),
    },
    "core.v1.SeccompProfile": {"type": {"enum": ["Localhost", "RuntimeDefault", "Unconfined"]}},
    "core.v1.SecurityContext": {"procMount": since(_USER_NAMESPACES_SINCE, {"enum": ["Default", "Unmasked"]})},
    "core.v1.Sysctl": {"name": SYSCTL},
    "core.v1.WindowsSecurityContextOptions": {"gmsaCredentialSpec": NOT_EMPTY, "runAsUserName": NOT_EMPTY},
}

TOGETHER: Together = {
    "core.v1.AppArmorProfile": (_app_armor,),
    "core.v1.SeccompProfile": (_seccomp,),
    "core.v1.WindowsSecurityContextOptions": (_windows_options,),
}
