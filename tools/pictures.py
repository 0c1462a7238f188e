"""Draws the pictures of docs/pictures/ anew, of what programs answer now.

`make pictures` runs it. Those of the report are taken by tests/browser/test_screenshots.py, which compares them too.
"""

from tools import editor_picture, recording
from tools.documents import ROOT


def main() -> None:
    """Writes every picture."""
    for drawn in (editor_picture, recording):
        (ROOT / drawn.PAGE).write_text(drawn.draw(ROOT), encoding="utf-8")


if __name__ == "__main__":
    main()
