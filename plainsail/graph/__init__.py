"""The objects of an app as a picture: what refers to what, laid out here, drawn as SVG.

model                  nodes and edges, and the same in sentences
reading                plain YAML of any shape as objects of the model
named, relations       what refers to what: by name, by selector, by making it; what is not there, and why
lines                  what is said of an object within its box
text, boxes            how wide a text is at most; what stands in a box, and how tall that makes it
columns, order, place  which column, which order within it, and which height: an engine of our own
svg                    the picture

It never judges what it draws, never reads a value of a Secret, and starts nothing: no Node, no program.
"""

from plainsail.graph.model import Edge, Graph, Node
from plainsail.graph.relations import graph_of
from plainsail.graph.svg import STYLE, draw

__all__ = ["STYLE", "Edge", "Graph", "Node", "draw", "graph_of"]
