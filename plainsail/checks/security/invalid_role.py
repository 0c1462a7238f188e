"""A rule of a role grants nothing, or a binding names a subject in a way that RBAC does not take.

Why: the API server refuses the role or the binding.
Fix: name `apiGroups` and `resources`, or `nonResourceURLs` in a ClusterRole; give a ServiceAccount its namespace and no
`apiGroup`.
"""

from plainsail.checks._shape import of_shape
from plainsail.findings.finding import Meaning, Severity

SEVERITY: Severity = "error"
MEANS: Meaning = "refused"

check = of_shape("role")
