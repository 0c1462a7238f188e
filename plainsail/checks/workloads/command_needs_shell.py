"""A command is written for a shell, but no shell runs it.

Kubernetes hands the words of `command` and `args` to the kernel as they are: the first is a file, the others are its
arguments. Only a shell knows `&&`, `|`, `>`, `$NAME`, `~` and `*`.

Why: the first program gets the rest as arguments, and the second never runs; a file named "php bin/console" is not
there, so that the container does not start.
Fix: write one word per item, or `["sh", "-c", "first && second"]`; `$(NAME)` is filled in without a shell.
"""

import re
from collections.abc import Iterator

from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.manifests.commands import Command, base_name, commands
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.pods import Container

SEVERITY: Severity = "warning"
MEANS: Meaning = "cannot work"

_JOINS = frozenset({"&&", "||", "|", ";", "|&"})
_REDIRECTS = re.compile(r"[\d&]?>>?|<|<<<?|\d?>&\d?|[\d&]?>>?/\S+")
_FINDS = frozenset({"find", "fd", "parallel", "-exec", "-execdir", "-ok"})
"""They take `;` themselves."""
_COMPARES = frozenset({"test", "[", "expr"})
_INTERPRETS = frozenset({"awk", "gawk", "mawk", "sed", "jq", "yq", "envsubst", "gomplate", "perl", "make", "confd"})
_SCRIPT_OPTIONS = frozenset({"-c", "-e", "-r", "-x", "--eval", "--execute", "--command", "--exec", "-exec"})
"""What follows is text for the program: `php -r`, `python -c`, `psql -c`."""
_VARIABLE = re.compile(r"(?<!\$)\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)\})")
_SUBSTITUTION = re.compile(r"\$\([a-z][\w./-]* [^)]*\)|`[^`]+`")
_GLOB = re.compile(r"/?[\w./-]*/?\*[\w.*-]*")
_EXPANDS_ITSELF = frozenset({"java", "envsubst", "gomplate", "otelcol", "vector", "consul-template", "confd", "make"})
"""They fill in `${NAME}` themselves: Spring, for one."""
_TAKES_FILES = frozenset({"cat", "chmod", "chown", "cp", "ln", "ls", "mkdir", "mv", "rm", "tail", "tar", "touch"})
_LONG_OPTION_AND_VALUE = re.compile(r"--[a-z][\w-]* \S+")
_TAKES_A_NAME = frozenset(
    {"php", "python", "python3", "node", "ruby", "perl", "bundle", "npm", "yarn", "pnpm", "npx", "dotnet", "rails"}
)
_PLAIN_WORD = re.compile(r"[\w./:=@-]+")
_FILES = (".js", ".mjs", ".php", ".py", ".rb", ".pl")
_BARE_WORD = re.compile(r"[\w./-]+")


def check(manifests: Manifests) -> Iterator[Finding]:
    for container in manifests.containers():
        for command in commands(container):
            if not command.is_windows:
                yield from _findings(container, command)


def _findings(container: Container, command: Command) -> Iterator[Finding]:
    first = command.words[0]
    if command.names_program and re.search(r"\s", first.strip()):
        message = f"is one word with blanks, so that the kernel looks for a file named '{_short(first)}'"
        yield Finding(container.where(command.field(0)), message, severity="error")
        return
    yield from _script(container, command)
    for place, word in enumerate(command.words):
        if command.in_shell(place):
            return
        message, severity = _problem(container, command, place, word)
        if message:
            yield Finding(container.where(command.field(place)), message, severity=severity)
        if message and word in _JOINS:
            return  # what follows belongs to a program that never runs


def _problem(container: Container, command: Command, place: int, word: str) -> tuple[str, Severity | None]:
    before = command.words[place - 1] if place else ""
    if before in _SCRIPT_OPTIONS and word not in _JOINS:
        return "", None
    if word in _JOINS or _REDIRECTS.fullmatch(word):
        return _operator(command, word)
    if command.program in _INTERPRETS or (not place and command.names_program):
        return "", None
    if _VARIABLE.search(word):
        return _variable(container, command, word)
    if _LONG_OPTION_AND_VALUE.fullmatch(word) and not (before.startswith("-") and "=" not in before):
        message = f"'{_short(word)}' is one word, blank included; an option and its value are two items"
        return message, None if command.names_program else "info"
    return _path(command, word) or _words(command, place, word)


def _words(command: Command, place: int, word: str) -> tuple[str, Severity | None]:
    """Several words in one, where a program expects the name of a file or of a command of its own."""
    parts = word.split()
    plain = all(_PLAIN_WORD.fullmatch(part) for part in parts)
    if len(parts) < 2 or not plain or word.startswith("-") or word.endswith(_FILES):
        return "", None
    message = f"'{_short(word)}' is one argument, blanks included; one word per item"
    if command.program in _TAKES_A_NAME and place == 1:
        return message, "error"
    return (message, "info") if not command.names_program and len(command.words) == 1 else ("", None)


def _operator(command: Command, word: str) -> tuple[str, Severity | None]:
    if command.program in _COMPARES or (word == ";" and any(base_name(other) in _FINDS for other in command.words)):
        return "", None
    message = f"'{word}' is an argument of {command.program or 'the program'} here, for no shell reads it"
    # An entry point is often a script that hands its arguments on, perhaps to a shell.
    certain = word in _JOINS and command.names_program and not _is_script(command.program)
    return message, "error" if certain else None


def _variable(container: Container, command: Command, word: str) -> tuple[str, Severity | None]:
    names = [(match[1] or match[2], bool(match[2])) for match in _VARIABLE.finditer(word)]
    own = [(name, braced) for name, braced in names if name in container.env]
    whole = _VARIABLE.fullmatch(word) is not None
    if not own and not whole:  # a text for some program, perhaps
        return "", None
    name, braced = (own or names)[0]
    if braced and command.program in _EXPANDS_ITSELF:
        return "", None
    message = f"'{_short(word)}' stays as it is, for no shell reads it; Kubernetes itself fills in $({name})"
    # Some programs fill in `${NAME}` themselves, and an image may name one of them.
    return message, None if own and (command.names_program or not braced) else "info"


def _path(command: Command, word: str) -> tuple[str, Severity | None] | None:
    what = ""
    if _SUBSTITUTION.fullmatch(word):
        what = "stays as it is"
    elif word == "~" or word.startswith("~/"):
        what = "is a folder named '~' here"
    elif command.program in _TAKES_FILES and _GLOB.fullmatch(word):
        what = "is one file with a '*' in its name here"
    return (f"'{_short(word)}' {what}, for no shell reads it", None) if what and command.names_program else None


def _script(container: Container, command: Command) -> Iterator[Finding]:
    """`sh -c php bin/console`: a shell runs one text, and what follows are its $0, $1 and so on."""
    place = command.script
    if place is None:
        after = command.words[1] if command.program == "sh" and len(command.words) > 1 else ""
        if " " in after.strip() and not after.startswith("-"):
            message = f"'{_short(after)}' is the name of a file to sh; a text to run comes after -c"
            yield Finding(container.where(command.field(1)), message, severity="error")
        return
    rest = command.words[place + 1 :]
    if not rest or not _BARE_WORD.fullmatch(command.words[place]) or rest[0] in ("--", "_", "-"):
        return
    alone = f"the shell runs '{command.words[place]}' alone"
    message = f"{alone}: what follows are its $0 and $1; make one item of the whole text"
    yield Finding(container.where(command.field(place)), message)


def _is_script(program: str) -> bool:
    """Whether a program looks like a script that hands its arguments on."""
    return program.endswith((".sh", ".bash")) or "entrypoint" in program


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:57]}..."
