"""What stands in for parts of a cluster that a machine cannot have: each runs only where the real one is not there."""
