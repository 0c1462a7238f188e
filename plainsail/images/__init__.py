"""The image of an app: which build is pinned, whether its sources moved on, how an engine runs it as its pod does.

It never builds or pushes an image.
"""
