"""What the API server refuses in FlowSchema and PriorityLevelConfiguration (`pkg/apis/flowcontrol/validation`)."""

from plainsail.schemas.rules.together import Fields, Together

FIELDS: Fields = {}

TOGETHER: Together = {}
