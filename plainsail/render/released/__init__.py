"""A chart of Helm as an app of `dist/`: rendered by Helm, its hooks in Argo CD's words, in the app's namespace.

It never renders what would be another object tomorrow, and never writes a Secret.
"""
