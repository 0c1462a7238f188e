"""A hook, a wave, a deletion policy or an option has a value that Argo CD does not know.

An object whose `hook` names no phase is never applied. Every other unknown value counts as if it were not there.
Options are `Name=value`; a name alone is none.

Why: nothing tells: the namespace is not created, the object is pruned, the Job never runs.
Fix: write the value as Argo CD's documentation spells it.
"""

import re
from collections.abc import Collection, Iterator, Mapping

from constructs_lib.kubernetes.nearest import did_you_mean_or_all, nearest
from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.manifests.argocd import HELM_HOOK, HOOK, WAVE
from plainsail.manifests.argocd_words import (
    COMPARE_OPTIONS,
    COMPARISONS,
    DELETE_POLICIES,
    HOOKS,
    OPTIONS,
    PREFIX,
    SECRET_TYPES,
    SYNC_OPTIONS,
    VALUES,
)
from plainsail.manifests.fields import listed
from plainsail.manifests.kinds import GROUPS
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.resource import Resource

SEVERITY: Severity = "warning"
MEANS: Meaning = "cannot work"

_SECRET_TYPE = f"{PREFIX}secret-type"
_POLICY = f"{PREFIX}hook-delete-policy"
_WORDS: Mapping[str, tuple[str, Collection[str]]] = {
    _POLICY: ("deletion policy", DELETE_POLICIES),
    COMPARE_OPTIONS: ("compare option", COMPARISONS),
    **{f"{PREFIX}{name}": ("value that it takes", known) for name, known in VALUES.items()},
}
"""Annotations that list words, what a word of them is, and all that there are."""
_WHOLE = re.compile(r"[+-]?[0-9]{1,18}")
_Problem = tuple[str, Severity | None]


def check(manifests: Manifests) -> Iterator[Finding]:
    for resource in manifests.resources:
        for name, value in resource.annotations.items():
            if name == HOOK and HELM_HOOK in resource.annotations:
                continue  # which counts where this one names no phase
            for message, severity in _of_annotation(name, value) if name.startswith(PREFIX) else ():
                yield Finding(resource.where("metadata.annotations", name), message, severity=severity)
        kind = resource.labels.get(_SECRET_TYPE)
        if kind is not None and resource.is_a("Secret") and kind not in SECRET_TYPES:
            message = f"{kind!r} is no type of Secret that Argo CD looks for{did_you_mean_or_all(kind, SECRET_TYPES)}"
            yield Finding(resource.where("metadata.labels", _SECRET_TYPE), message)
        if resource.is_a("Application"):
            yield from _of_application(resource, "spec")
        elif resource.kind == "ApplicationSet" and resource.key.group == GROUPS["Application"]:
            yield from _of_application(resource, "spec", "template", "spec")


def _of_application(application: Resource, *place: str) -> Iterator[Finding]:
    for index, option in enumerate(listed(application.document, *place, "syncPolicy", "syncOptions")):
        if isinstance(option, str) and "{{" not in option and (message := _of_option(option, of_application=True)):
            near = nearest(option.partition("=")[0].strip(), OPTIONS) is not None
            where = application.where((*place, "syncPolicy", "syncOptions", index))
            yield Finding(where, message, severity="error" if near else None)


def _of_annotation(name: str, value: str) -> Iterator[_Problem]:
    words = [word.strip() for word in value.split(",") if word.strip()]
    if name == HOOK:
        yield from _of_hook(words)
    elif name == WAVE:
        if not _WHOLE.fullmatch(value):
            yield f"{value!r} is no whole number: Argo CD takes wave 0", None
    elif name == SYNC_OPTIONS:
        problems = (_of_option(word, of_application=False) for word in words)
        yield from ((message, None) for message in problems if message)
    elif name in _WORDS:
        what, known = _WORDS[name]
        for word in words:
            if word not in known:
                yield f"{word!r} is no {what}{did_you_mean_or_all(word, known)}", None


def _of_hook(words: list[str]) -> Iterator[_Problem]:
    unknown = [word for word in words if word not in HOOKS]
    never = len(unknown) == len(words)
    if never and not words:
        yield "names no phase: the object is never applied", "error"
    for word in unknown:
        end = "; the object is never applied" if never else ""
        yield f"{word!r} is no phase of a sync{did_you_mean_or_all(word, HOOKS)}{end}", "error" if never else None


def _of_option(text: str, *, of_application: bool) -> str | None:
    name, equals, value = text.partition("=")
    option = OPTIONS.get(name)
    if option is None:
        bare = name.strip()
        near = bare if bare in OPTIONS else nearest(bare, OPTIONS)
        values = OPTIONS[near].values if near else ()
        right = f"{near}={nearest(value.strip(), values) or values[0]}" if near else ""
        return f"{text!r} is no sync option{f'; did you mean {right!r}?' if right else ''}"
    if not equals:
        return f"{text!r} does nothing; write {name}={option.values[0]}"
    if value not in option.values:
        return f"{text!r} does nothing{did_you_mean_or_all(value, option.values)}"
    if of_application and not option.of_applications:
        return f"{name} counts in the annotation {SYNC_OPTIONS} of an object, not for a whole Application"
    if not of_application and not option.of_resources:
        return f"{name} counts in an Application's spec.syncPolicy.syncOptions, not for one object"
    return None
