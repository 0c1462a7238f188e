"""Pins, flags and probes as people and scripts read them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from json import dumps
from shlex import join
from typing import Any

from plainsail.images.builds import Build, Drift
from plainsail.images.run_args import HttpProbe, RunArguments
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
    return _json("images", map(asdict, found))


def drift_text(app: str, found: Drift) -> str:
    """The files that differ, and what that means."""
    if found.unknown:
        return f"{app}: its image was built from {found.commit}, which is no commit of this repository"
    lines = [f"differs  {path}" for path in found.paths]
    return "\n".join([*lines, f"{app}: its image was built from {found.commit}; build and pin a new one"])


def drifts_json(found: Mapping[str, Drift]) -> str:
    """`{"version": 1, "sources": [...]}`."""
    return _json("sources", ({"app": app, **asdict(each)} for app, each in found.items()))


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
    return _json("arguments", rows)


def probes_text(probes: Sequence[HttpProbe]) -> str:
    """One row a probe."""
    rows = [
        (
            each.probe,
            f"{each.scheme}://{each.host or 'localhost'}:{each.port}{each.path}",
            f"{each.period_seconds} s",
            f"{each.budget_seconds} s",
        )
        for each in probes
    ]
    return table([("PROBE", "ASKS", "EVERY", "WITHIN"), *rows])


def probes_json(probes: Sequence[HttpProbe]) -> str:
    """`{"version": 1, "probes": [...]}`."""
    return _json("probes", map(asdict, probes))


def _json(name: str, rows: Iterable[dict[str, Any]]) -> str:
    return dumps({"version": VERSION, name: list(rows)}, indent=2)
