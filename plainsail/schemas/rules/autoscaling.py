"""What the API server refuses in HorizontalPodAutoscaler (`pkg/apis/autoscaling/validation`)."""

from plainsail.schemas.rules.together import Fields, Names, Together
from plainsail.schemas.rules.words import number

FIELDS: Fields = {
    "autoscaling.v2.HPAScalingPolicy": {
        "periodSeconds": number(1, 1800),
        "type": {"enum": ["Pods", "Percent"]},
        "value": number(1),
    },
    "autoscaling.v2.MetricSpec": {"type": {"enum": ["ContainerResource", "External", "Object", "Pods", "Resource"]}},
    "autoscaling.v2.MetricTarget": {
        "averageUtilization": number(1),
        "type": {"enum": ["Utilization", "Value", "AverageValue"]},
    },
}

REQUIRED: Names = {
    **dict.fromkeys(
        (
            "autoscaling.v1.HorizontalPodAutoscaler",
            "autoscaling.v2.HorizontalPodAutoscaler",
        ),
        ("spec",),
    ),
}
"""Fields that the API server requires and the published schema does not."""

TOGETHER: Together = {}
