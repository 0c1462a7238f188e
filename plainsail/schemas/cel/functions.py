"""The functions of CEL in Kubernetes, with the types that they return.

After `cel-go` and `apiserver/pkg/cel/library`.
"""

from collections.abc import Mapping

KNOWN_UNTIL = 35
"""The newest version whose functions are all here."""

GLOBAL: Mapping[str, str] = {
    **{name: name for name in ("bool", "bytes", "double", "duration", "dyn", "int", "string", "timestamp", "uint")},
    **dict.fromkeys(("has", "isCIDR", "isIP", "isQuantity", "isSemver", "isURL", "matches"), "bool"),
    "cidr": "CIDR",
    "ip": "IP",
    "quantity": "Quantity",
    "semver": "Semver",
    "url": "URL",
    "size": "int",
    "type": "type",
}
"""Functions that stand alone."""
OF_MANY = frozenset(("isSemver", "matches", "semver"))
"""Those of them that may take more than one argument."""
OF_TEXT = frozenset(("contains", "endsWith", "matches", "startsWith"))
"""Functions of text that take text."""

METHODS: Mapping[str, str] = {
    **dict.fromkeys(("all", "contains", "endsWith", "exists", "existsOne", "exists_one", "isSorted"), "bool"),
    **dict.fromkeys(("allowed", "errored", "hasValue", "isGreaterThan", "isInteger", "isLessThan"), "bool"),
    **dict.fromkeys(("containsCIDR", "containsIP", "matches", "startsWith"), "bool"),
    **dict.fromkeys(("asInteger", "compareTo", "getDate", "getDayOfMonth", "getDayOfWeek", "getDayOfYear"), "int"),
    **dict.fromkeys(("getFullYear", "getHours", "getMilliseconds", "getMinutes", "getMonth", "getSeconds"), "int"),
    **dict.fromkeys(("indexOf", "lastIndexOf", "sign", "size"), "int"),
    **dict.fromkeys(("charAt", "find", "format", "getEscapedPath", "getHost", "getHostname", "getPort"), "string"),
    **dict.fromkeys(("getScheme", "join", "lowerAscii", "replace", "substring", "trim", "upperAscii"), "string"),
    **dict.fromkeys(("filter", "findAll", "map", "split", "transformList"), "list"),
}
"""Functions of a value that return a plain type."""

TYPES = frozenset(
    ("bool", "bytes", "double", "dyn", "int", "list", "map", "null_type", "optional_type", "string", "type", "uint")
)
"""The names of types, which are values too."""

NAMESPACES = frozenset(("cidr", "format", "google", "ip", "lists", "net", "optional", "semver", "sets", "strings"))
"""What stands in front of a dot in the names of functions and types: `sets.contains`."""
LATER_NAMESPACES = NAMESPACES | {"base64", "cel", "jsonpatch", "kubernetes", "math", "quantity", "regex", "url"}
"""What may stand there in versions whose functions are not all here."""

OTHER_METHODS = frozenset(
    (
        *("add", "asApproximateFloat", "check", "distinct", "error", "family", "fieldSelector", "first", "flatten"),
        *("getQuery", "group", "ip", "isGlobalUnicast", "isLinkLocalMulticast", "isLinkLocalUnicast", "isLoopback"),
        *("isUnspecified", "labelSelector", "last", "major", "masked", "max", "min", "minor", "name", "namespace"),
        *("optFlatMap", "optMap", "or", "orValue", "patch", "path", "prefixLength", "reason", "resource", "reverse"),
        *("serviceAccount", "slice", "sort", "sortBy", "sub", "subresource", "sum", "transformMap"),
        *("transformMapEntry", "validate", "value"),
    )
)
"""Functions of a value that return what is of no plain type."""

NAMED_ITEMS: Mapping[tuple[str, int], int] = {
    **dict.fromkeys((("all", 2), ("exists", 2), ("exists_one", 2), ("filter", 2)), 1),
    **dict.fromkeys((("map", 2), ("map", 3), ("optFlatMap", 2), ("optMap", 2), ("sortBy", 2)), 1),
    **dict.fromkeys((("all", 3), ("exists", 3), ("existsOne", 3), ("exists_one", 3)), 2),
    **dict.fromkeys((("transformList", 3), ("transformMap", 3), ("transformMapEntry", 3)), 2),
    **dict.fromkeys((("transformList", 4), ("transformMap", 4), ("transformMapEntry", 4)), 2),
}
"""Macros whose first arguments name what the others are about: how many do, by their name and the number of all."""

PREDICATES = frozenset((("all", 2), ("exists", 2), ("exists_one", 2), ("filter", 2), ("map", 3)))
"""Macros whose second argument is true or false, by their name and the number of arguments."""
