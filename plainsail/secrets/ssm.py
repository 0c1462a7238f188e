"""Whether parameters exist in SSM Parameter Store. Metadata alone, never a value.

`DescribeParameters` is the one action that is called: no value ever enters the process, and the role that calls it
needs no right to decrypt. It allows no resource narrower than `*`.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from plainsail.secrets.aws import CouldNotAsk, Door

ACTION = "ssm:DescribeParameters"
_NAMES_PER_CALL = 50
"""The most values that a filter of `DescribeParameters` takes, and the most rows that one page has."""


@dataclass(frozen=True)
class Parameter:
    """What Parameter Store says of a parameter, but for its value."""

    name: str
    type: str
    """`SecureString`, `String` or `StringList`."""
    version: int
    """The newest version."""
    account: str | None
    """The account that it lives in."""


class ParameterStore(Door):
    """Parameter Store of one region."""

    def __init__(self, region: str, *, profile: str | None = None, endpoint_url: str | None = None) -> None:
        super().__init__("ssm", "Parameter Store", region, profile=profile, endpoint_url=endpoint_url)

    def find(self, names: Sequence[str], *, progress: Callable[[int], None] = lambda _: None) -> dict[str, Parameter]:
        """Those of the parameters that exist, by name. `progress` hears how many more names have been asked for."""
        wanted = sorted(set(names))
        parameters: dict[str, Parameter] = {}
        for start in range(0, len(wanted), _NAMES_PER_CALL):
            batch = wanted[start : start + _NAMES_PER_CALL]
            # The filter takes a name with or without its leading slash: what it finds may not be what was asked for.
            rows = self._describe([{"Key": "Name", "Option": "Equals", "Values": batch}])
            parameters.update((parameter.name, parameter) for parameter in rows if parameter.name in batch)
            progress(len(batch))
        return parameters

    def all(self, below: str | None = None) -> Iterator[Parameter]:
        """Every parameter of the region, or every one below a path."""
        yield from self._describe([{"Key": "Path", "Option": "Recursive", "Values": [below]}] if below else [])

    def _describe(self, filters: list[dict[str, Any]]) -> Iterator[Parameter]:
        asked: dict[str, Any] = {"ParameterFilters": filters, "MaxResults": _NAMES_PER_CALL}
        while True:
            page = self._call(asked)
            for row in page["Parameters"]:
                account = row.get("ARN", "").split(":")[4:5]
                yield Parameter(row["Name"], row["Type"], row.get("Version", 1), account[0] if account else None)
            if not page.get("NextToken"):  # a page may be empty and yet not be the last
                return
            asked["NextToken"] = page["NextToken"]

    def _call(self, asked: dict[str, Any]) -> dict[str, Any]:
        answer = self._answer(lambda: self._client.describe_parameters(**asked)) or {}
        if "Parameters" not in answer:  # a proxy's page, for instance; nothing would seem to exist
            raise CouldNotAsk("what answers is no Parameter Store; check the address, and proxies on the way")
        return answer
