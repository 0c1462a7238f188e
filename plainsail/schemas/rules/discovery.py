"""What the API server refuses in EndpointSlice (`pkg/apis/discovery/validation`)."""

from plainsail.schemas.rules.together import Fields, Together

FIELDS: Fields = {}

TOGETHER: Together = {}
