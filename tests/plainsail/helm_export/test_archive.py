"""An archive is a function of the chart."""

from __future__ import annotations

import io
import tarfile

from plainsail.helm_export.archive import archive
from plainsail.helm_export.chart import Chart

FILES = {"values.yaml": "{}\n", "Chart.yaml": "name: shop\n", "templates/NOTES.txt": "é\n"}


def test_the_same_chart_is_the_same_bytes() -> None:
    """No clock, no user and no order of a file system is in it."""
    other = dict(reversed(FILES.items()))

    packed = archive(Chart("shop", "1.2.3", FILES, {}))

    assert archive(Chart("shop", "1.2.3", other, {})) == packed
    with tarfile.open(fileobj=io.BytesIO(packed)) as tar:
        assert [(member.name, member.mtime, member.uid) for member in tar] == [
            (f"shop/{path}", 0, 0) for path in ("Chart.yaml", "templates/NOTES.txt", "values.yaml")
        ]
