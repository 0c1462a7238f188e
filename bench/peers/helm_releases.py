"""Renders the chart in this process: each release in both environments, or one release in staging.

    python helm_releases.py CHART FOLDER RELEASE...

Helm's own code, by `helm-python-sdk`; several releases go both ways into staging and production, and each is a file. A
chart is loaded anew for each release: rendering changes one that is loaded.
"""

import sys
from pathlib import Path
from typing import Any

import helm_python

ENVIRONMENTS = ("staging", "production")


def main(chart: str, folder: Path, releases: list[str]) -> None:
    """Renders the releases into the folder."""
    folder.mkdir(exist_ok=True)
    values = {environment: _values(Path(chart), environment) for environment in ENVIRONMENTS}
    several = len(releases) > 1
    for release in releases:
        for environment in ENVIRONMENTS if several else ENVIRONMENTS[:1]:
            said = {**values[environment], "networkPolicy": {"enabled": not several}}
            with helm_python.Chart.load(chart) as loaded:
                files = loaded.render(said, name=release, namespace=f"{release}-{environment}")
            text = "".join(f"---\n{text}\n" for text in files.values() if text.strip())
            (folder / f"{release}-{environment}.yaml").write_text(text, encoding="utf-8")


def _values(chart: Path, environment: str) -> dict[str, Any]:
    text = (chart / f"values-{environment}.yaml").read_text(encoding="utf-8")
    return dict(helm_python.values_from_yaml(text))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), sys.argv[3:])
