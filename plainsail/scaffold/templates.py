"""The files of settings that are written, as text in the house style."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from plainsail.scaffold.layout import imports, width_of
from plainsail.scaffold.names import class_of
from plainsail.scaffold.python_text import quoted


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
    shape: str
    image: str
    dockerfile: Dockerfile | None = None


@dataclass(frozen=True, kw_only=True)
class Promotion:
    """Where an environment stands on the way of a commit."""

    follows: str | None
    approval: str | None

    def lines(self) -> str:
        """The settings, as a class says them."""
        return f"    follows = {_value(self.follows)}\n    approval = {_value(self.approval)}\n"


SHAPES = {"web-service": "WebService", "worker": "Worker"}
"""The vocabulary of each shape."""
_USER = 1000
_LINES = {
    "web-service": """
    # Better are paths of their own: whether the app can answer, and whether it is alive, whatever it depends on.
    readiness_probe = Probe("/")
    liveness_probe = Probe("/", period_seconds=20, failure_threshold=5)
""",
    "worker": "",
}


def package(app: App) -> str:
    """`envs/<app>/__init__.py`."""
    return f'"""The app {app.name}: a base, and a class for each environment."""\n'


def base(root: Path, app: App) -> str:
    """`envs/<app>/base.py`: what the app is in every environment."""
    names = sorted({"Compute", "Image", "Resources", SHAPES[app.shape]} | _further(app))
    statement = f"from constructs_lib.settings import {', '.join(names)}"
    if len(statement) > width_of(root):
        statement = "from constructs_lib.settings import (\n" + "".join(f"    {name},\n" for name in names) + ")"
    port = f"    port = {(app.dockerfile and app.dockerfile.port) or 8080}\n" if app.shape == "web-service" else ""
    user = (app.dockerfile and app.dockerfile.user) or _USER
    return f'''"""What the app {app.name} is in every environment."""

{imports(root, statement, "from envs.shared import Shared")}


class Base(Shared, {SHAPES[app.shape]}):
    """The app {app.name}, as every environment runs it."""

{_image(root, app)}    pod_user = {user}  # the number of the image's USER
{port}
    # Start low, and let what pods are seen to use decide.
    resources = Resources(
        requests=Compute(cpu="100m", memory="128Mi"),
        limits=Compute(cpu="500m", memory="256Mi"),
    )
    writable_paths = {{"/tmp": "64Mi"}}  # all else is read-only
{_LINES[app.shape]}'''


def _further(app: App) -> set[str]:
    return ({"Build"} if app.dockerfile else set()) | ({"Probe"} if app.shape == "web-service" else set())


def _image(root: Path, app: App) -> str:
    if app.dockerfile is None:
        line = f"    image = Image({quoted(app.image)})\n"
        told = "    # Built elsewhere: its builds are only pinned here.\n"
        return told + (
            line if len(line) <= width_of(root) else f"    image = Image(\n        {quoted(app.image)},\n    )\n"
        )
    build = app.dockerfile
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
    root: Path, app: str, env: str, *, base_module: str, mixed_in: bool, promotion: Promotion | None = None
) -> str:
    """`envs/<app>/<env>.py`: what differs, which is nothing yet."""
    statements = ["from envs import shared"] * mixed_in + [f"from {base_module} import Base"]
    parents = f"shared.{class_of(env)}, Base" if mixed_in else "Base"
    said = f"\n{promotion.lines()}" if promotion else ""
    return f'''"""The app {app} in {env}."""

{imports(root, *statements)}


class {class_of(env)}({parents}):
    """Nothing else differs yet."""
{said}'''


def mix_in(env: str, promotion: Promotion, *, vocabulary: str) -> str:
    """A class for `envs/shared.py`: what all apps of an environment share."""
    return f'''

class {class_of(env)}({vocabulary}):
    """Every app in {env}."""

{promotion.lines()}'''


def _value(text: str | None) -> str:
    return "None" if text is None else quoted(text)


def joined(names: Sequence[str]) -> str:
    """`a, b and c`."""
    return " and ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)
