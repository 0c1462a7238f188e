"""Pins, flags and probes as people and scripts read them."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from shlex import join

from plainsail.findings.formats.json import document
from plainsail.images.builds import Build, Drift
from plainsail.images.needs import Job, Memory
from plainsail.images.run_args import HttpProbe, RunArguments
from plainsail.table import table


def builds_text(builds: Sequence[Build]) -> str:
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


def builds_json(builds: Sequence[Build]) -> str:
    """`{"version": 1, "images": [...]}`."""
    return document("images", [*map(asdict, builds)])


def drift_text(app: str, drift: Drift) -> str:
    """The files that differ, and what that means."""
    if drift.unknown:
        return f"{app}: its image was built from {drift.commit}, which is no commit of this repository"
    lines = [f"differs  {path}" for path in drift.paths]
    return "\n".join([*lines, f"{app}: its image was built from {drift.commit}; build and pin a new one"])


def drifts_json(drifts: Mapping[str, Drift]) -> str:
    """`{"version": 1, "sources": [...]}`."""
    return document("sources", [{"app": app, **asdict(drift)} for app, drift in drifts.items()])


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
