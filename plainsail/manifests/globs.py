"""Globs as Argo CD reads them, in destinations, repositories and kinds of an AppProject."""

from __future__ import annotations

import re


def glob_matches(pattern: str, text: str, *, separator: str = "") -> bool:
    r"""Whether Argo CD's globs match: `*` stops at the separator, `**` at nothing, `{a,b}` is one of several.

    >>> glob_matches("https://example.com/*", "https://example.com/a/b", separator="/")
    False
    >>> glob_matches("team-{a,b}-*", "team-b-staging"), glob_matches("*", "")
    (True, True)
    """
    stop = f"[^{re.escape(separator)}]" if separator else "."
    expression, depth = "", 0
    for part in re.findall(r"\*\*|\\.|\[[^\]]+\]|.", pattern, flags=re.DOTALL):
        if part == "**":
            expression += ".*"
        elif part == "*":
            expression += f"{stop}*"
        elif part == "?":
            expression += stop
        elif part == "{":
            expression, depth = f"{expression}(?:", depth + 1
        elif part == "}" and depth:
            expression, depth = f"{expression})", depth - 1
        elif part == "," and depth:
            expression += "|"
        elif len(part) > 1 and part[0] == "[":
            expression += f"[{part[1:-1].replace('!', '^', 1) if part[1] == '!' else part[1:-1]}]"
        else:
            expression += re.escape(part[-1])
    try:
        return re.fullmatch(expression + ")" * depth, text, flags=re.DOTALL) is not None
    except re.error:
        return False
