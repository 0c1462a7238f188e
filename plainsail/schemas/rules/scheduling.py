"""What the API server refuses in PriorityClass (`pkg/apis/scheduling/validation`)."""

from plainsail.schemas.rules.together import Fields, Together
from plainsail.schemas.rules.words import PREEMPTION

FIELDS: Fields = {
    "scheduling.v1.PriorityClass": {"preemptionPolicy": PREEMPTION},
}

TOGETHER: Together = {}
