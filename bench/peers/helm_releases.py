"""Renders releases of the chart in this process, by Helm's own code (`helm-python-sdk`).

    python helm_releases.py CHART FOLDER ENVIRONMENT,... RELEASE...

Each release in each environment is a file in the folder. A chart is loaded anew for each: rendering changes one that is
loaded.
"""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import helm_python


def main(chart: Path, folder: Path, environments: Sequence[str], releases: Sequence[str]) -> None:
    """Renders the releases into the folder."""
    folder.mkdir(exist_ok=True)
    values = {environment: _values(chart, environment) for environment in environments}
    for release in releases:
        for environment, said in values.items():
            with helm_python.Chart.load(str(chart)) as loaded:
                files = loaded.render(said, name=release, namespace=f"{release}-{environment}")
            text = "".join(f"---\n{text}\n" for text in files.values() if text.strip())
            (folder / f"{release}-{environment}.yaml").write_text(text, encoding="utf-8")


def _values(chart: Path, environment: str) -> dict[str, Any]:
    text = (chart / f"values-{environment}.yaml").read_text(encoding="utf-8")
    return dict(helm_python.values_from_yaml(text))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3].split(","), sys.argv[4:])
