"""Go templates of a helmfile: what is known of an environment is filled in, all else is told with its line."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

Words = Mapping[str, str]
"""What actions stand for: `.Environment.Name`."""
_ACTION = re.compile(
    r"""(?:\s*\{\{-(?=\s)|\{\{)(?P<body>(?:`[^`]*`|"[^"\n]*"|(?!\}\}).)*?)(?:(?<=\s)-\}\}\s*|\}\})""", re.DOTALL
)
_RAW = re.compile(r"`([^`]*)`|\"([^\"\\]*)\"")
_FLOW = re.compile(r"(?:if|else|end|range|with|define|block|template|include|break|continue)\b|\$\w*\s*:?=")


def fill(text: str, words: Words, other: Callable[[str, int], str]) -> str:
    """The text with its actions filled in; raw strings give what they hold, which is not read again.

    `other` gives what stands for an action that `words` lack: it gets the action and its line.
    """

    def one(match: re.Match[str]) -> str:
        body = match["body"].strip()
        if body.startswith("/*"):
            return ""
        if raw := _RAW.fullmatch(body):
            return raw[1] or raw[2] or ""
        if (word := body.removeprefix("$")) in words:
            return words[word]
        made = other(f"{{{{ {body} }}}}", text.count("\n", 0, match.start("body")) + 1)
        return made if match[0].startswith("{") else f" {made}"

    return _ACTION.sub(one, text)


def is_flow(action: str) -> bool:
    """Whether an action decides what else the text holds."""
    return _FLOW.match(action, 3) is not None
