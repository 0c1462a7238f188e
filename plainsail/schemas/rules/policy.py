"""What the API server refuses in PodDisruptionBudget (`pkg/apis/policy/validation`)."""

from plainsail.schemas.rules.together import Fields, Together

FIELDS: Fields = {}

TOGETHER: Together = {}
