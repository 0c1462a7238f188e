"""What a save leads to, done once before there is one: the first then finds in memory what the second would."""

from __future__ import annotations

import io
from contextlib import redirect_stderr, redirect_stdout, suppress
from importlib import import_module

from plainsail.project.project import Project

_CHANGED = (
    *("plainsail.project.alone", "plainsail.render.rendering", "plainsail.render.publish", "ctypes"),
    *("plainsail.checks", "plainsail.findings.runner", "plainsail.plan.consequences", "plainsail.plan.report"),
)
"""What a round imports that finds something changed."""


def rehearse(project: Project) -> None:
    """Renders an app of each shape, and asks for the line behind a field of it. Nothing is said or written."""
    with suppress(Exception), redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):  # a round tells it
        for name in _CHANGED:
            import_module(name)
        from plainsail.attribution.attribution import Attributions
        from plainsail.attribution.changes import changes
        from plainsail.attribution.knowledge import shape_of
        from plainsail.attribution.remembered import own_code
        from plainsail.render.kept.memory import Memory
        from plainsail.schemas.defaulting import Defaulting

        Memory(project.root).made_of("", ())  # of the code alone
        own_code()
        defaulting, attributions = Defaulting(project.definitions), Attributions(project)
        of_shapes = {shape_of(type(env)): env for env in project.environments if env not in project.unbuilt}
        for environment in of_shapes.values():
            attribution = attributions.of(environment)
            for document in attribution.documents.values():
                defaulting.kept(document)
            attribution.setting_of(next(iter(attribution.documents)), ("metadata", "name"))
            for _ in changes(environment, None):
                pass  # it was spelled out
