"""The line of `envs/` that decides what a check found."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from plainsail.findings.finding import DecidingLine, Finding, Locate

if TYPE_CHECKING:
    from constructs_lib.settings import Environment


def locator(environments: Mapping[str, Environment]) -> Locate:
    """Of the settings that a finding names, the line of the first that someone says."""

    @cache
    def line_of(name: str, setting: str) -> DecidingLine | None:
        from plainsail.provenance import UnknownSetting, origins, parse_setting

        environment = environments[name]
        try:
            path = parse_setting(setting, environment)
        except UnknownSetting:
            return None
        for origin in origins(environment, path):
            return DecidingLine(setting, origin.path, origin.line, origin.source)
        return None

    def locate(finding: Finding) -> list[DecidingLine]:
        asked = finding.setting
        settings = (asked,) if isinstance(asked, str) else asked or ()
        where = finding.where
        names = [f"{where.environment}/{where.app}"] if where.app else sorted(environments)
        if where.environment and not where.app:
            names = [name for name in names if name.startswith(f"{where.environment}/")]
        lines = [line_of(name, setting) for setting in settings for name in names if name in environments]
        # What only the vocabulary's default says is the last word, not the first.
        return sorted(filter(None, lines), key=lambda line: not line.path.startswith("envs/"))[:1]

    return locate
