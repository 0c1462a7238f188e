"""What an ExternalSecret says of the store that it reads from, which is made elsewhere."""

PROVIDER_ANNOTATION = "plainsail/secret-provider"
"""The provider: `secrets-manager`, `vault`. Without it, in a project's own tree, it is SSM Parameter Store."""
