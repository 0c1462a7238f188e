"""What the API server refuses in APIService (`kube-aggregator/pkg/apis/apiregistration/validation`)."""

from plainsail.schemas.rules.together import Fields, Together

FIELDS: Fields = {}

TOGETHER: Together = {}
