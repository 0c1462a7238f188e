"""Rendering the sample's app, two environments, by all who can."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from bench.measure import Way
from bench.programs import Programs, environ
from bench.projects import PEERS, chart, copied, edit_of, edits_of, plain, rendered, sample, unrender
from bench.watching import ANSWERED, PLANNED, from_save_to

OURS = environ(library=True)
THEIRS = environ(library=False)


def ways(folder: Path, programs: Programs, sizes: Sequence[int]) -> list[Way]:
    """Ours, then the peers."""
    del sizes
    first = rendered(sample(folder / "unchanged"), programs.plainsail)
    cold, changed, by_cdk8s = (copied(first, folder / name) for name in ("cold", "changed", "by-cdk8s"))
    synth = (programs.plainsail, "synth")
    return [
        Way(
            key="cold",
            title="plainsail synth, cold",
            command=synth,
            folder=cold,
            env=OURS,
            before=partial(unrender, cold),
        ),
        Way(key="unchanged", title="plainsail synth, nothing changed", command=synth, folder=first, env=OURS),
        Way(
            key="changed",
            title="plainsail synth, one setting changed",
            command=synth,
            folder=changed,
            env=OURS,
            before=edit_of(changed),
        ),
        Way(
            key="cold-cdk8s",
            title="cdk8s synth of it, cold",
            command=(programs.cdk8s, "synth"),
            folder=by_cdk8s,
            env=OURS,
            before=partial(unrender, by_cdk8s),
        ),
        *_watched(copied(first, folder / "watched"), programs),
        *plain_ways(folder, programs),
        *helm_ways(folder, programs),
        *kustomize_ways(folder, programs),
        *python_ways(folder, programs),
    ]


def _watched(project: Path, programs: Programs) -> list[Way]:
    """The answer to a save."""
    edit = edits_of(project)
    return [
        Way(
            key=key,
            title=f"plainsail watch, from a save to {what}",
            command=(programs.plainsail, "watch"),
            folder=project,
            env=OURS,
            run=from_save_to(line, edit),
        )
        for key, what, line in (("watch", "the plan", PLANNED), ("watch-checked", "the end of its answer", ANSWERED))
    ]


def plain_ways(folder: Path, programs: Programs) -> list[Way]:
    """The project of cdk8s-plus, as it is and without assertions, which is what costs it most."""
    project, fast = plain(folder / "plain"), plain(folder / "plain-fast")
    (fast / "cdk8s.yaml").write_text("language: python\napp: python -O main.py\n", encoding="utf-8")
    synth = (programs.cdk8s, "synth")
    return [
        Way(key=key, title=title, command=synth, folder=laid, env=THEIRS, before=partial(unrender, laid))
        for key, title, laid in (
            ("plain", "cdk8s-plus, cdk8s synth", project),
            ("plain-fast", "cdk8s-plus, cdk8s synth, python -O", fast),
        )
    ]


def helm_ways(folder: Path, programs: Programs) -> list[Way]:
    """One release by a process of its own, as Argo CD renders it, by the command and by Helm's code in Python."""
    laid = chart(folder / "chart")
    release = (laid, "--values", laid / "values-staging.yaml", "--namespace", "backend-staging")
    by_command = Way(
        key="helm",
        title="helm template, one release",
        command=(programs.helm or "helm", "template", "backend", *release),
        folder=folder,
        env=THEIRS,
    )
    by_binding = Way(
        key="helm-python",
        title="helm-python-sdk, one release",
        command=(programs.python, PEERS / "helm_releases.py", laid, folder / "helm-out", "staging", "backend"),
        folder=folder,
        env=THEIRS,
    )
    return [by_command, by_binding] if programs.helm else [by_binding]


def kustomize_ways(folder: Path, programs: Programs) -> list[Way]:
    """One overlay by a process of its own, as Argo CD renders it."""
    if programs.kubectl is None:
        return []
    overlays = Path(shutil.copytree(PEERS / "kustomize", folder / "kustomize")) / "overlays"
    return [
        Way(
            key="kustomize",
            title="kubectl kustomize, one overlay",
            command=(programs.kubectl, "kustomize", overlays / "staging"),
            folder=folder,
            env=THEIRS,
        )
    ]


def python_ways(folder: Path, programs: Programs) -> list[Way]:
    """What Python itself costs, and what importing the library of the plain project does."""
    imported = (programs.python, "-c", "import cdk8s_plus_27")
    return [
        Way(key="import", title="python -c 'import cdk8s_plus_27'", command=imported, folder=folder, env=THEIRS),
        Way(key="pass", title="python -c pass", command=(programs.python, "-c", "pass"), folder=folder, env=THEIRS),
    ]
