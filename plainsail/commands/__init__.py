"""The commands, one file each. A command's name is its file's name, with dashes for underscores.

A command reads its arguments, calls the rooms below and prints; it never decides what is right or wrong.
"""

COMMANDS = {
    "synth": "Render every app and environment into dist/, whole or not at all.",
    "list": "Show apps, environments, namespaces, Kubernetes versions, refs and images.",
    "check": "Find what is broken, or will be, before Argo CD does.",
    "plan": "Say what the settings, as they are now, will do to the cluster.",
    "report": "Write the project as a page for a browser.",
    "explain": "Say which line gave a setting, or a field of the YAML, its value.",
    "watch": "Render into dist/ after each save, say what it will do to the cluster, and check it.",
    "secrets": "The parameters and secrets that environments need.",
    "image": "The builds that apps run: pinned by tag, digest and source commit in envs/<app>/image.json.",
    "init": "Make a project: settings of a first app, dist/, a Makefile, and a workflow for pull requests.",
    "new": (
        "Write what a project lacks: an app, an environment, a shape of app, a check, "
        "the list that infrastructure reads."
    ),
    "crds": (
        "The definitions of custom resources: those that come with the library, and a project's own in imports/crds/."
    ),
    "helm": "Charts and values hierarchies of Helm: bring one in, compare with one, hand one out.",
    "completion": "Print what a shell sources to complete the command line.",
}
"""The first sentence of each one's help, which `--help` shows without importing any."""
