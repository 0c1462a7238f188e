"""Pins, flags and probes as people and scripts read them."""

from collections.abc import Sequence
from dataclasses import asdict
from shlex import join

from plainsail.findings.formats.json import document
from plainsail.images.builds import AppImage, BuiltImage, Drift
from plainsail.images.needs import Job, Memory
from plainsail.images.run_args import HttpProbe, RunArguments
from plainsail.table import table


def builds_text(builds: Sequence[AppImage]) -> str:
    """One paragraph a build."""
    return "\n\n".join(
        f"{build.app} ({', '.join(build.environments)})\n"
        + table(
            [
                ("repository", build.repository),
                ("tag", build.tag or "none"),
                ("digest", build.digest or "none"),
                ("source", build.source or ("none; the settings name the image" if build.reference else "none")),
            ],
            indent="  ",
        )
        for build in builds
    )


def builds_json(builds: Sequence[AppImage]) -> str:
    """`{"version": 1, "images": [...]}`."""
    return document("images", [*map(asdict, builds)])


def drift_text(image: BuiltImage, drift: Drift | None) -> str:
    """The files that differ, and what that means; without a drift, that the apps have no pin in common."""
    apps = ", ".join(image.apps)
    if drift is None:
        bare = [app for app, pin in zip(image.apps, image.pins, strict=True) if pin is None]
        why = f"nothing pins it for {', '.join(bare)}" if bare else "they pin different builds of one image"
        return f"{apps}: {why}; build and pin a new one"
    if drift.unknown:
        return f"{apps}: its image was built from {drift.commit}, which is no commit of this repository"
    lines = [f"differs  {path}" for path in drift.paths]
    return "\n".join([*lines, f"{apps}: its image was built from {drift.commit}; build and pin a new one"])


def drifts_json(drifts: Sequence[tuple[BuiltImage, Drift | None]]) -> str:
    """`{"version": 1, "sources": [...]}`: a row for each image that is built here, and whether that is due."""
    rows = [
        {
            "repository": image.repository,
            "apps": image.apps,
            "targets": image.targets,
            "dockerfile": image.build.dockerfile,
            "context": image.build.context,
            "changed": drift is None or bool(drift),
            "commit": drift.commit if drift else None,
            "paths": drift.paths if drift else (),
            "unknown": drift.unknown if drift else False,
        }
        for image, drift in drifts
    ]
    return document("sources", rows)


def flags_text(run: RunArguments, image: str | None) -> str:
    """Flags for a shell, a line each; with an image the whole tail of the command."""
    lines = [join(flag.words) for flag in run.flags]
    if image is not None:
        lines.append(join([image, *run.arguments]))
    return " \\\n".join(lines)


def flags_json(run: RunArguments, image: str | None) -> str:
    """`{"version": 1, "arguments": [...]}`: what stands behind the engine's `run`, in order."""
    rows = [flag._asdict() for flag in run.flags]
    words = () if image is None else (image, *run.arguments)
    return document("arguments", [*rows, *({"flag": None, "value": word, "field": ""} for word in words)])


def probes_text(probes: Sequence[HttpProbe]) -> str:
    """One row a probe."""
    rows = [
        (
            probe.probe,
            f"{probe.scheme}://{probe.host or 'localhost'}:{probe.port}{probe.path}",
            f"{probe.period_seconds} s",
            f"{probe.budget_seconds} s",
        )
        for probe in probes
    ]
    return table([("PROBE", "ASKS", "EVERY", "WITHIN"), *rows])


def probes_json(probes: Sequence[HttpProbe]) -> str:
    """`{"version": 1, "probes": [...]}`."""
    return document("probes", [*map(asdict, probes)])


def jobs_text(jobs: Sequence[Job]) -> str:
    """One row a job."""
    rows = [(job.job, job.object, f"{job.deadline_seconds} s" if job.deadline_seconds else "never") for job in jobs]
    return table([("JOB", "OBJECT", "ENDED AFTER"), *rows])


def jobs_json(jobs: Sequence[Job]) -> str:
    """`{"version": 1, "jobs": [...]}`."""
    return document("jobs", [*map(asdict, jobs)])


def memory_text(memory: Memory) -> str:
    """Request and limit, in MiB."""
    amounts = (("request", memory.request_bytes), ("limit", memory.limit_bytes))
    return table([(name, "none" if amount is None else f"{amount / 2**20:g} MiB") for name, amount in amounts])


def memory_json(memory: Memory) -> str:
    """`{"version": 1, "memory": [...]}`: one row."""
    return document("memory", [asdict(memory)])
