"""Helm's values hierarchies, of files and of Argo CD's Applications, as classes of settings that render the same.

It never writes what is not proven, and never merges or reads values itself: Helm does.
"""
