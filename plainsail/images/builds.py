"""The images that environments run, and the commits that they were built from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from constructs_lib.settings import Workload

if TYPE_CHECKING:
    from constructs_lib.settings import Environment, Pin


@dataclass(frozen=True)
class Build:
    """An image that environments of an app run."""

    app: str
    environments: tuple[str, ...]
    repository: str
    tag: str | None
    digest: str | None
    source: str | None
    """The commit that it was built from; None where settings name the image and no pin does."""
    reference: str
    """As pods name it; empty where nothing pins it."""


def builds(environments: Sequence[Environment], pins: dict[str, Pin | None]) -> list[Build]:
    """The images of the environments: of each app one, unless some environments say their own."""
    found: dict[tuple[str, str, str | None, str | None], list[Workload]] = {}
    for each in (app for app in environments if isinstance(app, Workload)):
        image = each.pinned_image
        found.setdefault((each.app_name, image.repository, image.tag, image.digest), []).append(each)
    return [_build(key, sharing, pins) for key, sharing in found.items()]


def _build(key: tuple[str, str, str | None, str | None], sharing: list[Workload], pins: dict[str, Pin | None]) -> Build:
    app, repository, tag, digest = key
    pin = pins[app]
    pinned = pin is not None and (pin.tag, pin.digest) == (tag, digest)
    return Build(
        app=app,
        environments=tuple(sorted(each.env_name for each in sharing)),
        repository=repository,
        tag=tag,
        digest=digest,
        source=pin.source if pin and pinned else None,
        reference=sharing[0].pinned_image.reference if tag or digest else "",
    )
