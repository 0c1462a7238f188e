"""Settings of an app that somebody else wrote, as a chart of Helm that lies in the repository."""

import re
from collections.abc import Iterator
from typing import Annotated

from constructs_lib.settings.checks import Check
from constructs_lib.settings.environment import Environment
from constructs_lib.settings.escape import ObjectName, Plain
from constructs_lib.settings.layers import Problem, rule, values_of
from constructs_lib.settings.text import SourceTemplate, Template, matching
from constructs_lib.settings.values import NONE, Map, Seq

_NAME = r"(?=.{1,53}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*"

Values = Map[str, Plain]
"""What a file of values holds."""
Kind = Annotated[str, Check(matching(r"[A-Z][A-Za-z0-9]*", "is no kind; write it as 'ClusterIssuer'"))]
"""A kind of objects."""
ApiVersion = Annotated[
    str,
    Check(matching(r"([a-z0-9.-]+/)?v\d\w*(/[A-Z]\w*)?", "is no API version; write it as 'cert-manager.io/v1'")),
]
"""What `.Capabilities.APIVersions.Has` is asked in a chart: a group's version, or with a kind behind it."""


class HelmRelease(Environment, vocabulary=True):
    """An app that a chart of Helm makes, rendered by Helm's own code when the app is rendered: `plainsail[helm]`."""

    # What it is.
    chart: SourceTemplate
    """The chart's folder or archive, from the project's root; `{app}` and `{env}` are filled in. What it depends on
    lies in its `charts/`: nothing is fetched."""
    release_name: Template = "{app}"
    """The name that the chart knows the release by (`.Release.Name`); `{app}` and `{env}` are filled in."""
    defaults: Values | None = None
    """Instead of the chart's own `values.yaml`; None leaves that."""
    values: Values = NONE
    """What a file passed to Helm with `-f` would say: `merge({...})` adds a layer. None is null, which takes a default
    of the chart away."""
    api_versions: Seq[ApiVersion] = ()
    """What the cluster knows beside Kubernetes' own API (`.Capabilities.APIVersions`): `monitoring.coreos.com/v1`."""
    crds: bool = True
    """Whether the definitions in the chart's `crds/` come along."""
    without: Seq[ObjectName] = ()
    """Objects of the chart that are left out, such as a Secret: `Secret/redis`. Each must be there."""
    cluster_scoped: Seq[Kind] = ()
    """Kinds of custom resources that live outside namespaces, where no CustomResourceDefinition tells it."""

    @rule
    def _helm_takes_the_name(self) -> Iterator[Problem]:
        name = self.filled(self.release_name)
        if not re.fullmatch(_NAME, name):
            message = f"release_name={name!r} is no name of a release; write at most 53 lower-case letters, digits,"
            yield ("release_name",), f"{message} '-' and '.', a letter or digit at both ends"

    @rule
    def _helm_keeps_numbers(self) -> Iterator[Problem]:
        """Helm reads numbers as JSON does, and would round larger ones."""
        for path, value in values_of(self):
            if path[0] in ("defaults", "values") and isinstance(value, int) and abs(value) > 2**53:
                yield path, f"{path[-1]}={value} is more than Helm keeps of a number; write it as text"
