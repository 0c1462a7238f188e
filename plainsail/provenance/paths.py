"""Settings as people write them: `hpa.max_replicas`, `env.APP_ENV`, `writable_paths./tmp`, `labels["a.b/c"]`."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from constructs_lib.settings import Environment, Workload
from constructs_lib.settings.errors import did_you_mean
from constructs_lib.settings.layers import settings_of
from plainsail.provenance.origin import UNKNOWN, SettingPath, descend

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
    left = text.strip()
    while left or not path:
        part, rest = _first(left, value, first=not path)
        if part is None:
            raise UnknownSetting(_no_such(tuple(path), left, value))
        path.append(part)
        value, left = value_at(environment, tuple(path)), rest
    return tuple(path)


def _first(text: str, value: Any, *, first: bool) -> tuple[str | int | None, str]:
    """The first part of the text that leads somewhere in the value, the longest where several do; and the rest."""
    if found := _INDEX.match(text):
        index = int(found[1])
        return (index if index in _parts(value) else None), text[found.end() :]
    if text.startswith('["'):
        try:
            key, end = json.JSONDecoder().raw_decode(text, 1)
        except json.JSONDecodeError:
            return None, text
        return (key if key in _parts(value) and text[end : end + 1] == "]" else None), text[end + 1 :]
    if not first and not text.startswith("."):
        return None, text
    text = text if first else text[1:]
    for part in sorted((p for p in _parts(value) if isinstance(p, str)), key=len, reverse=True):
        if text == part or (text.startswith(part) and text[len(part)] in ".["):
            return part, text[len(part) :]
    return None, text


def _no_such(path: SettingPath, left: str, value: Any) -> str:
    here, parts = format_setting(path), _parts(value)
    name = left.lstrip(".").strip('[]"') if path else left
    if not parts:
        return f"{here} is {value!r}; there is nothing in it"
    word = re.split(r"[.\[]", name)[0]
    near = did_you_mean(word, [str(part) for part in parts]) or did_you_mean(name, [str(part) for part in parts])
    listed = f"{'' if near else ';'} there are: {', '.join(str(part) for part in parts)}"
    if not path:
        return f"{word!r} is not a setting{near}{listed}"
    return f"there is no {name!r} in {here}{near}{listed}"


def value_at(environment: Environment, path: SettingPath) -> Any:
    """The value of a setting, or of a part of one; tag and digest of the image as they are pinned."""
    pinned = path[0] == "image" and isinstance(environment, Workload)
    value = getattr(environment, "pinned_image" if pinned else str(path[0]))
    return descend(value, path[1:])


def leaves(environment: Environment) -> Iterator[tuple[SettingPath, Any]]:
    """Every setting down to its last parts, with the value; what is empty or None is a leaf too."""
    for name in settings_of(type(environment)):
        yield from _leaves((name,), value_at(environment, (name,)))


def _leaves(path: SettingPath, value: Any) -> Iterator[tuple[SettingPath, Any]]:
    parts = _parts(value)
    if not parts:
        yield path, value
    for part in parts:
        inner = descend(value, (part,))
        if inner is not UNKNOWN:
            yield from _leaves((*path, part), inner)


def _parts(value: Any) -> list[str | int]:
    if isinstance(value, Environment):
        return list(settings_of(type(value)))
    if isinstance(value, Mapping):
        return list(value)
    if isinstance(value, (list, tuple)):
        return list(range(len(value)))
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return [field.name for field in dataclasses.fields(value)]
    return []
