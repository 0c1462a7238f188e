"""Where image, registry, roles and parameters of `image/` and `deploy/` contradict the rendered YAML.

Never builds an image or runs Terragrunt.
"""
