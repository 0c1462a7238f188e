"""A chart of the usual form as settings of a web app: read from what Helm renders, and judged by what they render.

It never reads templates or names of keys: what Helm makes of them counts.
"""
