"""The functions and operators of CEL that Kubernetes knows, with their types.

After `cel-go/common/stdlib`, `cel-go/ext` and `apiserver/pkg/cel/library`. A letter stands for any type.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from plainsail.schemas.cel.types import Type, read


class Signature(NamedTuple):
    """What a function takes and gives; the target of a method is its first argument."""

    takes: tuple[Type, ...]
    gives: Type


_ORDERED = ("bool", "int", "uint", "double", "string", "bytes", "timestamp", "duration")
_NUMBERS = ("int", "uint", "double")

_OPERATORS = """
?:(bool,A,A) A
||(bool,bool) bool
&&(bool,bool) bool
!_(bool) bool
-_(int) int
-_(double) double
==(A,A) bool
!=(A,A) bool
in(A,list<A>) bool
in(A,map<A,B>) bool
+(bytes,bytes) bytes
+(double,double) double
+(duration,duration) duration
+(duration,timestamp) timestamp
+(timestamp,duration) timestamp
+(int,int) int
+(list<A>,list<A>) list<A>
+(string,string) string
+(uint,uint) uint
-(double,double) double
-(duration,duration) duration
-(int,int) int
-(timestamp,duration) timestamp
-(timestamp,timestamp) duration
-(uint,uint) uint
*(double,double) double
*(int,int) int
*(uint,uint) uint
/(double,double) double
/(int,int) int
/(uint,uint) uint
%(int,int) int
%(uint,uint) uint
[](list<A>,int) A
[](map<A,B>,A) B
[](optional<list<A>>,int) optional<A>
[](optional<map<A,B>>,A) optional<B>
[?](list<A>,int) optional<A>
[?](map<A,B>,A) optional<B>
[?](optional<list<A>>,int) optional<A>
[?](optional<map<A,B>>,A) optional<B>
"""

_GLOBAL = """
size(string|bytes|list<A>|map<A,B>) int
type(A) type
dyn(A) dyn
bool(bool|string) bool
bytes(bytes|string) bytes
double(double|int|string|uint) double
duration(duration|int|string) duration
int(int|double|duration|string|timestamp|uint) int
string(string|bool|bytes|double|duration|int|timestamp|uint|cidr|ip) string
timestamp(timestamp|int|string) timestamp
uint(uint|double|int|string) uint
matches(string,string) bool
url(string) url
isURL(string) bool
quantity(string) quantity
isQuantity(string) bool
sign(quantity) int
ip(string) ip
isIP(string) bool
ip.isCanonical(string) bool
cidr(string) cidr
isCIDR(string) bool
semver(string) semver
semver(string,bool) semver
isSemver(string) bool
isSemver(string,bool) bool
format.named(string) optional<format>
format.dns1123Label() format
format.dns1123Subdomain() format
format.dns1035Label() format
format.qualifiedName() format
format.dns1123LabelPrefix() format
format.dns1123SubdomainPrefix() format
format.dns1035LabelPrefix() format
format.labelValue() format
format.uri() format
format.uuid() format
format.byte() format
format.date() format
format.datetime() format
sets.contains(list<A>,list<A>) bool
sets.equivalent(list<A>,list<A>) bool
sets.intersects(list<A>,list<A>) bool
lists.range(int) list<int>
jsonpatch.escapeKey(string) string
strings.quote(string) string
optional.of(A) optional<A>
optional.ofNonZeroValue(A) optional<A>
optional.none() optional<A>
optional.unwrap(list<optional<A>>) list<A>
"""

_METHODS = """
size(string|bytes|list<A>|map<A,B>) int
contains(string,string) bool
startsWith(string,string) bool
endsWith(string,string) bool
matches(string,string) bool
charAt(string,int) string
indexOf(string,string) int
indexOf(string,string,int) int
indexOf(list<A>,A) int
lastIndexOf(string,string) int
lastIndexOf(string,string,int) int
lastIndexOf(list<A>,A) int
lowerAscii(string) string
upperAscii(string) string
replace(string,string,string) string
replace(string,string,string,int) string
split(string,string) list<string>
split(string,string,int) list<string>
substring(string,int) string
substring(string,int,int) string
trim(string) string
format(string,list<dyn>) string
find(string,string) string
findAll(string,string) list<string>
findAll(string,string,int) list<string>
join(list<string>) string
join(list<string>,string) string
slice(list<A>,int,int) list<A>
flatten(list<list<A>>) list<A>
flatten(list<dyn>,int) list<dyn>
reverse(list<A>) list<A>
distinct(list<A>) list<A>
getScheme(url) string
getHost(url) string
getHostname(url) string
getPort(url) string
getEscapedPath(url) string
getQuery(url) map<string,list<string>>
isGreaterThan(quantity,quantity) bool
isGreaterThan(semver,semver) bool
isLessThan(quantity,quantity) bool
isLessThan(semver,semver) bool
compareTo(quantity,quantity) int
compareTo(semver,semver) int
asApproximateFloat(quantity) double
asInteger(quantity) int
isInteger(quantity) bool
add(quantity,quantity|int) quantity
sub(quantity,quantity|int) quantity
major(semver) int
minor(semver) int
patch(semver) int
family(ip) int
isUnspecified(ip) bool
isLoopback(ip) bool
isLinkLocalMulticast(ip) bool
isLinkLocalUnicast(ip) bool
isGlobalUnicast(ip) bool
containsIP(cidr,string|ip) bool
containsCIDR(cidr,string|cidr) bool
ip(cidr) ip
prefixLength(cidr) int
masked(cidr) cidr
validate(format,string) optional<list<string>>
value(optional<A>) A
hasValue(optional<A>) bool
or(optional<A>,optional<A>) optional<A>
orValue(optional<A>,A) A
first(list<A>) optional<A>
last(list<A>) optional<A>
unwrapOpt(list<optional<A>>) list<A>
path(authorizer,string) pathCheck
group(authorizer,string) groupCheck
serviceAccount(authorizer,string,string) authorizer
resource(groupCheck,string) resourceCheck
subresource(resourceCheck,string) resourceCheck
namespace(resourceCheck,string) resourceCheck
name(resourceCheck,string) resourceCheck
fieldSelector(resourceCheck,string) resourceCheck
labelSelector(resourceCheck,string) resourceCheck
check(pathCheck,string) decision
check(resourceCheck,string) decision
errored(decision) bool
error(decision) string
allowed(decision) bool
reason(decision) string
"""

_TIMES = ("getHours", "getMinutes", "getSeconds", "getMilliseconds")
_DATES = ("getFullYear", "getMonth", "getDayOfYear", "getDayOfMonth", "getDate", "getDayOfWeek", *_TIMES)

Table = Mapping[str, tuple[Signature, ...]]


@cache
def operators() -> Table:
    """Operators, as they stand in a tree."""
    compared = [(kind, kind) for kind in _ORDERED]
    compared += [(one, other) for one in _NUMBERS for other in _NUMBERS if one != other]
    lines = [f"{sign}({one},{other}) bool" for sign in ("<", "<=", ">", ">=") for one, other in compared]
    return _table(_OPERATORS.split("\n") + lines)


@cache
def functions() -> Table:
    """Functions that stand for themselves; some have a dot in their name."""
    return _table(_GLOBAL.split("\n"))


@cache
def methods() -> Table:
    """Functions that stand behind a dot."""
    lines = [f"{name}(timestamp{zone}) int" for name in _DATES for zone in ("", ",string")]
    lines += [f"{name}(duration) int" for name in _TIMES]
    lines += [f"sum(list<{kind}>) {kind}" for kind in (*_NUMBERS, "duration")]
    for kind in _ORDERED:
        lines += [f"min(list<{kind}>) {kind}", f"max(list<{kind}>) {kind}"]
        lines += [f"isSorted(list<{kind}>) bool", f"sort(list<{kind}>) list<{kind}>"]
    return _table(_METHODS.split("\n") + lines)


def _table(lines: list[str]) -> Table:
    table: dict[str, tuple[Signature, ...]] = {}
    for line in filter(None, lines):
        name, takes, gives = (
            line.rpartition("(")[0],
            line.rpartition("(")[2].partition(") ")[0],
            line.rpartition(" ")[2],
        )
        parts = re.split(r",(?![^<]*>)", takes) if takes else []
        for choice in _choices(parts):
            signature = Signature(tuple(map(read, choice)), read(gives))
            table[name] = (*table.get(name, ()), signature)
    return table


def _choices(parts: list[str]) -> list[list[str]]:
    """The lists of types that a list of types with bars stands for.

    >>> _choices(["cidr", "string|ip"])
    [['cidr', 'string'], ['cidr', 'ip']]
    """
    choices: list[list[str]] = [[]]
    for part in parts:
        choices = [[*start, one] for start in choices for one in part.split("|")]
    return choices
