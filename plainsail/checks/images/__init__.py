"""Checks of images."""
