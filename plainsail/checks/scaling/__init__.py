"""Checks of scaling."""
