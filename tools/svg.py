"""Text in a fixed-width font as SVG: one file, no script, nothing fetched, light and dark as the reader has it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

WIDE, HIGH = 8.0, 19
"""Pixels of a character and of a line."""
_STYLE = """\
text{font:13.3px ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;white-space:pre;fill:#1f2328}
.page{fill:#f6f8fa;stroke:#d1d9e0}.box{fill:#fff;stroke:#8c959f}.pick{fill:#ddf4ff}
.dim{fill:#59636e}.name{fill:#0550ae}.text{fill:#0a3069}.bad{fill:#cf222e}.good{fill:#116329}.note{fill:#7d4e00}
.bold{font-weight:700}.line{stroke:#cf222e;fill:none}
@media(prefers-color-scheme:dark){text{fill:#f0f6fc}.page{fill:#151b23;stroke:#3d444d}.box{fill:#212830;stroke:#656c76}
.pick{fill:#123a63}.dim{fill:#9198a1}.name{fill:#79c0ff}.text{fill:#a5d6ff}.bad{fill:#ff7b72}.good{fill:#7ee787}
.note{fill:#e3b341}.line{stroke:#ff7b72}}
"""


def picture(parts: Iterable[str], *, columns: int, rows: float, title: str, description: str, style: str = "") -> str:
    """A picture of so many characters and lines; the description is for those who do not see it."""
    width, height = round(columns * WIDE), round(rows * HIGH)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        f'role="img" aria-labelledby="title about">\n<title id="title">{escape(title)}</title>\n'
        f'<desc id="about">{escape(description)}</desc>\n<style>\n{_STYLE}{style}</style>\n'
        + "\n".join([box(0, 0, columns, rows, "page"), *parts])
        + "\n</svg>\n"
    )


def text(column: float, row: float, words: str, kind: str = "") -> str:
    """A line of text; `kind` names one or more of the classes above."""
    shown = f' class="{kind}"' if kind else ""
    # Its width is said, so that no font of a reader's machine can run text into what stands beside it.
    length = f' textLength="{_number(len(words) * WIDE)}"' if words.strip() else ""
    return (
        f'<text x="{_number(column * WIDE)}" y="{_number((row + 0.72) * HIGH)}"{length}{shown}>{escape(words)}</text>'
    )


def box(column: float, row: float, columns: float, rows: float, kind: str) -> str:
    """A filled rectangle with a border."""
    inset = 0.5  # a border of one pixel is sharp between two of them
    sizes: Mapping[str, float] = {
        "x": column * WIDE + inset,
        "y": row * HIGH + inset,
        "width": columns * WIDE - 2 * inset,
        "height": rows * HIGH - 2 * inset,
    }
    said = " ".join(f'{key}="{_number(size)}"' for key, size in sizes.items())
    return f'<rect {said} rx="4" class="{kind}"/>'


def underline(column: float, row: float, columns: int) -> str:
    """A wavy line below so many characters."""
    x, y = column * WIDE, (row + 0.92) * HIGH
    waves = "".join("q2,-3 4,0t4,0" for _ in range(columns))
    return f'<path class="line" d="M{_number(x)},{_number(y)}{waves}"/>'


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
