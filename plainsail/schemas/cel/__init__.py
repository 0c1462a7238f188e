"""Expressions in CEL, as Kubernetes reads them: what they are made of, and what is wrong with them.

After `cel-go` and `apiserver/pkg/cel`. It never runs an expression: what one costs, and what it says of a value, is
left to the cluster.
"""

from plainsail.schemas.cel.checker import fault_of, given_by, name_of
from plainsail.schemas.cel.syntax import CelFault
from plainsail.schemas.cel.types import ANY, UNSURE, Type, optional
from plainsail.schemas.cel.values import type_of

__all__ = ["ANY", "UNSURE", "CelFault", "Type", "fault_of", "given_by", "name_of", "optional", "type_of"]
