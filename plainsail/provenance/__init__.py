"""Which line gave a setting its value: every layer that takes part, the deciding one first. Needs no Node.

It never looks at YAML: which field a setting decides is found by `attribution`.
"""

from plainsail.provenance.origins import documentation, lines_of, origins
from plainsail.provenance.settings_path import UnknownSetting, format_setting, parse_setting
from plainsail.provenance.tracer import Origin
from plainsail.provenance.values import UNKNOWN, SettingPath, differences, leaves, value_at

__all__ = [
    "UNKNOWN",
    "Origin",
    "SettingPath",
    "UnknownSetting",
    "differences",
    "documentation",
    "format_setting",
    "leaves",
    "lines_of",
    "origins",
    "parse_setting",
    "value_at",
]
