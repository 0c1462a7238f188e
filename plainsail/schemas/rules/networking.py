"""What the API server refuses in Ingress and NetworkPolicy (`pkg/apis/networking/validation`)."""

from plainsail.schemas.rules.together import Fields, Names, Together
from plainsail.schemas.rules.words import PROTOCOL, port, port_or_name

FIELDS: Fields = {
    "networking.v1.NetworkPolicyPort": {"port": port_or_name(), "protocol": PROTOCOL},
    "networking.v1.ServiceBackendPort": {"number": port(0)},
}

REQUIRED: Names = {
    **dict.fromkeys(("networking.v1.Ingress",), ("spec",)),
}
"""Fields that the API server requires and the published schema does not."""

NOT_REQUIRED: Names = {"networking.v1.NetworkPolicySpec": ("podSelector",)}
"""Fields that the published schema requires and the API server does not."""

TOGETHER: Together = {}
