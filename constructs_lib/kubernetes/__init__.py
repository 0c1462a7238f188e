"""Facts of Kubernetes that settings and the tool share. Imports nothing but Python's own modules."""
