"""An app's rendered environments as one Helm chart: every difference between them is a value.

The chart is rendered back by Helm before it is written; whoever installs it gets what `dist/` holds.
"""
