"""Checks of secrets."""
