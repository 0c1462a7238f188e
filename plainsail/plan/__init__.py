"""What a change of the rendered YAML will do to the cluster: two trees, compared object by object.

trees, git, reading   the files of both sides, as objects
diff, lists, changes  what differs
consequences/         what follows from it, one file each
deciding, lines       which line of `envs/` is behind it
report, formats/      all of it, for people, pull requests and scripts
"""
