"""Checks of objects."""
