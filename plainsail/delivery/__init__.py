"""The files around the manifests, parsed: the image's Dockerfile, Terragrunt's HCL, the workflows."""

from plainsail.delivery.files import BrokenFile, Delivery, HclFile, Workflow, read_delivery

__all__ = ["BrokenFile", "Delivery", "HclFile", "Workflow", "read_delivery"]
