"""What the API server refuses in roles and bindings (`pkg/apis/rbac/validation`)."""

from plainsail.schemas.rules.together import Fields, Together

FIELDS: Fields = {
    "rbac.v1.PolicyRule": {"verbs": {"minItems": 1}},
    "rbac.v1.RoleRef": {"apiGroup": {"enum": ["rbac.authorization.k8s.io"]}, "kind": {"enum": ["Role", "ClusterRole"]}},
    "rbac.v1.Subject": {"kind": {"enum": ["User", "Group", "ServiceAccount"]}},
}

TOGETHER: Together = {}
