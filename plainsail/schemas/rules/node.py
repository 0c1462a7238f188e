"""What the API server refuses in RuntimeClass (`pkg/apis/node/validation`)."""

from plainsail.schemas.rules.together import Fields, Together

FIELDS: Fields = {}

TOGETHER: Together = {}
