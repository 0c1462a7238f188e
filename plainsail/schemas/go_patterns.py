"""Whether Go reads a regular expression (`regexp/syntax`): that of a schema must be one.

Patterns of other languages often are not: Go knows no look-ahead, no back-reference and no possessive repetition.
"""

import re
from functools import lru_cache

_REPETITION = re.compile(r"\{(0|[1-9][0-9]*)(,(0|[1-9][0-9]*)?)?\}")
_GROUP = re.compile(r"\(\?(P?<(?P<name>[^>]*)>|(?P<flags>[imsU]*(-[imsU]+)?)(?P<end>[:)]))")
_NAME = re.compile(r"[A-Za-z0-9_]+")
_UNICODE = re.compile(r"[pP](\{\^?[A-Za-z_ &]+\}|[CLMNPSZ])")
_ESCAPE = re.compile(r"x\{[0-9A-Fa-f]{1,6}\}|x[0-9A-Fa-f]{2}|0[0-7]{0,2}|[1-7][0-7]{1,2}|[afnrtv]|[^0-9A-Za-z]")
_POSIX = re.compile(r"\[:(\^?[a-z]*):\]")
_POSIX_NAMES = frozenset(
    {
        *("alnum", "alpha", "ascii", "blank", "cntrl", "digit", "graph"),
        *("lower", "print", "punct", "space", "upper", "word", "xdigit"),
    }
)
_ESCAPED_LETTERS = {"a": 7, "f": 12, "n": 10, "r": 13, "t": 9, "v": 11}
_MOST = 1000
"""How often at most something may be repeated."""


class _Fault(Exception):
    """Why a pattern cannot be read."""


@lru_cache(maxsize=4096)
def fault(pattern: str) -> str:
    """Why Go does not read a pattern; empty where it does.

    >>> fault("^[a-z]{1,63}$"), fault("a(b"), fault("(?=a)")
    ('', "a '(' is not closed", "'(?=a)' is not known to it")
    """
    try:
        _Reader(pattern).read()
    except _Fault as why:
        return str(why)
    except RecursionError:  # hundreds of groups within each other, which Go may well read
        return ""
    return ""


class _Reader:
    """Reads one pattern from its first character to its last."""

    def __init__(self, pattern: str) -> None:
        self._text = pattern
        self._at = 0
        self._names: set[str] = set()

    def read(self) -> None:
        """Raises `_Fault`."""
        self._alternatives()
        if self._at < len(self._text):
            raise _Fault("a ')' closes nothing")

    def _alternatives(self) -> int:
        """Reads up to the end of a group; returns how often its parts are repeated at most."""
        most = weight = 1
        repeatable = repeated = False
        text = self._text
        while self._at < len(text) and text[self._at] != ")":
            start = self._at
            character = text[start]
            if character == "|":
                self._at += 1
                repeatable = repeated = False
            elif character in "*+?" or (character == "{" and _REPETITION.match(text, start)):
                weight = self._repetition(weight, repeatable=repeatable, repeated=repeated)
                repeated = True
            elif character == "(":
                inner = self._group()
                if inner:
                    weight, repeatable = inner, True
                repeated = False
            else:
                self._atom()
                weight, repeatable, repeated = 1, True, False
            most = max(most, weight)
        return most

    def _repetition(self, weight: int, *, repeatable: bool, repeated: bool) -> int:
        start = self._at
        bounds = _REPETITION.match(self._text, start)
        self._at = bounds.end() if bounds else start + 1
        shown = self._text[start : self._at]
        if not repeatable:
            raise _Fault(f"there is nothing before {shown!r} to repeat")
        if repeated:
            raise _Fault(f"{shown!r} repeats a repetition")
        if self._text[self._at : self._at + 1] == "?":
            self._at += 1
        if not bounds:
            return weight
        least = int(bounds[1])
        most = least if bounds[2] is None else int(bounds[3]) if bounds[3] else -1
        if max(least, most) > _MOST or -1 < most < least:
            raise _Fault(f"{shown!r} is no number of repetitions up to {_MOST}")
        weight *= max(1, least, most)
        if weight > _MOST:
            raise _Fault(f"{shown!r} repeats more than {_MOST} times, together with what it repeats")
        return weight

    def _group(self) -> int:
        """Reads a group; returns 0 for one that only sets flags."""
        start = self._at
        self._at += 1
        if self._text.startswith("?", self._at):
            head = _GROUP.match(self._text, start)
            if head is None:
                raise _Fault(f"{self._text[start : start + 5]!r} is not known to it")
            if (name := head["name"]) is not None:
                if not _NAME.fullmatch(name) or name in self._names:
                    raise _Fault(f"{name!r} is no name of a group, or of two")
                self._names.add(name)
            self._at = head.end()
            if head["end"] == ")":
                return 0
        weight = self._alternatives()
        if self._at >= len(self._text):
            raise _Fault("a '(' is not closed")
        self._at += 1
        return weight

    def _atom(self) -> None:
        text, start = self._text, self._at
        if text[start] == "[":
            self._class()
        elif text[start] != "\\":
            self._at += 1
        elif text.startswith("Q", start + 1):
            end = text.find("\\E", start + 2)
            self._at = len(text) if end < 0 else end + 2
        elif text[start + 1 : start + 2] in tuple("AbBzdDsSwW"):
            self._at += 2
        elif not self._unicode():
            self._escape()

    def _unicode(self) -> bool:
        found = _UNICODE.match(self._text, self._at + 1)
        if found:
            self._at = found.end()
        return bool(found)

    def _escape(self) -> int:
        """Reads a backslash and what it escapes; returns the character."""
        found = _ESCAPE.match(self._text, self._at + 1)
        if not found or not found[0].isascii():
            shown = self._text[self._at : self._at + 2]
            raise _Fault("it ends with a backslash" if len(shown) < 2 else f"{shown!r} is not known to it")
        self._at = found.end()
        match found[0][0]:
            case "x":
                code = int(found[0][1:].strip("{}"), 16)
                if code > 0x10FFFF:
                    raise _Fault(f"{found[0]!r} is no character")
                return code
            case digit if digit.isdigit():
                return int(found[0], 8)
            case letter:
                return _ESCAPED_LETTERS.get(letter, ord(letter))

    def _class(self) -> None:
        text = self._text
        self._at += 2 if text.startswith("^", self._at + 1) else 1
        first = True
        while first or not text.startswith("]", self._at):
            if self._at >= len(text):
                raise _Fault("a '[' is not closed")
            first = False
            if posix := _POSIX.match(text, self._at):
                if posix[1].removeprefix("^") not in _POSIX_NAMES:
                    raise _Fault(f"{posix[0]!r} is not known to it")
                self._at = posix.end()
            elif text[self._at] == "\\" and text[self._at + 1 : self._at + 2] in tuple("dDsSwW"):
                self._at += 2
            elif text[self._at] == "\\" and self._unicode():
                pass
            else:
                self._range()
        self._at += 1

    def _range(self) -> None:
        start = self._at
        low = self._character()
        if self._text.startswith("-", self._at) and self._text[self._at + 1 : self._at + 2] not in ("", "]"):
            self._at += 1
            if self._character() < low:
                raise _Fault(f"{self._text[start : self._at]!r} runs backwards")

    def _character(self) -> int:
        if self._at >= len(self._text):
            raise _Fault("a '[' is not closed")
        if self._text[self._at] == "\\":
            return self._escape()
        self._at += 1
        return ord(self._text[self._at - 1])
