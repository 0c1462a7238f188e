"""Somebody else's plain YAML, as an app of `dist/`: read from the repository, moved into the app's namespace, labelled.

It never changes what makes an object work: selectors, pod templates, values of fields. Those are for patches.
"""
