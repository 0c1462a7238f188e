"""CEL, the language of expressions in Kubernetes' policies: read as `cel-go` reads it, and judged by names and types.

Nothing is evaluated. What cannot be told without the types of a cluster's objects is left open.
"""

from plainsail.schemas.cel.scope import Scope, Type
from plainsail.schemas.cel.syntax import NoCEL, Node, parsed
from plainsail.schemas.cel.types import faults, type_of

__all__ = ["NoCEL", "Node", "Scope", "Type", "faults", "parsed", "type_of"]
