"""A chart as one file, which the same chart always gives the same bytes."""

from __future__ import annotations

import gzip
import io
import tarfile

from plainsail.helm_export.chart import Chart


def archive(chart: Chart) -> bytes:
    """The chart as `helm package` lays it out: no clock, no user and no order of a file system is in it."""
    packed = io.BytesIO()
    with (
        gzip.GzipFile(filename="", mode="wb", fileobj=packed, mtime=0) as stream,
        tarfile.open(fileobj=stream, mode="w", format=tarfile.USTAR_FORMAT) as tar,
    ):
        for path, text in sorted(chart.files.items()):
            content = text.encode()
            member = tarfile.TarInfo(f"{chart.name}/{path}")
            member.size, member.mode = len(content), 0o644
            tar.addfile(member, io.BytesIO(content))
    return packed.getvalue()
