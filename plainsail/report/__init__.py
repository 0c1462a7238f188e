"""The project as one page for a browser: what its settings say, what they become, and what is wrong with it.

It shows what settings, `dist/`, checks and plans say. It never judges, asks nobody, and the page fetches nothing.
"""
