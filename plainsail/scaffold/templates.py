"""The files of settings that are written, as text in the house style."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

from plainsail.scaffold.layout import head, imports, width_of
from plainsail.scaffold.names import class_of
from plainsail.scaffold.python_text import quoted
from plainsail.scaffold.shapes import SETTINGS, Shape


@dataclass(frozen=True, kw_only=True)
class Dockerfile:
    """An image that is built in this repository, as far as its settings follow from the file."""

    path: str
    context: str
    user: int | None = None
    port: int | None = None


@dataclass(frozen=True, kw_only=True)
class App:
    """An app as it was asked for."""

    name: str
    shape: Shape
    image: str = ""
    """The repository of its image; empty where its shape runs none."""
    tag: str | None = None
    """A build that its settings name: with a tag or a digest it needs no pin."""
    digest: str | None = None
    dockerfile: Dockerfile | None = None
    source: str = ""
    """The file or folder of its YAML; empty where its shape takes none."""

    @property
    def needs_pin(self) -> bool:
        """Whether nothing can be rendered until a build of its image is pinned."""
        return self.shape.runs_image and self.tag is None and self.digest is None


@dataclass(frozen=True, kw_only=True)
class Promotion:
    """Where an environment stands on the way of a commit."""

    follows: str | None
    approval: str | None

    def lines(self) -> str:
        """The settings, as a class says them."""
        return f"    follows = {_value(self.follows)}\n    approval = {_value(self.approval)}\n"


_USER = 1000
_PORT = 8080
_PODS = """
    # Start low, and let what pods are seen to use decide.
    resources = Resources(
        requests=Compute(cpu="100m", memory="128Mi"),
        limits=Compute(cpu="500m", memory="256Mi"),
    )
    writable_paths = {"/tmp": "64Mi"}  # all else is read-only
"""
_BUDGET = "\n    pod_disruption_budget = PodDisruptionBudget(max_unavailable=1)\n"


def package(app: App) -> str:
    """`envs/<app>/__init__.py`."""
    return f'"""The app {app.name}: a base, and a class for each environment."""\n'


def base(root: Path, app: App, *, parent: str, budget: bool) -> str:
    """`envs/<app>/base.py`: what the app is in every environment.

    `parent` is the class of `envs/shared.py` that it derives from; `budget` says how many pods may leave at once.
    """
    shape = app.shape
    body = _says(root, app, budget=budget)
    names = _called(body) | ({shape.vocabulary} if shape.module == SETTINGS else set())
    statements = [f"from {SETTINGS} import {', '.join(sorted(names))}"] if names else []
    statements += [f"from envs.shared import {parent}"]
    statements += [] if shape.module == SETTINGS else [f"from {shape.module} import {shape.vocabulary}"]
    return f'''"""What the app {app.name} is in every environment."""

{imports(root, *statements)}


{head(root, "class Base", f"{parent}, {shape.vocabulary}", ":")}
    """The app {app.name}, as every environment runs it."""
{body}'''


def _says(root: Path, app: App, *, budget: bool) -> str:
    """The settings of the base class."""
    built, shape = app.dockerfile, app.shape
    text = ""
    if shape.runs_image:
        text += (
            f"\n{_image(root, app)}    pod_user = {(built and built.user) or _USER}  # the number of the image's USER\n"
        )
    text += shape.listens.replace("{port}", str((built and built.port) or _PORT))
    text += _PODS * shape.runs_image + shape.lines.replace("{source}", app.source)
    return text + _BUDGET * budget


def _called(body: str) -> set[str]:
    """The classes of the vocabulary that values are made of."""
    calls = (node.func for node in ast.walk(ast.parse(dedent(body))) if isinstance(node, ast.Call))
    return {call.id for call in calls if isinstance(call, ast.Name)}


def _image(root: Path, app: App) -> str:
    build = app.dockerfile
    if build is None:
        parts = [quoted(app.image)]
        parts += [f"{name}={quoted(value)}" for name, value in (("tag", app.tag), ("digest", app.digest)) if value]
        line = f"    image = Image({', '.join(parts)})\n"
        told = "    # Built elsewhere: its builds are only pinned here.\n" if app.needs_pin else ""
        if len(line) > width_of(root):
            line = "    image = Image(\n" + "".join(f"        {part},\n" for part in parts) + "    )\n"
        return told + line
    context = "" if build.context == "." else f"            context={quoted(build.context)},\n"
    return f"""    image = Image(
        {quoted(app.image)},
        build=Build(
            dockerfile={quoted(build.path)},
{context}            sources=[{quoted(build.context)}],
        ),
    )
"""


def environment(
    root: Path, app: str, env: str, *, base_module: str, mix_in: str | None, says: str = "", about: str = ""
) -> str:
    """`envs/<app>/<env>.py`: what differs, which may be nothing yet."""
    statements = ["from envs import shared"] * (mix_in is not None) + [f"from {base_module} import Base"]
    if names := _called(says):
        statements.append(f"from {SETTINGS} import {', '.join(sorted(names))}")
    parents = f"shared.{mix_in}, Base" if mix_in else "Base"
    said = f"\n{says}" if says else ""
    return f'''"""The app {app} in {env}."""

{imports(root, *statements)}


{head(root, f"class {class_of(env)}", parents, ":")}
    """{about or "Nothing else differs yet."}"""
{said}'''


def mix_in(env: str, promotion: Promotion, *, vocabulary: str) -> str:
    """A class for `envs/shared.py`: what all apps of an environment share."""
    return f'''class {class_of(env)}({vocabulary}):
    """Every app in {env}."""

{promotion.lines()}'''


def _value(text: str | None) -> str:
    return "None" if text is None else quoted(text)


def joined(names: Sequence[str]) -> str:
    """`a, b and c`."""
    return " and ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)
