"""Settings of an app that somebody else wrote, in plain YAML: an operator, vendored in the repository."""

from typing import Literal

from constructs_lib.settings.environment import Environment
from constructs_lib.settings.escape import ObjectName
from constructs_lib.settings.text import SourceTemplate
from constructs_lib.settings.values import Seq


class Manifests(Environment, vocabulary=True):
    """An app of plain YAML that lies in the repository: somebody else's operator, at a version of its own."""

    # What it is.
    source: SourceTemplate
    """The folder or file of YAML or JSON, from the project's root; `{app}` and `{env}` are filled in.

    A folder is read with all folders in it: `.yaml`, `.yml`, `.json`. Nothing is built or fetched: what Helm or
    kustomize makes is rendered first, and committed.
    """
    without: Seq[ObjectName] = ()
    """Objects of the source that are left out, such as a Secret: `Secret/webhook-certs`. Each must be there."""
    namespaces: Literal["set", "keep"] = "set"
    """Where objects go that name a namespace. Those that need one and name none go to the app's in any case.

    "set": to the app's namespace, and what refers to them follows. It takes along the namespaces that the source's pods
    live in, and those that it makes; what it puts elsewhere, such as a RoleBinding in `kube-system`, stays there.
    "keep": where they say.
    """
