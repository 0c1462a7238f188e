"""Memory settings of language runtimes and servers: where they stand, and how each reads an amount."""

import re
import shlex
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from constructs_lib.kubernetes.images import parse
from constructs_lib.kubernetes.paths import Item, Part
from plainsail.manifests.fields import listed
from plainsail.manifests.pods import Container

_Field = tuple[Part | int, ...]
_BINARY = {"": 1, "k": 2**10, "m": 2**20, "g": 2**30, "t": 2**40}
_DECIMAL = {"k": 10**3, "m": 10**6, "g": 10**9}

_JVM_ITSELF = ("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS")
_JVM_BY_SCRIPT = (
    *("JAVA_OPTS", "JAVA_OPTIONS", "JAVA_ARGS", "JAVA_OPTS_APPEND", "JVM_OPTS", "JVM_ARGS", "CATALINA_OPTS"),
    *("ES_JAVA_OPTS", "LS_JAVA_OPTS", "OPENSEARCH_JAVA_OPTS", "KAFKA_HEAP_OPTS", "KAFKA_OPTS", "SERVER_JVMFLAGS"),
)
_JVM_SIZE = re.compile(r"(\d+|0x[0-9a-fA-F]+)([kKmMgGtT]?)")
_JVM_OPTION = re.compile(
    r"-(?:(Xmx|Xms|Xmn|Xss)|XX:(MaxHeapSize|InitialHeapSize|MaxMetaspaceSize|MaxDirectMemorySize|ReservedCodeCacheSize)=)(.*)"
)
_JVM_PERCENTAGE = re.compile(r"-XX:((?:Max|Initial|Min)RAMPercentage)=(.*)")
_HEAP = frozenset({"Xmx", "MaxHeapSize", "Xms", "InitialHeapSize"})
_NODE_OPTION = re.compile(r"--max[-_]old[-_]space[-_]size=(.*)")
_PHP_ENV = re.compile(r"(?:PHP_)?MEMORY_LIMIT|PHP_INI_MEMORY_LIMIT|PHP_MEM(?:ORY)?_LIMIT", re.ASCII)
_PHP_INI = re.compile(
    r"""^[ \t]*(?:memory_limit|php(?:_admin)?_value\[memory_limit\])[ \t]*=[ \t]*["']?([^\s;"']+)""", re.MULTILINE
)
_PHP_OPTION = re.compile(r"(?:-d)?memory_limit=(.*)")


@dataclass(frozen=True)
class Amount:
    """An amount of memory that a runtime is told."""

    field: _Field
    """Where it stands, within its container."""
    name: str
    """What it sets: `GOMEMLIMIT`, `-Xmx`."""
    text: str
    """As written."""
    size: Decimal | None
    """Bytes; None where the runtime cannot read it, or sets no bound by it."""
    wrong: str = ""
    """What is wrong with it; empty where nothing is."""
    fatal: bool = False
    """Whether the process ends at once because of it."""
    soft: bool = False
    """Whether the runtime only tries to keep to it."""


def amounts(container: Container) -> Iterator[Amount]:
    """The amounts of memory that a container's runtime is told."""
    for name, entry in container.env.items():
        value = entry.get("value", "")
        if not value or "$(" in value or "${" in value:
            continue
        field: _Field = ("env", Item(name), "value")
        if name == "GOMEMLIMIT":
            yield _go(field, value)
        elif name in _JVM_ITSELF or name in _JVM_BY_SCRIPT:
            yield from _jvm(_words(value), _always(field), fatal=name in _JVM_ITSELF)
        elif name == "NODE_OPTIONS":
            yield from _node(_words(value), _always(field))
        elif _PHP_ENV.fullmatch(name) and (name.startswith("PHP") or "php" in container.spec.get("image", "")):
            yield php_amount(field, name, value)
        elif name == "DOTNET_GCHeapHardLimit":
            yield _dotnet(field, value)
    yield from _in_command(container)


def in_ini(text: str) -> Iterator[str]:
    r"""What a file of settings of PHP says of `memory_limit`.

    >>> list(in_ini("; memory_limit = 1G\nmemory_limit = 256M ; more\nphp_admin_value[memory_limit] = 512M"))
    ['256M', '512M']
    """
    return (match[1] for match in _PHP_INI.finditer(text))


def _in_command(container: Container) -> Iterator[Amount]:
    fields: list[_Field] = [
        (name, index) for name in ("command", "args") for index in range(len(listed(container.spec, name)))
    ]
    words = [*listed(container.spec, "command"), *listed(container.spec, "args")]
    if not words:
        return
    programs = {word.rpartition("/")[2] for word in words[:2]}
    image = parse(container.spec.get("image", ""))
    of_image = image.repository.rpartition("/")[2] if image and not container.spec.get("command") else ""

    def field_of(place: int) -> _Field:
        return fields[place]

    if "java" in programs:
        before_program = next((i for i, word in enumerate(words) if word == "-jar"), len(words))
        yield from _jvm(words[:before_program], field_of, fatal=True)
    elif "node" in programs:
        yield from _node(words, field_of)
    elif programs & {"redis-server", "valkey-server"} or of_image in ("redis", "valkey", "keydb"):
        yield from _redis(words, field_of)
    elif programs & {"memcached"} or of_image == "memcached":
        yield from _memcached(words, field_of)
    else:
        for place, word in enumerate(words):
            if (match := _PHP_OPTION.fullmatch(word)) and any("php" in program for program in programs):
                yield php_amount(field_of(place), "memory_limit", match[1])


def _always(field: _Field) -> Callable[[int], _Field]:
    return lambda _: field


def _words(value: str) -> list[str]:
    try:
        return shlex.split(value)
    except ValueError:
        return value.split()


def _go(field: _Field, value: str) -> Amount:
    """`runtime.readGOMEMLIMIT`: whole numbers with B, KiB, MiB, GiB, TiB or nothing behind them, or `off`."""
    if value == "off":
        return Amount(field, "GOMEMLIMIT", value, None)
    match = re.fullmatch(r"\+?(\d+)(?:([KMGT])i)?B|\+?(\d+)", value, re.ASCII)
    if match is None:
        wrong = f"Go reads B, KiB, MiB, GiB or TiB behind a whole number{_in_go(value)}"
        return Amount(field, "GOMEMLIMIT", value, None, wrong, fatal=True)
    size = Decimal(match[1] or match[3]) * _BINARY[(match[2] or "").lower()]
    wrong = f"is {size} bytes, and Go collects garbage all the time" if size < 2**20 else ""
    return Amount(field, "GOMEMLIMIT", value, size, wrong, soft=True)


def _in_go(value: str) -> str:
    match = re.fullmatch(r"(\d+)\s*([KMGTkmgt])[iI]?[bB]?", value, re.ASCII)
    return f": {match[1]}{match[2].upper()}iB" if match else ""


def _jvm(words: Sequence[str], field_of: Callable[[int], _Field], *, fatal: bool) -> Iterator[Amount]:
    sizes: dict[str, Amount] = {}
    for place, word in enumerate(words):
        if "$" in word:
            continue
        if match := _JVM_PERCENTAGE.fullmatch(word):
            wrong = _percentage(match[2])
            yield Amount(field_of(place), match[1], match[2], None, wrong, fatal=fatal and bool(wrong))
        elif match := _JVM_OPTION.fullmatch(word):
            name, text = match[1] or match[2], match[3]
            read = _JVM_SIZE.fullmatch(text)
            if read is None:
                wrong = f"a JVM reads k, m, g or t behind a whole number{_in_jvm(text)}"
                yield Amount(field_of(place), f"-{name}", text, None, wrong, fatal=fatal)
                continue
            number = Decimal(int(read[1], 0) if read[1].startswith("0x") else int(read[1]))
            size = number * _BINARY[read[2].lower()]
            small = name in ("Xmx", "MaxHeapSize") and 0 < size < 2**20
            wrong = f"is {size} bytes, too small a heap" if small else ""
            amount = Amount(field_of(place), f"-{name}", text, size, wrong, fatal=fatal and small)
            if name in _HEAP:
                sizes[name] = amount
            yield amount if name in _HEAP or wrong else Amount(field_of(place), f"-{name}", text, None)
    least, most = sizes.get("Xms") or sizes.get("InitialHeapSize"), sizes.get("Xmx") or sizes.get("MaxHeapSize")
    if least and most and least.size and most.size and least.size > most.size:
        wrong = f"is above {most.name}{most.text}, which the JVM refuses"
        yield Amount(least.field, least.name, least.text, None, wrong, fatal=fatal)


def _in_jvm(text: str) -> str:
    match = re.fullmatch(r"(\d+)([kKmMgGtT])[iI]?[bB]?", text, re.ASCII)
    return f": {match[1]}{match[2].lower()}" if match else ""


def _percentage(text: str) -> str:
    try:
        value = float(text)
    except ValueError:
        return "a JVM reads a number from 0 to 100"
    return "" if 0 <= value <= 100 else "is outside 0 to 100"


def _node(words: Sequence[str], field_of: Callable[[int], _Field]) -> Iterator[Amount]:
    for place, word in enumerate(words):
        match = _NODE_OPTION.fullmatch(word)
        if match is None or "$" in word or not match[1]:
            continue
        name, text = "--max-old-space-size", match[1]
        if re.fullmatch(r"\d+", text, re.ASCII) is None:
            wrong = "Node reads a whole number of mebibytes, without a unit"
            yield Amount(field_of(place), name, text, None, wrong, fatal=True)
        else:
            yield Amount(field_of(place), name, text, Decimal(text) * 2**20)


def php_amount(field: _Field, name: str, text: str) -> Amount:
    """`zend_ini_parse_quantity`: K, M or G behind a whole number; anything else counts for nothing."""
    match = re.fullmatch(r"\s*(-?\d+)\s*([kKmMgG]?)\s*", text, re.ASCII)
    if match is None:
        return Amount(
            field, name, text, None, "PHP reads K, M or G behind a whole number, and takes the rest for bytes"
        )
    if int(match[1]) <= 0:
        return Amount(field, name, text, None)
    return Amount(field, name, text, Decimal(match[1]) * _BINARY[match[2].lower()])


def _redis(words: Sequence[str], field_of: Callable[[int], _Field]) -> Iterator[Amount]:
    for place, word in enumerate(words[1:], 1):
        if words[place - 1] != "--maxmemory" or "$" in word:
            continue
        match = re.fullmatch(r"(\d+)(k|kb|m|mb|g|gb|b)?", word, re.ASCII | re.IGNORECASE)
        if match is None:
            wrong = "Redis reads kb, mb or gb behind a whole number, and ends where it reads something else"
            yield Amount(field_of(place), "--maxmemory", word, None, wrong, fatal=True)
            continue
        unit = (match[2] or "b").lower()
        factor = 1 if unit == "b" else _BINARY[unit[0]] if unit.endswith("b") else _DECIMAL[unit]
        size = Decimal(match[1]) * factor
        yield Amount(field_of(place), "--maxmemory", word, size or None)


def _memcached(words: Sequence[str], field_of: Callable[[int], _Field]) -> Iterator[Amount]:
    for place, word in enumerate(words):
        before = words[place - 1] if place else ""
        match = re.fullmatch(r"(?:--memory-limit=|-m\s*)(\d+)", word, re.ASCII)
        text = match[1] if match else word if before in ("-m", "--memory-limit") and word.isdigit() else ""
        if text:
            yield Amount(field_of(place), "-m", text, Decimal(text) * 2**20)


def _dotnet(field: _Field, value: str) -> Amount:
    """A hexadecimal number of bytes."""
    name = "DOTNET_GCHeapHardLimit"
    if re.fullmatch(r"(?:0x)?[0-9a-fA-F]+", value, re.ASCII) is None:
        return Amount(field, name, value, None, ".NET reads a hexadecimal number of bytes")
    return Amount(field, name, value, Decimal(int(value, 16)))
