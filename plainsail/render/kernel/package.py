"""The form of what is known of a package."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Package:
    """What is known of one package, all by the jsii names of its types (`cdk8s-plus-27.k8s.PodSpec`)."""

    version: str
    kinds: dict[str, str] = field(default_factory=dict)
    """Class of API objects to `apiVersion kind struct of its fields`."""
    structs: dict[str, str] = field(default_factory=dict)
    """Struct to its fields, each `name[=name in JSON]:type`.

    Types are `string`, `number`, `boolean`, `any`, another name in this package's tables, `[type]` and `{type}`.
    """
    values: dict[str, str] = field(default_factory=dict)
    """Class that wraps a value to its makers, each `method:type`."""
    enums: dict[str, str] = field(default_factory=dict)
    """Enum to its members, as JSON: they may hold any character."""
