"""How wide a text is at most, in whatever sans-serif font a reader has, and how it fits into a width."""

import unicodedata
from functools import lru_cache

from plainsail.terminal import printable, shortened

_SHARES = {
    0.35: " ',./:;I\\ijl|",
    0.45: "!()-[]`frt",
    0.55: '"*J',
    0.6: "?L_ckvxyzs",
    0.65: "$0123456789Tabdeghnopqu{}",
    0.7: "ABEFKPSVXYZ",
    0.75: "CNRU",
    0.8: "&DGHOQ",
    0.85: "#+<=>^w~\N{MULTIPLICATION SIGN}",
    0.9: "M",
    1.02: "%@Wm…",
}
"""Shares of the font's size, never less than those of DejaVu Sans and Arial: what browsers fall back to is no wider."""
_SHARE = {character: share for share, characters in _SHARES.items() for character in characters}
_FOREIGN, _PICTURE, _PICTURES = 1.1, 1.5, 0x1F000
"""What is no ASCII; and emoji, which begin there."""
_BOLD = 1.15


def width(text: str, size: float, *, bold: bool = False) -> float:
    """The most that a line of text takes.

    >>> round(width("backend", 10), 1), round(width("Wii", 10), 1)
    (44.5, 17.2)
    """
    return sum(map(_share, text)) * size * (_BOLD if bold else 1)


def _share(character: str) -> float:
    known = _SHARE.get(character)
    if known is not None:
        return known
    if unicodedata.combining(character):
        return 0.0
    return _PICTURE if ord(character) >= _PICTURES else _FOREIGN


@lru_cache(maxsize=4096)  # labels, images and kinds come again in every picture
def fitted(text: str, room: float, size: float, *, bold: bool = False) -> str:
    """The text in one line of a width: of what is too long the middle goes.

    >>> fitted("a-name-that-is-too-long-for-its-box", 100, 10)
    'a-name-t…its-box'
    """
    shown = shortened(printable(text), 400)
    if width(shown, size, bold=bold) <= room:
        return shown
    count = len(shown)
    while count > 1 and width(shortened(shown, count), size, bold=bold) > room:
        count -= 1
    return shortened(shown, count)


@lru_cache(maxsize=4096)
def in_two(text: str, room: float, size: float, *, bold: bool = False) -> tuple[str, ...]:
    """The text in one line or two, broken behind a sign between words, where that is enough; else shortened.

    >>> in_two("release-wordpress-configuration", 110, 10)
    ('release-wordpress-', 'configuration')
    """
    shown = printable(text)
    if width(shown, size, bold=bold) <= room or len(shown) < 2:
        return (fitted(shown, room, size, bold=bold),)
    fits, taken = 0, 0.0
    for character in shown:
        taken += width(character, size, bold=bold)
        if taken > room:
            break
        fits += 1
    soft = max(shown.rfind(sign, 0, fits) for sign in "-./_: ") + 1
    cut = soft if soft > fits // 2 else max(fits, 1)
    return shown[:cut], fitted(shown[cut:], room, size, bold=bold)
