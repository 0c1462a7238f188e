"""Previews: an environment that runs once for each pull request, for as long as that is open."""

import re
from typing import Annotated, Final

from constructs_lib.settings.checks import Bounds, Check
from constructs_lib.settings.errors import SettingsError
from constructs_lib.settings.text import DnsName, FileName, matching
from constructs_lib.settings.values import setting

PULL_REQUEST: Final = "pr-number"
"""What stands in settings, and in `dist/`, where a preview has the number of its pull request: `pr-7`."""
_DEFAULT_KEY: Final = "token"
_STAND_IN = rf"(?<![A-Za-z0-9]){PULL_REQUEST}(?![A-Za-z0-9])"
_GITHUB = r"(?:https://github\.com/|(?:ssh://)?git@github\.com[:/])([\w.-]+)/([\w.-]+?)(?:\.git)?/?"

LabelName = Annotated[
    str,
    Check(
        matching(
            r"[A-Za-z0-9](?:[A-Za-z0-9 _./-]{0,48}[A-Za-z0-9])?",
            "is not a label for pull requests; write at most 50 letters, digits, blanks, '_', '.', '/' and '-'",
        )
    ),
]
"""A label of GitHub."""
ImageSuffix = Annotated[
    str,
    Check(matching(r"[-_./][a-z0-9][a-z0-9-]*", "is not the end of a repository's name; write it as '-previews'")),
]
"""What is put behind the name of an image's repository."""


@setting
class PullRequests:
    """Which pull requests of the repository at GitHub get a preview, and how Argo CD hears of them."""

    label: LabelName = "preview"
    """The label of a pull request that has a preview (`labels` of Argo CD's generator)."""
    limit: Annotated[int, Bounds(ge=1, le=100)] = 5
    """How many pull requests may have one at a time: the workflow that gives the label reads it."""
    credentials: DnsName | None = None
    """The Secret beside Argo CD with a token that reads pull requests (`tokenRef.secretName`)."""
    credentials_key: FileName = _DEFAULT_KEY
    """The key of the token in that Secret (`tokenRef.key`)."""
    github_app: DnsName | None = None
    """The Secret beside Argo CD with the credentials of a GitHub App (`appSecretName`), instead of a token."""
    requeue_after_seconds: Annotated[int, Bounds(ge=30, le=86400)] = 180
    """Seconds between two looks at the pull requests (`requeueAfterSeconds`)."""
    image_suffix: ImageSuffix = "-previews"
    """The end of the repository that the images of pull requests are pushed to, behind the name of the app's own."""

    def __post_init__(self) -> None:
        if self.credentials and self.github_app:
            message = "credentials and github_app both say who reads pull requests; set one of the two"
            raise SettingsError(message, path=("github_app",))
        if self.credentials_key != _DEFAULT_KEY and not self.credentials:
            raise SettingsError("credentials_key is a key of credentials, which is not set", path=("credentials_key",))


def holds_number(text: str) -> bool:
    """Whether a text holds the number of a pull request.

    >>> holds_number("pr-number.example.com"), holds_number("our-pr-numbers")
    (True, False)
    """
    return re.search(_STAND_IN, text) is not None


def github_of(repository: str) -> tuple[str, str] | None:
    """Owner and name of a repository at GitHub; None for one that is elsewhere.

    >>> github_of("https://github.com/acme/shop.git"), github_of("git@github.com:acme/shop")
    (('acme', 'shop'), ('acme', 'shop'))
    """
    match = re.fullmatch(_GITHUB, repository)
    return (match[1], match[2]) if match else None
