"""The commands, one file each. A command's name is its file's name, with dashes for underscores."""

COMMANDS = (
    "synth",
    "list",
    "check",
    "plan",
    "explain",
    "secrets",
    "image",
)
