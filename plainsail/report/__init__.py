"""The project as one page for a browser: what its settings say, what they become, and what is wrong with it.

It judges nothing, and asks nobody: it shows what settings, `dist/`, checks and plans say.
"""
