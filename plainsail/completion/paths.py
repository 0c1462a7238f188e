"""Paths, offered one level at a time: a whole list of them is more than one can read."""

from collections.abc import Hashable, Iterable, Mapping


def completed(paths: Mapping[tuple[Hashable, ...], str], incomplete: str) -> list[str]:
    """The texts that go on with what was typed, as far as they differ; the one that does, with what stands below it.

    `paths` gives each path, and each that it begins with, a text; that of a longer one begins with it.

    >>> paths = {("hpa",): "hpa", ("hpa", "max"): "hpa.max", ("hpa", "min"): "hpa.min", ("port",): "port"}
    >>> completed(paths, ""), completed(paths, "h"), completed(paths, "hpa"), completed(paths, "hpa.mi")
    (['hpa', 'port'], ['hpa', 'hpa.max', 'hpa.min'], ['hpa.max', 'hpa.min'], ['hpa.min'])
    """
    texts = {(): "", **paths}
    offered = [
        path
        for path, text in texts.items()
        if text.startswith(incomplete) and not (path and texts[path[:-1]].startswith(incomplete))
    ]
    while len(offered) == 1:
        [only] = offered
        below = [path for path in texts if len(path) == len(only) + 1 and path[:-1] == only]
        if texts[only] == incomplete and below:
            offered = below
        else:
            offered += below
            break
    return [texts[path] for path in offered]


def with_beginnings(paths: Iterable[tuple[Hashable, ...]]) -> dict[tuple[Hashable, ...], None]:
    """The paths, and all that they begin with.

    >>> list(with_beginnings([("a", "b"), ("a", "c")]))
    [('a',), ('a', 'b'), ('a', 'c')]
    """
    return dict.fromkeys(path[:end] for path in paths for end in range(1, len(path) + 1))
