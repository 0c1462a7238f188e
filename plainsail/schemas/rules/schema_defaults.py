"""What the API server refuses in the defaults of a schema (`apiserver/schema/defaulting/validation.go`)."""

from collections.abc import Iterator

from constructs_lib.kubernetes.objects import Document
from constructs_lib.kubernetes.paths import Part
from plainsail.schemas.rules.schema_values import unfit, unknown_fields
from plainsail.schemas.rules.together import Refusal

_EMBEDDED = "x-kubernetes-embedded-resource"


def refused_default(schema: Document, path: tuple[Part | int, ...], *, is_root: bool) -> Iterator[Refusal]:
    """What is refused in the default of one node: it is as the node says, without help from other defaults.

    The first fault only: where the default is of another type, all else of it is wrong, too.
    """
    judge = schema | {_EMBEDDED: True} if is_root else schema
    default = schema["default"]
    found = next(unknown_fields(default, judge), None) or next(unfit(default, judge), None)
    if found:
        where, message = found
        yield Refusal((*path, "default", *where), message)
