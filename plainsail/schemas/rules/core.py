"""What the API server refuses in the core group, but for pods and volumes: Services, ConfigMaps, quotas.

After `k8s.io/kubernetes/pkg/apis/core/validation`.
"""

from plainsail.schemas.rules.together import Fields, Names, Together
from plainsail.schemas.rules.words import DATA, DNS_LABEL, LABELS, PORT_NUMBER, PROTOCOL, one_of

FIELDS: Fields = {
    "core.v1.ConfigMap": {"binaryData": DATA, "data": DATA},
    "core.v1.Secret": {"data": DATA, "stringData": DATA},
    "core.v1.ServicePort": {"name": {"anyOf": [{"const": ""}, DNS_LABEL]}, "protocol": PROTOCOL, **PORT_NUMBER},
    "core.v1.ServiceSpec": {
        "selector": LABELS,
        "type": one_of("ClusterIP", "NodePort", "LoadBalancer", "ExternalName"),
    },
}

REQUIRED: Names = {
    **dict.fromkeys(("core.v1.Service",), ("spec",)),
}
"""Fields that the API server requires and the published schema does not."""

TOGETHER: Together = {}
