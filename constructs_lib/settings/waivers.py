"""Findings of `plainsail check` that are meant."""

from dataclasses import field

from constructs_lib.settings.errors import SettingsError
from constructs_lib.settings.text import ObjectPlace
from constructs_lib.settings.values import Seq, setting


@setting
class Waiver:
    """Why findings of one check are meant; of the whole app, or `only` at some places."""

    reason: str = field(kw_only=False)
    """Why they are meant: whoever reads it later must be able to tell whether that still holds."""
    only: Seq[ObjectPlace] | None = None
    """The places, as findings print them: an object, `Deployment/backend`, or a part of one, `Deployment/backend app`.
    None for the whole app. An object stands for all of its parts."""

    def __post_init__(self) -> None:
        if self.only is not None and not self.only:
            raise SettingsError("only=[] waives nothing; name places, or leave it out for the whole app")
