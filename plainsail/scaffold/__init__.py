"""Writes a project, and what one lacks: apps, environments, shapes, checks, and the lines that register them.

All texts are made first, and loaded as settings; then all are written, or none. Nothing that exists is ever written
over, but for the lines that are added to it.
"""
