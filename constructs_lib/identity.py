"""What an app's objects are called: names, labels, selectors. All are explicit, none comes from a construct's path.

A Deployment's selector is immutable: what it holds stays as it is for the life of the app.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cdk8s_plus_27 import k8s

from constructs_lib.settings.delivery import KEPT, Tool
from constructs_lib.settings.names import COMPONENT, MANAGED_BY, NAME, PART_OF, VERSION
from constructs_lib.settings.text import fill
from constructs_lib.waves import PREREQUISITES, PRUNE_LAST, SYNC_OPTIONS, WAVE, WORKLOADS


@dataclass(frozen=True, kw_only=True)
class Identity:
    """Who an app is in one environment."""

    app: str
    env: str
    namespace: str
    part_of: str | None
    version: str | None
    """The image's tag."""
    labels: Mapping[str, str]
    annotations: Mapping[str, str]
    delivery: Tool = "ArgoCd"
    """What brings the objects to the cluster, and so reads annotations of its own."""

    def filled(self, text: str) -> str:
        """A template of the settings with `{app}` and `{env}` filled in."""
        return fill(text, app=self.app, env=self.env)

    def name(self, part: str | None = None) -> str:
        """`backend`, or `backend-<part>`."""
        return f"{self.app}-{part}" if part else self.app

    def selector(self, component: str) -> dict[str, str]:
        """The labels by which a workload, a Service, a PodDisruptionBudget finds the pods of one component."""
        return {NAME: self.app, COMPONENT: component}

    def labels_of(self, component: str | None = None) -> dict[str, str]:
        """Labels of an object; those of a workload carry the version, which moves with every release."""
        labels = {**self.labels, NAME: self.app, MANAGED_BY: "plainsail"}
        if self.part_of:
            labels[PART_OF] = self.part_of
        if component:
            labels[COMPONENT] = component
            if self.version and (version := as_label(self.version)):
                labels[VERSION] = version
        return labels

    @property
    def kept(self) -> Mapping[str, str]:
        """Annotations of what must not be deleted without a person, whatever becomes of it in Git."""
        return KEPT[self.delivery]

    def metadata(
        self,
        part: str | None = None,
        *,
        component: str | None = None,
        wave: int = 0,
        labels: Mapping[str, str] | None = None,
        annotations: Mapping[str, str] | None = None,
        sync_options: Sequence[str] = (),
        name: str | None = None,
        namespaced: bool = True,
    ) -> k8s.ObjectMeta:
        """`metadata` of one of the app's objects; `labels` and `annotations` are its own, beside those of all."""
        noted = {**self.annotations, **(annotations or {})}
        if self.delivery != "ArgoCd":
            wave, sync_options = WORKLOADS, ()  # nothing else knows them
        if wave:
            noted[WAVE] = str(wave)
        if options := [*sync_options, *([PRUNE_LAST] if wave == PREREQUISITES and namespaced else [])]:
            noted[SYNC_OPTIONS] = ",".join(filter(None, (noted.get(SYNC_OPTIONS), *options)))
        return k8s.ObjectMeta(
            name=name or self.name(part),
            namespace=self.namespace if namespaced else None,
            labels={**(labels or {}), **self.labels_of(component)},
            annotations=noted or None,
        )


def as_label(text: str) -> str:
    """The text cut down to what a label value takes.

    >>> as_label("v1.2.3-rc.1"), as_label("sha-" + "a" * 63)[-3:], as_label("..")
    ('v1.2.3-rc.1', 'aaa', '')
    """
    return re.sub(r"^[^A-Za-z0-9]+|[^A-Za-z0-9]+$", "", text[:63])
