"""Changes every setting of an app in an environment, in as many processes as there are processors."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
from collections import defaultdict
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from plainsail.attribution.changes import changes
from plainsail.attribution.model import Effect, Influence, strength
from plainsail.errors import ProjectError
from plainsail.manifests.objects import Document
from plainsail.project.pins import check_pinned, read_pin
from plainsail.project.project import Project
from plainsail.project.rules import label
from plainsail.provenance import format_setting
from plainsail.provenance.diagnostics import diagnose

if TYPE_CHECKING:
    from constructs_lib.settings import Environment

_projects: dict[Path, Project] = {}
"""The projects of this process; a forked one finds its parent's, with the settings already imported."""

_Share = tuple[Path, str, int, int]
"""Root and label of the environment, which share of the changes, of how many."""
_Found = tuple[dict[str, Document], list[tuple[str, Effect]]]


def trace(project: Project, environment: Environment) -> Influence:
    """Everything that one setting at a time moves. Raises what rendering raises for the settings as they are."""
    check_pinned([environment])
    _projects[project.root] = project
    # A process that has Node already must not be forked: parent and child would share it.
    jobs = 1 if "jsii" in sys.modules else min(os.cpu_count() or 1, 4)
    shares = [(project.root, label(environment), number, jobs) for number in range(jobs)]
    if jobs == 1:
        return _joined([_share(shares[0])])
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    ignore = (signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer
    with ProcessPoolExecutor(jobs, mp_context=context, initializer=signal.signal, initargs=ignore) as pool:
        return _joined(pool.map(_guarded, shares))


def _guarded(share: _Share) -> _Found:
    """The share, with mistakes as the line for people: tracebacks do not cross processes."""
    try:
        return _share(share)
    except Exception as error:
        raise ProjectError(diagnose(error, share[0])) from None


def _share(share: _Share) -> _Found:
    from plainsail.attribution.rendering import Bench

    root, name, number, count = share
    project = _projects.setdefault(root, Project(root))
    [environment] = [each for each in project.environments if label(each) == name]
    was_enabled = gc.isenabled()
    gc.disable()  # a tenth of the time of a rendering; memory is given back when all is done
    try:
        companions = [each for each in project.environments if each.env_name == environment.env_name]
        bench = Bench(environment, companions)
        every = changes(environment, read_pin(root, environment.app_name))
        mine = (change for index, change in enumerate(every) if index % count == number)
        found = [(format_setting(change.setting), effect) for change in mine for effect in bench.effects(change)]
        return bench.documents() if number == 0 else {}, found
    finally:
        if was_enabled:
            gc.enable()


def _joined(shares: Iterable[_Found]) -> Influence:
    """All shares together; of what a setting does to a field, the strongest."""
    documents: dict[str, Document] = {}
    effects: dict[str, dict[tuple[str, str, str], Effect]] = defaultdict(dict)
    for rendered, found in shares:
        documents |= rendered
        for setting, effect in found:
            known = effects[setting].setdefault((effect.object, effect.file, effect.field), effect)
            effects[setting][effect.object, effect.file, effect.field] = min(known, effect, key=strength)
    order = sorted(effects)
    return Influence(documents, {setting: sorted(effects[setting].values(), key=_place) for setting in order})


def _place(effect: Effect) -> tuple[int, str, str]:
    return strength(effect), effect.object, effect.field
