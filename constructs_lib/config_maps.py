"""ConfigMaps of the app's own, and the checksum that restarts pods when one changes."""

import hashlib
import json
from collections.abc import Mapping

from cdk8s_plus_27 import k8s
from constructs import Construct

from constructs_lib.identity import Identity
from constructs_lib.settings import ConfigMap
from constructs_lib.settings.values import thaw
from constructs_lib.waves import PREREQUISITES


class ConfigMaps(Construct):
    """The ConfigMaps of the app, named `<app>-<name>`."""

    def __init__(self, scope: Construct, id: str, *, identity: Identity, configs: Mapping[str, ConfigMap]) -> None:
        super().__init__(scope, id)
        for name, config in configs.items():
            k8s.KubeConfigMap(
                self,
                name,
                metadata=identity.metadata(name, wave=PREREQUISITES),
                data=thaw(config.data),
            )


def checksums(configs: Mapping[str, ConfigMap]) -> dict[str, str]:
    """Annotations of pods that read the ConfigMaps: another content is another template, so the pods restart."""
    return {f"checksum/config-{name}": _checksum(config.data) for name, config in configs.items()}


def _checksum(data: Mapping[str, str]) -> str:
    return hashlib.sha256(json.dumps(dict(data), sort_keys=True).encode()).hexdigest()
