"""Pins, flags and probes as people and scripts read them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from json import dumps
from shlex import join

from plainsail.images.builds import Build
from plainsail.images.flags import RunArguments
from plainsail.images.probing import HttpProbe
from plainsail.images.sources import Drift
from plainsail.table import table

VERSION = 1


def builds_text(found: Sequence[Build]) -> str:
    """One paragraph a build."""
    return "\n\n".join(
        f"{each.app} ({', '.join(each.environments)})\n"
        + table(
            [
                ("repository", each.repository),
                ("tag", each.tag or "none"),
                ("digest", each.digest or "none"),
                ("source", each.source or ("none; the settings name the image" if each.reference else "none")),
            ],
            indent="  ",
        )
        for each in found
    )


def builds_json(found: Sequence[Build]) -> str:
    """`{"version": 1, "images": [...]}`."""
    return dumps({"version": VERSION, "images": [asdict(each) for each in found]}, indent=2)


def drift_text(app: str, found: Drift) -> str:
    """The files that differ, and what that means."""
    if found.unknown:
        return f"{app}: its image was built from {found.commit}, which is no commit of this repository"
    lines = [f"differs  {path}" for path in found.paths]
    return "\n".join([*lines, f"{app}: its image was built from {found.commit}; build and pin a new one"])


def drifts_json(found: Mapping[str, Drift]) -> str:
    """`{"version": 1, "sources": [...]}`."""
    rows = [{"app": app, **asdict(each)} for app, each in found.items()]
    return dumps({"version": VERSION, "sources": rows}, indent=2)


def flags_text(run: RunArguments, image: str | None) -> str:
    """Flags for a shell, a line each; with an image the whole tail of the command."""
    lines = [join(flag.words) for flag in run.flags]
    if image is not None:
        lines.append(join([image, *run.arguments]))
    return " \\\n".join(lines)


def flags_json(run: RunArguments, image: str | None) -> str:
    """`{"version": 1, "arguments": [...]}`: what stands behind the engine's `run`, in order."""
    rows = [{"flag": flag.name, "value": flag.value, "field": flag.field} for flag in run.flags]
    if image is not None:
        rows += [{"flag": None, "value": word, "field": ""} for word in (image, *run.arguments)]
    return dumps({"version": VERSION, "arguments": rows}, indent=2)


def probes_text(probes: Sequence[HttpProbe]) -> str:
    """One row a probe."""
    header = ("PROBE", "ASKS", "EVERY", "WITHIN")
    return table([header, *(_row(each) for each in probes)])


def probes_json(probes: Sequence[HttpProbe]) -> str:
    """`{"version": 1, "probes": [...]}`."""
    return dumps({"version": VERSION, "probes": [asdict(each) for each in probes]}, indent=2)


def _row(each: HttpProbe) -> tuple[str, ...]:
    asks = f"{each.scheme}://{each.host or 'localhost'}:{each.port}{each.path}"
    return each.probe, asks, f"{each.period_seconds} s", f"{each.budget_seconds} s"
