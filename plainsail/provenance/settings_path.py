"""Settings as people write them: `hpa.max_replicas`, `env.APP_ENV`, `writable_paths./tmp`, `labels["a.b/c"]`."""

import json
import re
from typing import Any

from constructs_lib.kubernetes.nearest import did_you_mean_and_all, nearest
from constructs_lib.settings import Environment
from plainsail.provenance.values import IDENTITY, SettingPath, parts_of, value_at

_PLAIN_KEY = re.compile(r"""[^.\[\]"\s]+""")
_INDEX = re.compile(r"\[(\d+)\]")


class UnknownSetting(LookupError):
    """There is no such setting; the message says what there is."""


def format_setting(path: SettingPath) -> str:
    """The setting as people write it, and as `parse_setting` reads it.

    >>> format_setting(("cron_jobs", "initiate-calls", "schedule"))
    'cron_jobs.initiate-calls.schedule'
    >>> format_setting(("labels", "a.b/c")), format_setting(("tolerations", 0, "key"))
    ('labels["a.b/c"]', 'tolerations[0].key')
    """
    text = ""
    for part in path:
        if isinstance(part, int):
            text += f"[{part}]"
        elif _PLAIN_KEY.fullmatch(part):
            text += f".{part}" if text else part
        else:
            text += f"[{json.dumps(part, ensure_ascii=False)}]"
    return text


def parse_setting(text: str, environment: Environment) -> SettingPath:
    """The path of a setting, or of a part of one, that the environment has. Raises `UnknownSetting`."""
    path: list[str | int] = []
    value: Any = environment
    rest = text.strip()
    if rest in IDENTITY:
        return (rest,)
    while rest or not path:
        part, left = _first(rest, value, first=not path)
        if part is None:
            raise UnknownSetting(_no_such(tuple(path), rest, value))
        path.append(part)
        value, rest = value_at(environment, tuple(path)), left
    return tuple(path)


def _first(text: str, value: Any, *, first: bool) -> tuple[str | int | None, str]:
    """The first part of the text that leads somewhere in the value, the longest where several do; and the rest."""
    parts = parts_of(value)
    if match := _INDEX.match(text):
        index = int(match[1])
        return (index if index in parts else None), text[match.end() :]
    if text.startswith('["'):
        try:
            key, end = json.JSONDecoder().raw_decode(text, 1)
        except json.JSONDecodeError:
            return None, text
        return (key if key in parts and text[end : end + 1] == "]" else None), text[end + 1 :]
    if not first and not text.startswith("."):
        return None, text
    text = text if first else text[1:]
    for part in sorted((part for part in parts if isinstance(part, str)), key=len, reverse=True):
        if text == part or (text.startswith(part) and text[len(part)] in ".["):
            return part, text[len(part) :]
    return None, text


def _no_such(path: SettingPath, left: str, value: Any) -> str:
    here, parts = format_setting(path), [str(part) for part in parts_of(value)]
    name = left.lstrip(".").strip('[]"') if path else left
    if not parts:
        return f"{here} is {value!r}; there is nothing in it"
    word = re.split(r"[.\[]", name)[0]
    known = did_you_mean_and_all(word if nearest(word, parts) else name, parts)
    return f"there is no {name!r} in {here}{known}" if path else f"{word!r} is not a setting{known}"
