"""What a scalar in YAML means to Kubernetes: text, a number, true, false or null.

The rules are those of sigs.k8s.io/yaml, by which kubectl and Argo CD read: first go-yaml v2's, then those of JSON.
"""

import math
import re
import struct
from base64 import b64decode
from decimal import Decimal
from functools import lru_cache

Scalar = str | int | float | bool | None

_WORDS: dict[str, Scalar] = {
    **dict.fromkeys(("y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"), True),
    **dict.fromkeys(("n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"), False),
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), math.nan),
    **dict.fromkeys((".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"), math.inf),
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), -math.inf),
}
_INTEGERS = (
    (2, re.compile(r"([-+]?)0[bB]([01]+)")),
    (8, re.compile(r"([-+]?)0[oO]?([0-7]+)")),
    (10, re.compile(r"([-+]?)(0|[1-9][0-9]{0,19})")),
    (16, re.compile(r"([-+]?)0[xX]([0-9a-fA-F]+)")),
    (2, re.compile(r"0b([-+])([01]+)")),
)
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_POINT_FIRST = re.compile(r"\.[0-9]+(?:_[0-9]+)*(?:[eE][-+]?[0-9]+(?:_[0-9]+)*)?")
_INT64 = range(-(2**63), 2**63)
_UINT64 = range(2**64)

_STANDARD = "tag:yaml.org,2002:"
_TYPES: dict[str, tuple[type, ...]] = {
    f"{_STANDARD}bool": (bool,),
    f"{_STANDARD}float": (float, int),
    f"{_STANDARD}int": (int,),
    f"{_STANDARD}null": (type(None),),
}
_BINARY = f"{_STANDARD}binary"


@lru_cache(maxsize=8192)
def scalar_value(text: str, tag: str | None = None) -> Scalar:
    """The value of a scalar without quotes, or with a tag. Raises ValueError for what JSON has no word for.

    A whole number with a point stays a float, equal to the integer that Kubernetes makes of it: a file that was read
    can be written as it was.

    >>> [scalar_value(text) for text in ("y", "0o17", "08", "1e3", "22:30", "2001-01-01", "~")]
    [True, 15, 8, 1000, '22:30', '2001-01-01', None]
    """
    value = _resolved(text, tag)
    if isinstance(value, float):
        if not math.isfinite(value):
            raise ValueError(f"JSON has no word for {text}; put it in quotes")
        # Go writes 1e3 into JSON as 1000, with no more digits than the float has, and reads an integer
        if "." not in text and value.is_integer() and (integer := int(Decimal(repr(value)))) in _INT64:
            return integer
    elif isinstance(value, int) and value not in _INT64:
        return float(value)
    return value


@lru_cache(maxsize=8192)
def mapping_key(text: str, tag: str | None = None) -> str:
    """The text that a scalar without quotes, or with a tag, becomes as a key. Raises ValueError for null.

    >>> [mapping_key(text) for text in ("on", "9000", "0x10", "1.10", "1e6")]
    ['true', '9000', '16', '1.1', '1e+06']
    """
    match _resolved(text, tag):
        case str(value):
            return value
        case bool(value):
            return "true" if value else "false"
        case int(value) if value in _INT64:
            return str(value)
        case float(value):
            return _as_go_prints(value)
    raise ValueError(f"{text or 'null'} cannot be a key; put it in quotes")


def _resolved(text: str, tag: str | None) -> Scalar:
    if tag is None:
        return _WORDS[text] if text in _WORDS else _number(text) if text[0] in "+-.0123456789" else text
    if tag == _BINARY:
        return _decoded(text)
    if tag not in _TYPES:
        return text
    value = _resolved(text, None)
    if type(value) not in _TYPES[tag]:
        raise ValueError(f"{text!r} is no !!{tag.removeprefix(_STANDARD)}")
    return float(value) if isinstance(value, int) and float in _TYPES[tag] else value


def _decoded(text: str) -> str:
    try:
        return b64decode(re.sub(r"[\r\n]", "", text), validate=True).decode(errors="replace")
    except ValueError:
        raise ValueError("!!binary is no base64") from None


def _number(text: str) -> int | float | str:
    """A number in any of the notations; the text where it is none, or one out of range."""
    if text[0] == ".":
        number = float(text) if _POINT_FIRST.fullmatch(text) else math.inf
        return number if math.isfinite(number) else text
    plain = text.replace("_", "")
    for base, pattern in _INTEGERS:
        if match := pattern.fullmatch(plain):
            integer = int(match[1] + match[2], base)
            if integer in _INT64 or (integer in _UINT64 and not match[1]):
                return integer
    number = float(plain) if _FLOAT.fullmatch(plain) else math.inf
    return number if math.isfinite(number) else text


def _as_go_prints(value: float) -> str:
    """`strconv.FormatFloat(value, 'g', -1, 32)`: the fewest digits that give the same float of 32 bits."""
    single = _single(value)
    if not math.isfinite(single):
        return {"inf": ".inf", "-inf": "-.inf"}.get(str(single), ".nan")
    places = next(places for places in range(9) if _single(float(f"{single:.{places}e}")) == single)
    shortest = f"{single:.{places}e}"
    exponent = int(shortest.partition("e")[2])
    return f"{float(shortest):.{max(places - exponent, 0)}f}" if -4 <= exponent < 6 else shortest


def _single(value: float) -> float:
    try:
        single: float = struct.unpack("f", struct.pack("f", value))[0]
    except OverflowError:
        return math.copysign(math.inf, value)
    return single
