"""What Kubernetes objects are and how they refer to each other: pure, offline, read by checks, plans and secrets.

They never read settings, never know a check, and never change what they read.
"""
