"""External Secrets: stores, targets, and what reads their keys.

Never reads a secret's value, and never asks AWS: `plainsail secrets` does.
"""
