"""What one expression of a running frame says, such as the call that failed."""

from __future__ import annotations

import ast
from pathlib import Path
from types import FrameType

from plainsail.provenance.hierarchy import Hierarchy
from plainsail.provenance.origin import Origin, SettingPath
from plainsail.provenance.scope import Modules, Scope, relative
from plainsail.provenance.source import read
from plainsail.provenance.trail import Place


def said_within(node: ast.expr, path: SettingPath, frame: FrameType) -> list[Origin]:
    """The lines that say what stands at the path within the value of the expression, the deciding one first.

    Where the path leads further than what is said, that is the line of the last part that is.
    """
    code, names = frame.f_code, frame.f_globals
    name, file = str(names.get("__name__")), Path(code.co_filename)
    source = read(file)
    holder = source.class_named(code.co_qualname)
    label = holder.name if holder else name
    scope = Scope(label, source, relative(file, name), names, holder, frame.f_locals)
    place = Place(scope, node.lineno, node.end_lineno or node.lineno)
    for depth in range(len(path), -1, -1):
        trail = Hierarchy(Modules({name: names}), whole=False)
        trail.follow(node, path[:depth], place)
        if found := [origin for origin in trail.found if origin.kind != "default"]:
            return found
    return []
