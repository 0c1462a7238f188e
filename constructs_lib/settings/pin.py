"""The image pin: the build that every environment of an app runs, written by one command and read by rendering."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator

from constructs_lib.settings.image import Digest, Tag
from constructs_lib.settings.text import matching
from constructs_lib.settings.value import setting


@setting
class Pin:
    """One build of an app's image (`envs/<app>/image.json`)."""

    tag: Tag
    """The build's tag."""
    digest: Digest
    """The build's content."""
    source: Annotated[
        str, AfterValidator(matching(r"[0-9a-f]{40}", "is not a commit; write its 40 hexadecimal digits"))
    ]
    """The commit that it was built from."""
