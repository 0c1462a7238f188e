"""Argo CD and External Secrets as processes of this machine, for a control plane whose pods nobody runs."""
