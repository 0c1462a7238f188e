"""What the API server refuses in webhooks and admission policies (`pkg/apis/admissionregistration/validation`)."""

from plainsail.schemas.rules.together import Fields, Together

FIELDS: Fields = {}

TOGETHER: Together = {}
