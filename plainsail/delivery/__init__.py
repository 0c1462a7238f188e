"""The files around the manifests, parsed: the image's Dockerfile, Terragrunt's HCL, the workflows.

It never judges them, and never runs what they say.
"""

from plainsail.delivery.files import BrokenFile, Delivery, HclFile, Workflow, read_delivery

__all__ = ["BrokenFile", "Delivery", "HclFile", "Workflow", "read_delivery"]
