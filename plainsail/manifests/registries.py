"""Where images live in AWS: account, region and repository, in dist/ and in the files that bring them there."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

from plainsail.delivery.files import HclFile, Said, Workflow


class Ecr(NamedTuple):
    """A repository in ECR."""

    account: str
    region: str
    repository: str


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


def ecr(registry: str, repository: str) -> Ecr | None:
    """The repository in ECR that an image's registry means; None for any other registry.

    >>> ecr("123456789012.dkr.ecr.eu-west-3.amazonaws.com", "backend")
    Ecr(account='123456789012', region='eu-west-3', repository='backend')
    """
    found = re.fullmatch(_HOST, registry)
    return Ecr(found[1], found[2], repository) if found else None


def mentioned(said: Said, file: Workflow | HclFile, wanted: Collection[Ecr]) -> dict[str, list[str]]:
    """Parts of an `Ecr` that a value of a delivery file means, by the part's name; empty where that is unclear.

    A repository that may be one of Git's counts when it looks like one of the `wanted`.
    """
    parts: dict[str, list[str]] = defaultdict(list)
    if _is_about_images(said, file):
        key = said.keys[-2] if said.keys[0] == "variable" and said.key == "default" else said.key
        for value in said.value if isinstance(said.value, list | dict) else [said.value]:
            if isinstance(value, str | int) and not isinstance(value, bool):
                for part, text in (*_written_out(str(value)), *_meant(key, str(value), said, file)):
                    parts[part].append(text)
                if _is_repository(key, str(value), said, wanted if isinstance(file, HclFile) else ()):
                    parts["repository"].append(str(value))
    return parts


def _written_out(text: str) -> Iterator[tuple[str, str]]:
    for found in _REFERENCE.finditer(text):
        yield from ((part, value) for part, value in zip(Ecr._fields, found.groups(), strict=True) if value)


def _meant(key: str, text: str, said: Said, file: Workflow | HclFile) -> Iterator[tuple[str, str]]:
    """What the key says that the value is."""
    if key in _REGION_KEYS and _REGION.fullmatch(text):
        yield "region", text
    elif key in _ACCOUNT_KEYS and _ACCOUNT.fullmatch(text):
        yield "account", text
    elif key == "role_to_assume" and (role := _ROLE.fullmatch(text)) and _logs_in(said, file):
        yield "account", role[1]


def _is_repository(key: str, text: str, said: Said, wanted: Collection[Ecr]) -> bool:
    if not _REPOSITORY.fullmatch(text):
        return False
    if _OF_IMAGES.fullmatch(key) or (said.keys[:2] == _RESOURCE and key == "name"):
        return True
    return _MAYBE_OF_IMAGES.fullmatch(key) is not None and any(_is_like(text, each.repository) for each in wanted)


def _is_like(one: str, other: str) -> bool:
    """Whether two paths are meant to be one: a part in the same place, or nearly the same letters."""
    return any(a == b for a, b in zip(one.split("/"), other.split("/"), strict=False)) or (
        SequenceMatcher(None, one, other).ratio() >= _RATHER_LIKE
    )


def _is_about_images(said: Said, file: Workflow | HclFile) -> bool:
    """In HCL only what a team writes down for its modules: a provider or a state may be elsewhere on purpose."""
    return isinstance(file, Workflow) or said.keys[0] in ("locals", "inputs", "variable") or said.keys[:2] == _RESOURCE


def _logs_in(said: Said, file: Workflow | HclFile) -> bool:
    if isinstance(file, HclFile) or len(said.keys) < 2:
        return False
    return _LOGIN in str(file.content.get(said.keys[0], {}).get(said.keys[1], ""))
