"""What a change of the rendered YAML will do to the cluster: two trees, compared object by object.

trees, changes         the objects of both sides, and what differs
consequences/          what follows from it, one file each
immutable              what of an object is fixed once it exists
pruning                how Argo CD treats an object, while it is rendered and once it is gone
values                 values as text, without credentials
report, formats/       all of it, for people, pull requests and scripts

It never asks a cluster, and never writes to either side.
"""
