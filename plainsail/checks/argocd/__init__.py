"""Checks of argocd."""
