"""Which image runs: pins, tags, digests, pull policies. Never asks a registry."""
