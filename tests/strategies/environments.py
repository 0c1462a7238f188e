"""Strategies for whole environments: whatever the vocabulary knows, drawn by its types, mended until it is legal.

A new setting is drawn as soon as it is declared; only a new kind of text needs a line in `texts.py`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from hypothesis import reject
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from constructs_lib.settings import (
    ExternalSecrets,
    NodeMatch,
    Patch,
    Peer,
    RawObject,
    Resources,
    SettingsError,
    Workload,
)
from constructs_lib.settings.checks import Bounds
from constructs_lib.settings.layers import settings_of
from plainsail.attribution.hints import hints_of, words
from tests.rendered import environment
from tests.samples.secrets import SECRETS
from tests.samples.values import RESOURCES, Least, LeastDaemon, LeastJobs, LeastStatefulService, LeastWorker
from tests.strategies.texts import FIELDS, TEXTS

_FEW = 2


def _own(name: str) -> RawObject:
    return RawObject({"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": name}, "data": {"yes": "on"}})


_FITTING: dict[Any, SearchStrategy[Any]] = {
    NodeMatch: st.sampled_from(
        [
            NodeMatch("arch", values=["arm64", "on"]),
            NodeMatch("x", operator="Exists"),
            NodeMatch("y", operator="Gt", values=["5"]),
        ]
    ),
    Peer: st.sampled_from(
        [
            Peer(cidr="10.0.0.0/16", except_cidrs=["10.0.1.0/24"]),
            Peer(cidr="::/0"),
            Peer(pod_labels={"on": "yes"}),
            Peer(namespace_labels={"team": ""}, pod_labels={"a": "b"}),
            Peer(pod_labels={"on": "yes"}, ports=["http"]),
        ]
    ),
    ExternalSecrets: st.sampled_from(SECRETS),
    Resources: st.sampled_from([RESOURCES, Resources(), Resources(limits=RESOURCES.limits)]),
}
"""Values whose fields depend on each other so much that drawing them one by one finds little."""

_SETTINGS: dict[str, SearchStrategy[Any]] = {
    "objects": st.sampled_from([{"a": _own("a")}, {"a": _own("a"), "b": _own("b")}]),
}
"""Settings that bring objects of their own."""


def _patches(target: str) -> SearchStrategy[Any]:
    """Patches of an object that is always rendered."""
    return st.sampled_from(
        [
            {"a": Patch(target, set={'metadata.labels["a.b/c"]': "yes", "metadata.labels.d": "1e3"})},
            {"a": Patch(target, remove=["spec.revisionHistoryLimit"])},
            {"a": Patch(target, append={"metadata.finalizers": ["example.com/a", "example.com/b"]})},
        ]
    )


def of(hint: Any) -> SearchStrategy[Any]:  # noqa: PLR0911 - one for each kind of type
    """Values of a type of the vocabulary."""
    for known, strategy in TEXTS:
        if hint == known:
            return strategy
    parts = get_args(hint)
    match get_origin(hint):
        case origin if origin is Union or origin is UnionType:
            return st.one_of(*(st.none() if part is NoneType else of(part) for part in parts))
        case origin if origin is Annotated:
            return _numbers(hint.__metadata__) if parts[0] is int else of(parts[0])
        case origin if origin is Mapping:
            return st.dictionaries(of(parts[0]), of(parts[1]), max_size=_FEW)
        case origin if origin is Sequence:
            return st.lists(of(parts[0]), max_size=_FEW, unique_by=repr)
    if words(hint):
        return st.sampled_from(words(hint))
    if hint is bool:
        return st.booleans()
    if dataclasses.is_dataclass(hint):
        return _FITTING[hint] if hint in _FITTING else _value(hint)
    raise AssertionError(f"nothing is known about {hint}; add it to tests/strategies/texts.py")


def _numbers(metadata: Sequence[Any]) -> SearchStrategy[int]:
    bounds = next(mark for mark in metadata if isinstance(mark, Bounds))
    return st.integers(bounds.ge, min(bounds.le, bounds.ge + 100)) | st.sampled_from([bounds.ge, bounds.le])


def _value(kind: Any) -> SearchStrategy[Any]:
    required: dict[str, SearchStrategy[Any]] = {}
    optional: dict[str, SearchStrategy[Any]] = {}
    for field in dataclasses.fields(kind):
        own = (kind.__name__, field.name)
        strategy = FIELDS[own] if own in FIELDS else of(hints_of(kind)[field.name])
        known = field.default is not dataclasses.MISSING or field.default_factory is not dataclasses.MISSING
        (optional if known else required)[field.name] = strategy
    drawn = st.fixed_dictionaries(required, optional=optional)
    return drawn.map(lambda said: _legal(said, lambda fields: kind(**fields), list(required)))


def _legal(said: dict[str, Any], make: Callable[[dict[str, Any]], Any], required: Sequence[str] = ()) -> Any:
    """What `make` makes of it, after taking away whatever it complains about."""
    said = dict(said)
    while True:
        try:
            return make(said)
        except SettingsError as error:
            _take_away(said, error.path, required)


def _take_away(said: dict[str, Any], path: Sequence[Any], required: Sequence[str]) -> None:
    """The key that is blamed; else the field that is; else the last that may go. Nothing left: the draw is no good."""
    name = path[0] if path else None
    value = said.get(str(name))
    if isinstance(value, Mapping) and len(path) > 1 and path[1] in value:
        said[str(name)] = {key: item for key, item in value.items() if key != path[1]}
    elif droppable := [key for key in said if key not in required]:
        del said[str(name) if name in droppable else droppable[-1]]
    else:
        reject()


def environments(least: type[Workload], patched: str | None = None) -> SearchStrategy[Workload]:
    """Environments of the vocabulary of a class, which says the least that must be; each is legal as a whole.

    `patched` is an object that all of them render.
    """
    known = {**_SETTINGS, "patches": _patches(patched) if patched else st.just({})}
    by_setting = {name: known[name] if name in known else of(hint) for name, hint in settings_of(least).items()}
    return (
        st.sets(st.sampled_from(sorted(by_setting)), min_size=6, max_size=16)
        .flatmap(lambda names: st.fixed_dictionaries({name: by_setting[name] for name in sorted(names)}))
        .map(lambda said: _legal(said, lambda settings: environment(least, **settings)))
    )


ENVIRONMENTS = (
    environments(Least, "Deployment/backend")
    | environments(LeastWorker, "Deployment/backend")
    | environments(LeastStatefulService, "StatefulSet/backend")
    | environments(LeastDaemon, "DaemonSet/backend")
    | environments(LeastJobs)  # whatever jobs there are
)
"""Apps of every shape that runs pods."""
