"""What the API server refuses in claims and volumes, and in storage classes.

After `pkg/apis/core/validation` and `pkg/apis/storage/validation`.
"""

from collections.abc import Mapping

from plainsail.schemas.rules.together import FieldRule, Fields, Names, Together
from plainsail.schemas.rules.words import one_of

_CLAIM: Mapping[str, FieldRule] = {"volumeMode": one_of("Filesystem", "Block")}

FIELDS: Fields = {
    "core.v1.PersistentVolumeClaimSpec": _CLAIM,
    "core.v1.PersistentVolumeSpec": _CLAIM,
}

REQUIRED: Names = {
    **dict.fromkeys(
        (
            "core.v1.PersistentVolume",
            "core.v1.PersistentVolumeClaim",
        ),
        ("spec",),
    ),
}
"""Fields that the API server requires and the published schema does not."""

TOGETHER: Together = {}
