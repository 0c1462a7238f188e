"""The scripts that bash, zsh and fish source, and the answers to what they ask at a TAB.

click knows which argument or option is being completed. Its scripts do not do: they need bash 4.4, which macOS does not
have, tear words apart at colons, expand brackets as patterns of file names, and find the command on the PATH alone.
"""

from __future__ import annotations

import io
import shlex
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from click.shell_completion import CompletionItem, ShellComplete, split_arg_string

from plainsail.completion import ASKS
from plainsail.project.project import Project
from plainsail.project.root import start_of

if TYPE_CHECKING:
    import click

_PROGRAM = "plainsail"

# Since 4.0 bash can be told to offer folders besides; the one of macOS, 3.2, cannot, and neither keep an order.
# The second argument is what bash will replace: the end of the word, from the last colon, equals sign or quote on.
_BASH = """\
_plainsail_completion() {
    local type value
    COMPREPLY=()
    while IFS=, read -r type value; do
        case $type in
            plain) COMPREPLY+=("$value") ;;
            dir) compopt -o plusdirs 2>/dev/null || _plainsail_paths -d "$2" ;;
            file) compopt -o default 2>/dev/null || _plainsail_paths -f "$2" ;;
        esac
    done <<< "$(_PLAINSAIL_COMPLETE=bash "${1/#\\~\\//$HOME/}" "$2" "${COMP_LINE:0:$COMP_POINT}" 2>/dev/null)"
}

_plainsail_paths() {
    local path
    while IFS= read -r path; do
        [[ -z $path ]] || COMPREPLY+=("$path")
    done <<< "$(compgen "$1" -- "$2")"
}

complete -o nosort -F _plainsail_completion plainsail 2>/dev/null || complete -F _plainsail_completion plainsail
"""

_ZSH = """\
#compdef plainsail

_plainsail_completion() {
    local type value help paths
    local -a response names heads described
    response=("${(@f)$(_PLAINSAIL_COMPLETE=zsh "${words[1]/#\\~\\//$HOME/}" \
"${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null)}")
    for type value help in "${response[@]}"; do
        case $type in
            plain)
                if [[ -n $help ]]; then
                    described+=("${value//:/\\\\:}:$help")
                elif [[ $value == */ ]]; then
                    heads+=("$value")
                else
                    names+=("$value")
                fi ;;
            dir) paths=-/ ;;
            file) paths=-f ;;
        esac
    done
    (( $#described )) && _describe -V plainsail described
    (( $#heads )) && compadd -U -S '' -V plainsail -a heads
    (( $#names )) && compadd -U -V plainsail -a names
    if [[ -n $paths ]]; then
        [[ $PREFIX == --*=* ]] && compset -P '*='
        _path_files $paths
    fi
}

(( $+functions[compdef] )) || { autoload -Uz compinit && compinit }
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
    _plainsail_completion "$@"
else
    compdef _plainsail_completion plainsail
fi
"""

_FISH = """\
function _plainsail_completion
    set -l words (commandline -opc)
    set -l word (commandline -ct)
    set -l program (string replace -r '^~/' "$HOME/" -- $words[1])
    set -e words[1]
    for line in (env _PLAINSAIL_COMPLETE=fish $program $words "$word" 2>/dev/null)
        set -l parts (string split -m 1 , -- $line)
        switch $parts[1]
            case plain
                echo -- $parts[2]
            case dir
                __fish_complete_directories $word
            case file
                __fish_complete_path $word
        end
    end
end

complete --command plainsail --no-files --keep-order --arguments '(_plainsail_completion)'
"""


class _Shell(ShellComplete):
    """A shell that hands over the words of the line as arguments of the command, the unfinished one last."""

    asked: Sequence[str] = ()

    def get_completion_args(self) -> tuple[list[str], str]:
        """The words before the one that is completed, and that one."""
        *args, incomplete = self.asked or [""]
        return args, incomplete

    def get_completions(self, args: list[str], incomplete: str) -> list[CompletionItem[str]]:
        """As click finds them; a value behind `--option=` with that before it, as it stands in the word."""
        items = super().get_completions(args, incomplete)
        option, sign, _ = incomplete.partition("=")
        if not (sign and option.startswith("--")):
            return items
        return [CompletionItem(f"{option}={item.value}", type=item.type, help=item.help) for item in items]


class _Bash(_Shell):
    name: ClassVar[str] = "bash"
    source_template: ClassVar[str] = _BASH

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._stays, self._is_quoted = "", False

    def get_completion_args(self) -> tuple[list[str], str]:
        """The words of the line, which bash hands over as it was typed."""
        replaced, line = self.asked
        *words, incomplete = _words(line)
        # What was typed of the word and will stay, since bash takes its end for a word of its own.
        end = _words(replaced)[-1]
        self._stays = incomplete.removesuffix(end) if end else incomplete
        self._is_quoted = _ends_in_quotes(line)
        return words[1:], incomplete

    def format_completion(self, item: CompletionItem[Any]) -> str:
        """The end of the word, so that bash can put it where it stands."""
        value = str(item.value).removeprefix(self._stays)
        return f"{item.type},{value if self._is_quoted else _escaped(value)}"


class _Zsh(_Shell):
    name: ClassVar[str] = "zsh"
    source_template: ClassVar[str] = _ZSH

    def format_completion(self, item: CompletionItem[Any]) -> str:
        """Three lines: what it is, the value, what is said about it. zsh quotes the value itself."""
        return f"{item.type}\n{item.value}\n{_line(item.help)}"


class _Fish(_Shell):
    name: ClassVar[str] = "fish"
    source_template: ClassVar[str] = _FISH

    def get_completion_args(self) -> tuple[list[str], str]:
        """Fish takes quotes from all words but the unfinished one."""
        words, incomplete = super().get_completion_args()
        return words, _words(incomplete)[-1]

    def format_completion(self, item: CompletionItem[Any]) -> str:
        """The value, and behind a tab what is said about it. fish quotes the value itself."""
        about = _line(item.help)
        return f"{item.type},{item.value}\t{about}" if about else f"{item.type},{item.value}"


_SHELLS = {shell.name: shell for shell in (_Bash, _Zsh, _Fish)}
SHELLS = tuple(_SHELLS)


def script(shell: str) -> str:
    """What the shell is to source."""
    return _SHELLS[shell].source_template


def answer(command: click.Command, arguments: Sequence[str], shell: str) -> str:
    """The completions of a line, as the script of the shell reads them; none for whatever goes wrong.

    Nobody wants to read at a TAB what is wrong with the project, nor what its settings print.
    """
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()), suppress(Exception, SystemExit):
        asking = _SHELLS[shell](command, {}, _PROGRAM, ASKS)
        asking.asked = arguments
        words, incomplete = asking.get_completion_args()
        asking.ctx_args["obj"] = Project(start_of(words)[0] or Path.cwd())
        items = asking.get_completions(words, incomplete)
        return "".join(f"{asking.format_completion(item)}\n" for item in items)
    return ""


def _words(line: str) -> list[str]:
    """The words of a line, the last being the unfinished one, which is empty behind a blank.

    >>> _words("explain 'a b' c"), _words("explain "), _words('labels["a.b')
    (['explain', 'a b', 'c'], ['explain', ''], ['labels[a.b'])
    """
    *words, last = split_arg_string(f"{line}\0")
    return [*words, last.replace("\0", "")]


def _ends_in_quotes(line: str) -> bool:
    """Whether the unfinished word began with a quote that is open still."""
    try:
        shlex.split(line.rstrip("\\"))
    except ValueError:
        return True
    return False


def _escaped(value: str) -> str:
    """As bash reads it back; brackets stay, since an option can no file be called by is no pattern of any."""
    return "".join(f"\\{character}" if character in " \t\"'\\$`&|;<>()*?!#" else character for character in value)


def _line(text: str | None) -> str:
    return " ".join((text or "").split())
