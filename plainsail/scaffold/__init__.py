"""Writes a project, and what one lacks: an app, an environment, the lines that register them, what infrastructure reads.

All texts are made first, and loaded as settings; then all are written, or none. Nothing that exists is ever written
over, but for the lines that are added to it.
"""
