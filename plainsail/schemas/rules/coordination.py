"""What the API server refuses in Lease (`pkg/apis/coordination/validation`)."""

from plainsail.schemas.rules.together import Fields, Together

FIELDS: Fields = {}

TOGETHER: Together = {}
