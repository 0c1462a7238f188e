"""What a change of the rendered YAML will do to the cluster: two trees, compared object by object.

trees, changes         the objects of both sides, and what differs
consequences/          what follows from it, one file each
causes, values         which line of `envs/` is behind it
report, formats/       all of it, for people, pull requests and scripts

It never asks a cluster, and never writes to either side.
"""
