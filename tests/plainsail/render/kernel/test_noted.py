"""Types that were noted are those that generated code writes."""

from __future__ import annotations

import sys
import typing
from typing import Any

from plainsail.render.kernel import local_kernel, noted

with local_kernel():
    from cdk8s_plus_27 import k8s

GLOBALS = k8s.ObjectMeta.__init__.__globals__
"""The module's own: what others see of it is public."""
STUBS = [value for name, value in GLOBALS.items() if name.startswith("_typecheckingstub__")]
SOURCE = """
def stub(
    *,
    a: typing.Optional[str] = None,
    b: typing.Union[int, typing.Dict[str, typing.Any]],
    c: typing.Optional[typing.Sequence[typing.Union["Later", typing.Dict[str, typing.Any]]]] = None,
    d: typing.Mapping[str, typing.List[bool]],
    e: bytes,
) -> None: ...

class Later: ...
"""


def defined(module: Any) -> dict[str, Any]:
    namespace: dict[str, Any] = {"typing": module}
    exec(compile(SOURCE, "stub", "exec", dont_inherit=True), namespace)  # noqa: S102 - it stands above
    return namespace


def test_a_noted_type_is_made_as_it_was_written() -> None:
    now, later = defined(typing), defined(noted.typing())
    later["Later"] = now["Later"]

    assert typing.get_type_hints(noted.made(later["stub"])) == typing.get_type_hints(now["stub"])


def test_all_types_of_the_typed_api_can_be_made() -> None:
    assert STUBS
    assert all(typing.get_type_hints(noted.made(stub)) for stub in STUBS)


def test_nothing_else_sees_the_stand_in() -> None:
    modules = [module for name, module in sorted(sys.modules.items()) if name.partition(".")[0] != "plainsail"]

    assert [m for m in modules if type(vars(m).get("Optional")).__module__ == noted.__name__] == []
    assert typing.Optional is sys.modules["typing"].Optional
