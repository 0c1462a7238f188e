"""Writes a project, or what one lacks: an app, an environment, the lines that register them, lists of them.

All texts are made first, and loaded as settings; then all are written, or none. Nothing that exists is ever written
over, but for the lines that are added to it.
"""
