"""Checks of jobs."""
