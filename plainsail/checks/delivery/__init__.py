"""Checks of delivery."""
