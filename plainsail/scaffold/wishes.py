"""What was asked for, checked by the rules of the vocabulary before anything is made of it."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Any

from constructs_lib.settings.image import Digest, Repository, Tag
from constructs_lib.settings.plainly import Refusal, taken
from constructs_lib.settings.text import DnsLabel, GithubEnvironment, KubernetesVersion, SourcePath
from plainsail.delivery.dockerfile import Dockerfile as Parsed
from plainsail.delivery.dockerfile import owner, read_dockerfile
from plainsail.errors import ParseError, ProjectError
from plainsail.manifests.deliveries import DELIVERIES
from plainsail.scaffold.infrastructure import is_free
from plainsail.scaffold.shapes import Shape
from plainsail.scaffold.templates import Dockerfile

_RULES: dict[str, Any] = {
    "--dockerfile": SourcePath,
    "--from": SourcePath,
    "--follows": DnsLabel,
    "--approval": GithubEnvironment,
    "--kubernetes-version": KubernetesVersion,
}


def checked(option: str, value: str) -> str:
    """The value of an option. Raises `ProjectError` where no setting could hold it."""
    return _checked(_RULES[option], f"{option}: ", value)


def checked_name(what: str, name: str) -> str:
    """The name of an app or an environment. Raises `ProjectError`."""
    return _checked(DnsLabel, f"the {what} ", name)


def image_of(text: str) -> tuple[str, str | None, str | None]:
    """Repository, tag and digest of `REPOSITORY[:TAG][@DIGEST]`. Raises `ProjectError`.

    >>> image_of("localhost:5000/team/app:v1")
    ('localhost:5000/team/app', 'v1', None)
    """
    name, at, digest = text.partition("@")
    folder, slash, last = name.rpartition("/")
    last, colon, tag = last.partition(":")
    return (
        _checked(Repository, "--image: ", f"{folder}{slash}{last}"),
        _checked(Tag, "--image: ", tag) if colon else None,
        _checked(Digest, "--image: ", digest) if at else None,
    )


def checked_shape(name: str, shape: Shape) -> Shape:
    """The shape of an app of that name. Raises `ProjectError` where its objects cannot bear the name."""
    if shape.listens and name[0].isdigit():
        raise ProjectError(
            f"the app {name!r} begins with a digit, which the name of its Service may not do in every version of "
            "Kubernetes; begin with a letter"
        )
    return shape


def checked_environment(root: Path, name: str) -> str:
    """The name of an environment, which has folders of its own. Raises `ProjectError`."""
    checked_name("environment", name)
    if name in DELIVERIES:
        whose = f"{DELIVERIES[name]}'s own"
        raise ProjectError(f"the environment {name!r} has the name of dist/{name}/, {whose}; take another")
    if not is_free(root, name):
        raise ProjectError(
            f"the environment {name!r} has the name of a folder of Terragrunt that all share; take another"
        )
    return name


def _checked(rule: Any, place: str, value: str) -> str:
    try:
        return str(taken(rule, value))
    except Refusal as refusal:
        raise ProjectError(f"{place}{value!r} {refusal.reason()}") from None


def dockerfile_at(root: Path, path: str) -> Dockerfile:
    """What settings say of an image that this Dockerfile builds. Raises `ProjectError`."""
    checked("--dockerfile", path)
    try:
        parsed = read_dockerfile(path, (root / path).read_text(encoding="utf-8"))
    except ParseError as error:
        raise ProjectError(f"--dockerfile {path}:{error.line}: {error.problem}") from None
    except (OSError, UnicodeDecodeError):
        raise ProjectError(f"--dockerfile {path}: is no file of text in {root}; write it first") from None
    user = owner(parsed, parsed.final.user.value).user if parsed.final.user else None
    folder = path.rpartition("/")[0] or "."
    return Dockerfile(path=path, context=folder, user=user or None, port=_port(parsed))


def _port(parsed: Parsed) -> int | None:
    words = [word.partition("/")[0] for exposure in parsed.final.exposed for word in exposure.value.split()]
    return next((int(word) for word in words if word.isdecimal() and 0 < int(word) < 65536), None)


def source_of(root: Path, app: str, path: str | None = None) -> str:
    """The file or folder that holds the YAML of an app. Raises `ProjectError` for a path that leads to none.

    Without a path it is `vendor/<app>`, which need not be there yet.
    """
    usual = f"vendor/{app}"
    path = checked("--from", path.rstrip("/") or path) if path is not None else usual
    if path != usual and not (root / path).exists():
        raise ProjectError(f"--from {path}: there is no such file or folder in {root}; put the YAML there first")
    return path


def sibling_of(repositories: Collection[str], app: str) -> str | None:
    """Where an app's image is likely kept: beside those of the other apps; None where they are in several places."""
    places = {repository.rpartition("/")[0] for repository in repositories}
    return f"{places.pop()}/{app}" if len(places) == 1 and "" not in places else None
