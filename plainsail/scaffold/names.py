"""What an app or an environment is called in Python: its module, and the class in it."""

import keyword

_TAKEN = ("base", "image", "shared", "vocabulary")
"""Modules of settings that are none of an environment's or an app's."""


def module_of(name: str) -> str:
    """The module, or package, of an app or an environment of that name.

    >>> module_of("back-office"), module_of("3d-viewer"), module_of("import"), module_of("shared")
    ('back_office', 'the_3d_viewer', 'import_', 'shared_')
    """
    module = name.replace("-", "_")
    if module[0].isdigit():
        return f"the_{module}"
    return f"{module}_" if keyword.iskeyword(module) or module in _TAKEN else module


def class_of(name: str) -> str:
    """The class of an environment of that name.

    >>> class_of("production-eu"), class_of("3"), class_of("base"), class_of("none")
    ('ProductionEu', 'The3', 'BaseEnvironment', 'NoneEnvironment')
    """
    words = "".join(part.capitalize() for part in name.split("-"))
    if words[0].isdigit():
        return f"The{words}"
    return f"{words}Environment" if keyword.iskeyword(words) or words in ("Base", "Environment", "Shared") else words
