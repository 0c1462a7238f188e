"""Container images, and the pin of the build that every environment of an app runs."""

from dataclasses import field
from typing import Annotated, Literal

from constructs_lib.kubernetes.images import REPOSITORY, TAG
from constructs_lib.settings.checks import Check
from constructs_lib.settings.errors import SettingsError
from constructs_lib.settings.text import SourcePath, matching
from constructs_lib.settings.values import Seq, setting

PullPolicy = Literal["IfNotPresent", "Always", "Never"]

Repository = Annotated[
    str,
    Check(
        matching(
            REPOSITORY,
            "is not an image repository; write [registry/]name in lower case, tag and digest as tag= and digest=",
        )
    ),
]
Tag = Annotated[
    str,
    Check(
        matching(
            TAG,
            "is not an image tag; write at most 128 letters from a to z, digits, '_', '.' and '-'",
        )
    ),
]
Digest = Annotated[
    str,
    Check(matching(r"sha256:[0-9a-f]{64}", "is not an image digest; write 'sha256:' and 64 hexadecimal digits")),
]


@setting
class Build:
    """How an image is built from this repository. Pipelines read it; nothing of it is rendered."""

    dockerfile: SourcePath
    """The Dockerfile, relative to the project's folder."""
    context: SourcePath = "."
    """The folder that the build may see, relative to the project's."""
    sources: Seq[SourcePath]
    """All that the image is made of: the image is built where a file below them is not what the pin was built from."""

    def __post_init__(self) -> None:
        if not self.sources:
            raise SettingsError("sources is empty, so no change would build anything; name folders and files")
        if not any(_is_below(self.dockerfile, source) for source in self.sources):
            raise SettingsError(
                f"dockerfile={self.dockerfile!r} is below none of sources, so a change of it would build nothing; "
                f"add it to sources",
                path=("sources",),
            )


def _is_below(path: str, folder: str) -> bool:
    return folder == "." or f"{path}/".startswith(f"{folder}/")


@setting
class Image:
    """A container image. The app's own has no tag: the image pin (`envs/<app>/image.json`) does."""

    repository: Repository = field(kw_only=False)
    """Where the image is kept, without tag and digest."""
    tag: Tag | None = None
    """The name of one build."""
    digest: Digest | None = None
    """The content of one build; with a digest, the tag is only for people."""
    pull_policy: PullPolicy = "IfNotPresent"
    """When the node pulls (`imagePullPolicy`); IfNotPresent is right for tags that never move."""
    build: Build | None = None
    """How the pipeline builds it; None for an image that is built elsewhere, and only pinned here."""

    @property
    def reference(self) -> str:
        """The image as a pod names it.

        >>> Image("registry.example/app", tag="v1").reference
        'registry.example/app:v1'
        """
        if self.tag is None and self.digest is None:
            raise SettingsError(f"image {self.repository!r} has neither tag nor digest; set tag=..., or pin it")
        tag = f":{self.tag}" if self.tag else ""
        digest = f"@{self.digest}" if self.digest else ""
        return f"{self.repository}{tag}{digest}"


@setting
class Pin:
    """One build of an app's image (`envs/<app>/image.json`)."""

    tag: Tag
    """The build's tag."""
    digest: Digest
    """The build's content."""
    source: Annotated[str, Check(matching(r"[0-9a-f]{40}", "is not a commit; write its 40 hexadecimal digits"))]
    """The commit that it was built from."""
