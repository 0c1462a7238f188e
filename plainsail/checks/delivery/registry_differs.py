"""The pipelines build, or Terragrunt makes, another image than dist/ names.

Why: the image is pushed where no pod looks for it, and every pull of a new one fails.
Fix: let workflows and Terragrunt name the account, the region and the repository that `image` names.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

from plainsail.delivery import HclFile, Workflow
from plainsail.delivery.files import Entry
from plainsail.findings.finding import Cause, Finding, Meaning, Severity
from plainsail.location import Location
from plainsail.manifests.images import image_of, own_containers
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.pods import Container

SEVERITY: Severity = "error"
MEANS: Meaning = "cannot work"

_HOST = r"(\d{12})\.dkr\.ecr(?:-fips)?\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?"
_REFERENCE = re.compile(_HOST + r"(?:/([a-z0-9][a-z0-9._/-]*[a-z0-9])(?![\w.$/{-]))?")
_REGION = re.compile(r"[a-z]{2}(?:-[a-z]+)+-\d")
_ACCOUNT = re.compile(r"\d{12}")
_ROLE = re.compile(r"arn:aws[a-z-]*:iam::(\d{12}):role/.+")
_REPOSITORY = re.compile(r"[a-z0-9][a-z0-9._/-]*")
_REGION_KEYS = ("region", "aws_region", "aws_default_region", "ecr_region", "image_region")
_ACCOUNT_KEYS = (
    "account",
    "account_id",
    "aws_account",
    "aws_account_id",
    "ecr_account",
    "ecr_account_id",
    "registries",
)
_OF_IMAGES = re.compile(r"(ecr|image|docker|container)_(image_)?(repositor(y|ies)|repo)s?(_names?)?")
_MAYBE_OF_IMAGES = re.compile(r"(?<!git_)(?<!github_)(?<!vcs_)repositor(y|ies)(_names?)?")
_RATHER_LIKE = 0.8
_RESOURCE = ("resource", "aws_ecr_repository")
_LOGIN = "aws-actions/amazon-ecr-login"


class Ecr(NamedTuple):
    """A repository in ECR."""

    account: str
    region: str
    repository: str


def check(manifests: Manifests) -> Iterator[Finding]:
    wanted: dict[Ecr, Cause] = {}
    for container in own_containers(manifests):
        if (image := _ecr(container)) and image not in wanted:
            wanted[image] = Cause(container.where("image"))
    if not wanted:
        return
    files: tuple[Workflow | HclFile, ...] = (*manifests.delivery.workflows, *manifests.delivery.hcl)
    for file in files:
        told: set[tuple[str, str]] = set()
        for entry in file.entries():
            for part, values in _mentioned(entry, file, wanted).items():
                known = {str(getattr(image, part)) for image in wanted}
                # One of a list is enough; the others are other people's.
                if not known & set(values) and (part, values[0]) not in told:
                    told.add((part, values[0]))
                    ours = ", ".join(sorted(known))
                    message = f"{entry.name} means the {part} {values[0]}, but dist/ takes its image from {ours}"
                    yield Finding(Location(file.path, entry.line), message, causes=tuple(wanted.values()))


def _ecr(container: Container) -> Ecr | None:
    """The repository in ECR that an image comes from; None for any other registry."""
    image = image_of(container)
    match = re.fullmatch(_HOST, image.registry) if image else None
    return Ecr(match[1], match[2], image.repository) if image and match else None


def _mentioned(entry: Entry, file: Workflow | HclFile, wanted: Collection[Ecr]) -> dict[str, list[str]]:
    """Parts of an `Ecr` that a value of a delivery file means, by the part's name; empty where that is unclear.

    A repository that may be one of Git's counts when it looks like one of the `wanted`.
    """
    parts: dict[str, list[str]] = defaultdict(list)
    if _is_about_images(entry, file):
        key = entry.keys[-2] if entry.keys[0] == "variable" and entry.key == "default" else entry.key
        for value in entry.value if isinstance(entry.value, list | dict) else [entry.value]:
            if isinstance(value, str | int) and not isinstance(value, bool):
                for part, text in (*_written_out(str(value)), *_meant(key, str(value), entry, file)):
                    parts[part].append(text)
                if _is_repository(key, str(value), entry, wanted if isinstance(file, HclFile) else ()):
                    parts["repository"].append(str(value))
    return parts


def _written_out(text: str) -> Iterator[tuple[str, str]]:
    for match in _REFERENCE.finditer(text):
        yield from ((part, value) for part, value in zip(Ecr._fields, match.groups(), strict=True) if value)


def _meant(key: str, text: str, entry: Entry, file: Workflow | HclFile) -> Iterator[tuple[str, str]]:
    """What the key says that the value is."""
    if key in _REGION_KEYS and _REGION.fullmatch(text):
        yield "region", text
    elif key in _ACCOUNT_KEYS and _ACCOUNT.fullmatch(text):
        yield "account", text
    elif key == "role_to_assume" and (role := _ROLE.fullmatch(text)) and _logs_in(entry, file):
        yield "account", role[1]


def _is_repository(key: str, text: str, entry: Entry, wanted: Collection[Ecr]) -> bool:
    if not _REPOSITORY.fullmatch(text):
        return False
    if _OF_IMAGES.fullmatch(key) or (entry.keys[:2] == _RESOURCE and key == "name"):
        return True
    return _MAYBE_OF_IMAGES.fullmatch(key) is not None and any(_is_like(text, image.repository) for image in wanted)


def _is_like(one: str, other: str) -> bool:
    """Whether two paths are meant to be one: a part in the same place, or nearly the same letters."""
    return any(a == b for a, b in zip(one.split("/"), other.split("/"), strict=False)) or (
        SequenceMatcher(None, one, other).ratio() >= _RATHER_LIKE
    )


def _is_about_images(entry: Entry, file: Workflow | HclFile) -> bool:
    """In HCL only what a team writes down for its modules: a provider or a state may be elsewhere on purpose."""
    return (
        isinstance(file, Workflow) or entry.keys[0] in ("locals", "inputs", "variable") or entry.keys[:2] == _RESOURCE
    )


def _logs_in(entry: Entry, file: Workflow | HclFile) -> bool:
    if isinstance(file, HclFile) or len(entry.keys) < 2:
        return False
    return _LOGIN in str(file.content.get(entry.keys[0], {}).get(entry.keys[1], ""))
