"""What the API server refuses in metadata and selectors (`apimachinery/pkg/api/validation`)."""

from plainsail.schemas.rules.together import Fields, Together
from plainsail.schemas.rules.words import ANNOTATION_KEY, DNS_LABEL, LABEL_VALUE, LABELS, map_of

FIELDS: Fields = {
    "meta.v1.LabelSelectorRequirement": {
        "operator": {"enum": ["In", "NotIn", "Exists", "DoesNotExist"]},
        "values": {"items": LABEL_VALUE},
    },
    "meta.v1.ObjectMeta": {
        "annotations": map_of(ANNOTATION_KEY),
        "labels": LABELS,
        "namespace": {"anyOf": [{"const": ""}, DNS_LABEL]},
    },
}

TOGETHER: Together = {}
