"""The files around the manifests, parsed: Dockerfiles, Terragrunt's HCL, the workflows, what is made from the registry.

It never judges them, and never runs what they say.
"""

from plainsail.delivery.files import BrokenFile, Delivery, HclFile, Workflow, read_delivery

__all__ = ["BrokenFile", "Delivery", "HclFile", "Workflow", "read_delivery"]
