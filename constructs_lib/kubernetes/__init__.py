"""Facts of Kubernetes that settings and tool share: what an object is, how a path into one is written, how two differ.

It never imports anything of the project, and nothing but Python's standard library.
"""
