"""An app's rendered environments as one Helm chart: every difference between them is a value.

It never writes a chart that Helm does not render back to what `dist/` holds, object for object.
"""
