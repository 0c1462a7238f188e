"""What the API server refuses in how pods choose nodes: affinity, tolerations, spreading.

After `k8s.io/kubernetes/pkg/apis/core/validation`.
"""

import re
from collections.abc import Iterator

from constructs_lib.kubernetes.objects import Document
from plainsail.schemas.problems import quoted
from plainsail.schemas.rules.forms import misfit, twice
from plainsail.schemas.rules.together import Fields, Names, Place, Refusal, Together
from plainsail.schemas.rules.words import DNS_LABEL, DNS_SUBDOMAIN, LABEL_KEY, LABEL_VALUE, NOT_EMPTY, number, one_of

_OPERATORS = ("In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt")
_PREFERRED = "preferredDuringSchedulingIgnoredDuringExecution"
_POD_KEYS_SINCE = 31
_SPREAD_KEYS_SINCE = 27
_MERGED_SINCE = 34
"""From 1.34 on, a spread constraint's matchLabelKeys are merged into its selector."""
_COMPARED_SINCE = 37
"""Lt and Gt are behind a feature gate that is off by default up to 1.36."""
_WEIGHT = number(1, 100)
_WHOLE = re.compile(r"0|-?[1-9][0-9]*")


def _node_expression(expression: Document, place: Place) -> Iterator[Refusal]:
    """A requirement of a node: of its labels, or of its name."""
    if place.path[-2:-1] == ("matchFields",):
        yield from _node_field(expression)
        return
    operator, key, values = expression["operator"], expression["key"], expression.get("values", [])
    if operator in ("In", "NotIn") and not values:
        yield Refusal(("values",), f"{key} {operator} has no values", "scheduling")
    elif operator in ("Exists", "DoesNotExist") and values:
        yield Refusal(("values",), f"{key} {operator} takes no values", "scheduling")
    elif operator in ("Gt", "Lt") and len(values) != 1:
        yield Refusal(("values",), f"{key} {operator} takes one value, a whole number", "scheduling")
    yield from misfit(LABEL_KEY, key, "key")
    if _PREFERRED not in place.path:
        for index, value in enumerate(values):
            yield from misfit(LABEL_VALUE, value, "values", index)


def _node_field(expression: Document) -> Iterator[Refusal]:
    operator, key, values = expression["operator"], expression["key"], expression.get("values", [])
    if operator not in ("In", "NotIn"):
        yield Refusal(("operator",), f"{quoted(operator)} is none of In, NotIn, which fields take", "scheduling")
    elif len(values) != 1:
        yield Refusal(("values",), f"{key} {operator} takes one value", "scheduling")
    if key != "metadata.name":
        message = f"{quoted(key)} is no field of a node that can be matched: metadata.name is"
        yield Refusal(("key",), message, "scheduling")
        return
    for index, value in enumerate(values):
        yield from misfit(DNS_SUBDOMAIN, value, "values", index)


def _affinity_term(term: Document, place: Place) -> Iterator[Refusal]:
    """Pods that a pod wants beside it, or not."""
    if term["topologyKey"]:
        yield from misfit(LABEL_KEY, term["topologyKey"], "topologyKey")
    if place.minor < _POD_KEYS_SINCE:
        return
    selector = term.get("labelSelector")
    for field in ("matchLabelKeys", "mismatchLabelKeys"):
        yield from _label_keys(term.get(field, []), selector, field)
    for index, key in enumerate(term.get("matchLabelKeys", ())):
        if key in term.get("mismatchLabelKeys", ()):
            yield Refusal(("matchLabelKeys", index), f"{key} is in mismatchLabelKeys, too", "scheduling")
    yield from _selected_twice(term.get("matchLabelKeys", []), selector, place)


def _label_keys(keys: list[str], selector: Document | None, field: str) -> Iterator[Refusal]:
    if keys and selector is None:
        yield Refusal((field,), "needs a labelSelector beside it", "scheduling")
    else:
        for index, key in enumerate(keys):
            yield from misfit(LABEL_KEY, key, field, index)


def _selected_twice(keys: list[str], selector: Document | None, place: Place) -> Iterator[Refusal]:
    """Keys whose values the selector says already; those of a pod with such a label are merged into it."""
    if not keys or selector is None:
        return
    known = set(selector.get("matchLabels", ()))
    expressions = [expression["key"] for expression in selector.get("matchExpressions", ())]
    own = place.document.get("metadata", {}).get("labels", {}) if place.kind == "Pod" else {}
    for key in (*expressions, *(key for key in keys if key in own)):
        if key in known and key in keys:
            yield Refusal(("matchLabelKeys", keys.index(key)), f"{key} is in labelSelector, too", "scheduling")
        known.add(key)


def of_pod(spec: Document, _: Place) -> Iterator[Refusal]:
    """Spread constraints that are there twice."""
    constraints = [
        (each["topologyKey"], each["whenUnsatisfiable"]) for each in spec.get("topologySpreadConstraints", ())
    ]
    for index, (key, action) in twice(constraints):
        message = f"there is a constraint for {key} with {action} already"
        yield Refusal(("topologySpreadConstraints", index), message, "scheduling")


def _spread(constraint: Document, place: Place) -> Iterator[Refusal]:
    if "minDomains" in constraint and constraint["whenUnsatisfiable"] == "ScheduleAnyway":
        yield Refusal(("minDomains",), "belongs to whenUnsatisfiable: DoNotSchedule", "scheduling")
    keys, selector = constraint.get("matchLabelKeys", []), constraint.get("labelSelector")
    if place.minor < _SPREAD_KEYS_SINCE or not keys:
        return
    yield from _label_keys(keys, selector, "matchLabelKeys")
    if place.minor >= _MERGED_SINCE:
        yield from _selected_twice(keys, selector, place)
    elif selector is not None:
        known = {*selector.get("matchLabels", ()), *(each["key"] for each in selector.get("matchExpressions", ()))}
        for index, key in enumerate(keys):
            if key in known:
                yield Refusal(("matchLabelKeys", index), f"{key} is in labelSelector, too", "scheduling")


_WITHOUT_END = ("NoSchedule", "PreferNoSchedule")


def _toleration(toleration: Document, place: Place) -> Iterator[Refusal]:
    operator, value = toleration.get("operator") or "Equal", toleration.get("value", "")
    if key := toleration.get("key"):
        yield from misfit(LABEL_KEY, key, "key")
    elif operator in ("Equal", "Lt", "Gt"):
        yield Refusal((), "has no key, which only Exists may go without", "scheduling")
    # What is no effect at all, the schema tells.
    if "tolerationSeconds" in toleration and toleration.get("effect") in (*_WITHOUT_END, "", None):
        yield Refusal((), "tolerationSeconds belongs to the effect NoExecute", "scheduling")
    if operator == "Equal":
        yield from misfit(LABEL_VALUE, value, "value")
    elif operator == "Exists" and value:
        yield Refusal((), "Exists takes no value", "scheduling")
    elif operator in ("Gt", "Lt"):
        if place.minor < _COMPARED_SINCE:
            yield Refusal(("operator",), f"'{operator}' is none of Equal, Exists", "scheduling")
        elif not _WHOLE.fullmatch(value):
            yield Refusal(("value",), f"{quoted(value)} is no whole number, which {operator} compares", "scheduling")


FIELDS: Fields = {
    "core.v1.NodeSelector": {"nodeSelectorTerms": {"minItems": 1}},
    "core.v1.NodeSelectorRequirement": {"operator": {"enum": [*_OPERATORS]}},
    "core.v1.PodAffinityTerm": {"namespaces": {"items": DNS_LABEL}, "topologyKey": NOT_EMPTY},
    "core.v1.PreferredSchedulingTerm": {"weight": _WEIGHT},
    "core.v1.Toleration": {
        "effect": one_of("NoSchedule", "PreferNoSchedule", "NoExecute"),
        "operator": one_of("Exists", "Equal", "Lt", "Gt"),
    },
    "core.v1.TopologySpreadConstraint": {
        "nodeAffinityPolicy": lambda minor: {"enum": ["Honor", "Ignore"]} if minor > 25 else {},
        "nodeTaintsPolicy": lambda minor: {"enum": ["Honor", "Ignore"]} if minor > 25 else {},
        "topologyKey": NOT_EMPTY,
    },
    "core.v1.WeightedPodAffinityTerm": {"weight": _WEIGHT},
}

NOT_REQUIRED: Names = {"core.v1.PreferredSchedulingTerm": ("preference",)}
"""Fields that the published schema requires and the API server does not."""

TOGETHER: Together = {
    "core.v1.NodeSelectorRequirement": (_node_expression,),
    "core.v1.PodAffinityTerm": (_affinity_term,),
    "core.v1.Toleration": (_toleration,),
    "core.v1.TopologySpreadConstraint": (_spread,),
}
