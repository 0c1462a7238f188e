"""Charts rendered without Node, as far as Node would compute nothing.

A typed API object (`k8s.KubeDeployment`) is its fields under their Kubernetes names, and nothing more; so within
`local_kernel()` apps, charts, constructs and such objects are kept in Python. Whatever else is asked for (L2
constructs, `Include`, JSON patches, dependencies, `.node`, values that cdk8s refuses) starts Node, which is given the
app as it is by then, in the order in which it was made, and answers from there on: same output, same errors.

It answers at three points, each the last one before jsii would need Node:

* `jsii.create`, `invoke` and `sinvoke`, which generated code calls: an app, a chart, `Quantity.from_string`, `to_json`;
* the reference of an object, which jsii reads only to tell Node about it: reading it moves the object's app (`local`);
* jsii's provider: packages are loaded into Node when it starts, not when they are imported (`seam`).

What the installed packages write is in `table.json`, which `make kernel` makes; bindings that it does not know are
read when they are used. With other releases than those of the table, or with PLAINSAIL_NODE=1, Node does everything.

It never guesses: what it does not know for certain is left to Node.
"""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from plainsail.render.kernel.local import Running

_FORCED = "PLAINSAIL_NODE"


@contextmanager
def local_kernel() -> Iterator[None]:
    """Within it, constructs are made without Node where that makes no difference.

    What was made within it stays usable after it. It may be nested, and the process forked.
    """
    if os.environ.get(_FORCED) or not _install():
        yield
        return
    from plainsail.render.kernel.local import STATE

    STATE.depth += 1
    try:
        yield
    finally:
        STATE.depth -= 1


def made(chart: Any) -> "list[Running]":
    """What was running when each object of a chart was made, in the order of its JSON; nothing where Node made them."""
    from plainsail.render.kernel import seam, tree

    reference = seam.reference_of(chart)
    return [branch.made for branch in reference.objects()] if isinstance(reference, tree.Branch) else []


def node_is_running() -> bool:
    """Whether this process has started Node: a fork of it would share it."""
    if "jsii" not in sys.modules:
        return False
    from plainsail.render.kernel import seam

    return seam.node_is_running()


@cache
def _install() -> bool:
    """Puts the kernel between generated code and jsii; False where jsii is not the one that it knows."""
    from plainsail.render.kernel import generated, seam, tree, values
    from plainsail.render.kernel.local import STATE, Local, Unknown
    from plainsail.render.kernel.table import table

    if not seam.fits(table()["jsii"]):
        return False

    def create(kind: type, obj: Any, args: Sequence[Any] | None = None) -> Any:
        if STATE.depth:
            try:
                return seam.refer(obj, tree.grow(kind, obj, args or []))
            except Unknown:
                args = values.given(args or [])
        return seam.create(kind, obj, args)

    def invoke(obj: Any, method: str, args: Sequence[Any] | None = None) -> Any:
        reference = seam.reference_of(obj)
        if method == "toJson" and isinstance(reference, tree.Branch) and reference.chart is reference:
            return reference.documents()
        return seam.invoke(obj, method, args)

    def sinvoke(kind: type, method: str, args: Sequence[Any] | None = None) -> Any:
        if STATE.depth:
            try:
                return values.wrap(kind, method, args or [])
            except Unknown:
                pass
        return seam.sinvoke(kind, method, args)

    seam.put_between(Local, create=create, invoke=invoke, sinvoke=sinvoke)
    generated.import_typed_api()
    generated.skip_checks()
    return True
