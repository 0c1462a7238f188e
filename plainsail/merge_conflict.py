"""The markers that Git leaves in a file where two branches meet and nobody chose."""

import re

SETTLE = "settle the conflict"
_BEGINS = re.compile(r"^<{7} ", re.MULTILINE)


def conflict_line(text: str) -> int | None:
    r"""The line at which the first conflict begins; None where there is none.

    >>> conflict_line("a\n<<<<<<< HEAD\nb\n"), conflict_line("a\n  <<<<<<< HEAD\n")
    (2, None)
    """
    begins = _BEGINS.search(text)
    return text.count("\n", 0, begins.start()) + 1 if begins else None
