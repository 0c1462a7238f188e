"""What the settings of an app waive, each with the line that says so."""

from collections.abc import Iterator
from typing import Any

from constructs_lib.settings import Environment
from constructs_lib.settings import Waiver as Declared
from plainsail.manifests.waivers import Waiver
from plainsail.provenance import SettingPath, format_setting, origins


def declared_by(environment: Environment) -> Iterator[Waiver]:
    """The waivers of an app in an environment: one for each check, or one for each place that it names."""
    for check, declared in environment.waivers.items():
        for path, reason, only in _each(("waivers", check), declared):
            line = next(f"{origin.path}:{origin.line}" for origin in origins(environment, path))
            place = environment.filled(only)
            yield Waiver(
                check, reason, environment.env_name, environment.app_name, line, format_setting(path), only=place
            )


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
