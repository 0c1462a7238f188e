"""Which settings decide which fields of the YAML: found by changing one after the other and rendering again.

It never reads an answer from a table made by hand: what it knows, it tried. It judges nothing.
"""
