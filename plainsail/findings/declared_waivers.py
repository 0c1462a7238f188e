"""What the settings of an app waive, each with the line that says so."""

from collections.abc import Iterator
from typing import Any

from constructs_lib.settings import Environment, Workload
from constructs_lib.settings import Waiver as Declared
from plainsail.manifests.waivers import Waiver
from plainsail.provenance import SettingPath, format_setting, origins


def declared_by(environment: Environment) -> Iterator[Waiver]:
    """The waivers of an app in an environment: one for each check, or one for each place that it names.

    What is relaxed of a container's hardening has a reason too, and waives what is found there.
    """
    yield from _relaxed(environment)
    for check, declared in environment.waivers.items():
        for path, reason, only in _each(("waivers", check), declared):
            yield _waiver(environment, check, reason, path, environment.filled(only))


def _relaxed(environment: Environment) -> Iterator[Waiver]:
    for path, place, relaxed in environment.relaxations() if isinstance(environment, Workload) else ():
        for check in FOUND_IN[str(path[-1])]:
            yield _waiver(environment, check, relaxed.reason, path, place, is_implied=True)


def _waiver(environment: Environment, check: str, reason: str, path: SettingPath, only: str, **more: Any) -> Waiver:
    line = next(f"{origin.path}:{origin.line}" for origin in origins(environment, path))
    return Waiver(
        check, reason, environment.env_name, environment.app_name, line, format_setting(path), only=only, **more
    )


FOUND_IN = {
    "add_capabilities": ("added-capability",),
    "allow_privilege_escalation": ("privilege-escalation",),
    "read_only_root_filesystem": ("writable-root-file-system",),
    "run_as_user": ("runs-as-root", "root-not-ruled-out"),
    "seccomp_profile": ("seccomp-off",),
}
"""The checks that find what a field of `Security` relaxes."""


def _each(path: SettingPath, declared: Any) -> Iterator[tuple[SettingPath, str, str]]:
    """Each waiver of a check: where it stands, its reason, and the place, if it is for one."""
    match declared:
        case str() | ():  # no waiver at all gives no reason
            yield path, declared or "", ""
        case Declared(reason=reason, only=None):
            yield path, reason, ""
        case Declared(reason=reason, only=[*places]):
            yield from (((*path, "only", number), reason, place) for number, place in enumerate(places))
        case _:
            for number, each in enumerate(declared):
                yield from _each((*path, number), each)
