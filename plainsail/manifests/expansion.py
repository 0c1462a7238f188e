"""The variables that `$(NAME)` may stand for."""

import re
from functools import cached_property

from plainsail.manifests.manifests import Manifests
from plainsail.manifests.pods import Container
from plainsail.manifests.providers import providers

_OF_SERVICES = re.compile(
    r"\w+_(?:SERVICE_HOST|SERVICE_PORT(?:_\w+)?|PORT_\d+_(?:TCP|UDP|SCTP)(?:_(?:PROTO|PORT|ADDR))?)"
)
_PORT_OF_SERVICE = re.compile(r"(\w+)_PORT")


class Scope:
    """The variables that `$(NAME)` may stand for in a container."""

    def __init__(self, manifests: Manifests, container: Container) -> None:
        self._manifests = manifests
        self._container = container
        self.own = [entry["name"] for entry in container.spec.get("env", [])]
        """Names in `env`, in order."""

    @cached_property
    def whole(self) -> frozenset[str]:
        """The names that `envFrom` brings, as far as the tree tells: they stand before those of `env`."""
        return frozenset(self._whole[0])

    @property
    def whole_is_known(self) -> bool:
        """Whether the tree tells all that `envFrom` brings."""
        return self._whole[1]

    @cached_property
    def _whole(self) -> tuple[set[str], bool]:
        names: set[str] = set()
        known = True
        makers = providers(self._manifests)
        for entry in self._container.spec.get("envFrom", []):
            kind, field = ("ConfigMap", "configMapRef") if "configMapRef" in entry else ("Secret", "secretRef")
            source = entry.get(field, {})
            keys = [maker.keys for maker in makers.of(self._container.resource, kind, source.get("name", ""))]
            if not keys:
                known = False
            for some in keys:
                known = known and some is not None
                names.update(entry.get("prefix", "") + key for key in some or ())
        return names, known

    def may_be_of_a_service(self, name: str) -> bool:
        """Whether Kubernetes may set a variable for a Service of the namespace: `SHOP_SERVICE_HOST`, `SHOP_PORT`."""
        if name.startswith("KUBERNETES_") and (_OF_SERVICES.fullmatch(name) or name == "KUBERNETES_PORT"):
            return True  # always, whatever enableServiceLinks says
        if self._container.pod.spec.get("enableServiceLinks") is False:
            return False
        if _OF_SERVICES.fullmatch(name):
            return True
        match = _PORT_OF_SERVICE.fullmatch(name)
        if match is None:
            return False
        service = match[1].lower().replace("_", "-")
        return self._manifests.sibling(self._container.resource, "Service", service) is not None
