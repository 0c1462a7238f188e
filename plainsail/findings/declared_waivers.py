"""What the settings of an app waive, each with the line that says so."""

from collections.abc import Iterator

from constructs_lib.settings import Environment
from constructs_lib.settings import Waiver as Declared
from plainsail.manifests.waivers import Waiver
from plainsail.provenance import SettingPath, format_setting, origins


def declared_by(environment: Environment) -> Iterator[Waiver]:
    """The waivers of an app in an environment: one for each check, or one for each place that it names."""
    for check, declared in environment.waivers.items():
        path: SettingPath = ("waivers", check)
        if isinstance(declared, str):
            yield _waiver(environment, check, declared, path)
        elif isinstance(declared, Declared):
            yield from _of(environment, check, declared, path)
        else:
            for number, each in enumerate(declared):
                yield from _of(environment, check, each, (*path, number))


def _of(environment: Environment, check: str, declared: Declared, path: SettingPath) -> Iterator[Waiver]:
    if declared.only is None:
        yield _waiver(environment, check, declared.reason, path)
    for number, place in enumerate(declared.only or ()):
        only = environment.filled(place)
        yield _waiver(environment, check, declared.reason, (*path, "only", number), only=only)


def _waiver(environment: Environment, check: str, reason: str, path: SettingPath, *, only: str = "") -> Waiver:
    line = next(f"{origin.path}:{origin.line}" for origin in origins(environment, path))
    return Waiver(check, reason, environment.env_name, environment.app_name, line, format_setting(path), only)
