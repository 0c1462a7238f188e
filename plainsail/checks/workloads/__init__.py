"""Checks of workloads."""
