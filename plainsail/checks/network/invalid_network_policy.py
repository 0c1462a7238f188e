"""A rule of a NetworkPolicy contradicts itself, or names a network that is none.

Why: the API server refuses the policy, and everything stays open.
Fix: keep `ipBlock` apart from selectors, and write networks as 10.0.0.0/8.
"""

from plainsail.checks._shape import of_shape
from plainsail.findings.finding import Meaning, Severity

SEVERITY: Severity = "error"
MEANS: Meaning = "refused"

check = of_shape("network_policy")
