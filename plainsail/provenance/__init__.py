"""Which line said it: every layer that speaks about a setting, the deciding one first. Needs no Node."""

from plainsail.provenance.hierarchy import documentation, origins
from plainsail.provenance.origin import UNKNOWN, Origin, SettingPath
from plainsail.provenance.paths import UnknownSetting, format_setting, leaves, parse_setting, value_at

__all__ = [
    "UNKNOWN",
    "Origin",
    "SettingPath",
    "UnknownSetting",
    "documentation",
    "format_setting",
    "leaves",
    "origins",
    "parse_setting",
    "value_at",
]
