"""`make verdicts`: measures, and writes the figures that docs/checks.md shows; `--record` asks a server first."""

import os
import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path

from plainsail.schemas import Schemas
from tools.verdicts.measure import HEADER, Error, measured
from tools.verdicts.record import FIGURES, Row, record


def main() -> int:
    """Prints the table, and each verdict that ours is not where asked to."""
    parser = ArgumentParser(prog="make verdicts", description=__doc__)
    parser.add_argument("--record", action="store_true", help="ask the server of KUBECONFIG for the verdicts first")
    parser.add_argument("--disagreements", action="store_true", help="print each verdict that ours is not")
    options = parser.parse_args()
    if options.record:
        kubeconfig = os.environ.get("KUBECONFIG")
        if not kubeconfig:
            parser.error("--record needs KUBECONFIG, a server of Kubernetes 1.35 with the definitions of imports/crds")
        record(Path(kubeconfig))
    schemas = Schemas([Path("imports/crds")])
    rows = [HEADER, *(each.row() for each in measured(schemas, _print if options.disagreements else _nothing))]
    table = "\n".join(rows) + "\n"
    FIGURES.write_text(table, encoding="utf-8")
    sys.stdout.write(table)
    return 0


def _print(seed: str, row: Row, errors: Sequence[Error]) -> None:
    _, verdict, mutation = row
    what = f"error for what is accepted: {errors[0].text}" if verdict.accepts else f"not seen: {verdict.message}"
    sys.stdout.write(f"{seed} {mutation.name} at {list(mutation.path)}: {what}\n")


def _nothing(*_: object) -> None:
    pass


if __name__ == "__main__":
    sys.exit(main())
