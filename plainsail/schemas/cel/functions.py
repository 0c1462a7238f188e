"""The functions of CEL in Kubernetes, with the types that they return.

After `cel-go` and `apiserver/pkg/cel/library`.
"""

from collections.abc import Mapping

KNOWN_UNTIL = 35
"""The newest version whose functions are all here."""

GLOBAL: Mapping[str, str | None] = {
    **{name: name for name in ("bool", "bytes", "double", "duration", "dyn", "int", "string", "timestamp", "uint")},
    **dict.fromkeys(("has", "isCIDR", "isIP", "isQuantity", "isSemver", "isURL", "matches"), "bool"),
    **dict.fromkeys(("cidr", "ip", "quantity", "semver", "type", "url")),
    "size": "int",
}
"""Functions that stand alone; None where the type is no plain one."""

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

NAMESPACES = frozenset(
    (
        *("base64", "cel", "cidr", "format", "google", "ip", "jsonpatch", "kubernetes", "lists", "math", "net"),
        *("optional", "quantity", "regex", "semver", "sets", "strings", "url"),
    )
)
"""What stands in front of a dot in the names of functions and types: `math.greatest`."""

NAMED_ITEMS: Mapping[tuple[str, int], int] = {
    **dict.fromkeys((("all", 2), ("exists", 2), ("existsOne", 2), ("exists_one", 2), ("filter", 2)), 1),
    **dict.fromkeys((("map", 2), ("map", 3), ("optFlatMap", 2), ("optMap", 2), ("sortBy", 2)), 1),
    **dict.fromkeys((("all", 3), ("exists", 3), ("existsOne", 3), ("exists_one", 3)), 2),
    **dict.fromkeys((("transformList", 3), ("transformMap", 3), ("transformMapEntry", 3)), 2),
    **dict.fromkeys((("transformList", 4), ("transformMap", 4), ("transformMapEntry", 4)), 2),
}
"""Macros whose first arguments name what the others are about: how many do, by their name and the number of all."""
