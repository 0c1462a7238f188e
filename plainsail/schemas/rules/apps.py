"""What the API server refuses in Deployments, StatefulSets, DaemonSets and ReplicaSets.

After `k8s.io/kubernetes/pkg/apis/apps/validation`.
"""

from plainsail.schemas.rules.together import Fields, Names, Together
from plainsail.schemas.rules.words import one_of

FIELDS: Fields = {
    "apps.v1.DaemonSetUpdateStrategy": {"type": one_of("RollingUpdate", "OnDelete")},
    "apps.v1.DeploymentStrategy": {"type": one_of("Recreate", "RollingUpdate")},
    "apps.v1.StatefulSetUpdateStrategy": {"type": one_of("RollingUpdate", "OnDelete")},
}

REQUIRED: Names = {
    **dict.fromkeys(
        (
            "apps.v1.DaemonSet",
            "apps.v1.Deployment",
            "apps.v1.ReplicaSet",
            "apps.v1.StatefulSet",
        ),
        ("spec",),
    ),
}
"""Fields that the API server requires and the published schema does not."""

NOT_REQUIRED: Names = {"apps.v1.StatefulSetSpec": ("serviceName",)}
"""Fields that the published schema requires and the API server does not."""

TOGETHER: Together = {}
