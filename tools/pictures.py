"""Draws the pictures of the documentation anew, of what programs answer now. `make pictures` runs it."""

from tools import editor_picture
from tools.documents import ROOT


def main() -> None:
    """Writes every picture."""
    for drawn in (editor_picture,):
        (ROOT / drawn.PAGE).write_text(drawn.draw(ROOT), encoding="utf-8")


if __name__ == "__main__":
    main()
