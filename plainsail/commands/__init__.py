"""The commands, one file each. A command's name is its file's name, with dashes for underscores.

A command reads its arguments, calls the rooms below and prints; it never decides what is right or wrong.
"""

COMMANDS = (
    "synth",
    "list",
    "check",
    "plan",
    "report",
    "explain",
    "watch",
    "secrets",
    "image",
    "init",
    "new",
    "crds",
    "helm",
    "completion",
)
