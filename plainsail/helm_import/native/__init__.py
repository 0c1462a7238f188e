"""A chart of the usual form as settings of a web app: read from what Helm renders, and judged by what they render."""
