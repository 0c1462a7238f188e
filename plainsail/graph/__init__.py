"""The objects of an app as a picture: what refers to what, laid out here, drawn as SVG.

model                    nodes and edges, and the same in sentences
reading                  plain YAML of any shape as objects of the model
named, mentions          what refers to what by name, where that is known, and where fields only seem to say so
selecting, makers        what refers to what by labels, and what is made in the cluster
relations                all of it, and what becomes of a name that no object has
lines                    what is said of an object within its box
text, boxes              how wide a text is at most; what stands in a box, and how tall that makes it
columns, order, heights  the column of each kind, the order within it, and how high each box stands
place                    where that puts each box, and the way of each edge
svg                      the picture

It never judges what it draws, never reads a value of a Secret, and starts nothing: no Node, no program.
"""

from plainsail.graph.model import Edge, Graph, Node
from plainsail.graph.relations import graph_of
from plainsail.graph.svg import STYLE, draw, picture

__all__ = ["STYLE", "Edge", "Graph", "Node", "draw", "graph_of", "picture"]
