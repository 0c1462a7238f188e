"""A label's or an annotation's key, or a label's value, is not allowed.

Why: the API server refuses the object; what selects it would never find it.
Fix: shorten it, or put free text into an annotation's value.
"""

from plainsail.checks._shape import of_shape
from plainsail.findings.finding import Meaning, Severity

SEVERITY: Severity = "error"
MEANS: Meaning = "refused"

check = of_shape("label")
