"""A stand-in for GitHub's `gh`: answers from a file, keeps a log of what it is asked, and runs the real jq.

GH_ANSWERS is a file of JSON: `{"GET path": body, ...}`; a body `{"error": "...", "body": ...}` is a refusal. What no
answer is for is refused as GitHub does. Text is written as it is. GH_LOG is a file with one line of JSON for each call.
The token of a run says what it may ("token-of-the-run+actions:read"), and may no more.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

_WITH_VALUE = (
    *("--method", "--jq", "-F", "-f", "--input", "--json", "--repo", "--title"),
    *("--ref", "--signer-workflow", "--source-digest"),
)
_NEEDS = {
    r"GET repos/[^/]+/[^/]+/environments/[\w-]+": "actions:(?:read|write)",
    r"GET repos/[^/]+/[^/]+/activity\?.*": "contents:(?:read|write)",
    r"workflow run .*": "actions:write",
    r"attestation verify .*": "attestations:(?:read|write)",
}
"""What the token of a run must be permitted, for what is asked here."""


def _parsed(words: list[str]) -> tuple[list[str], dict[str, str], list[str]]:
    """The words that are no flags, the flags with a value, and the others."""
    plain, flags, rest = [], [], iter(words)
    valued: dict[str, str] = {}
    for word in rest:
        if word in _WITH_VALUE:
            said = next(rest)
            valued[word] = f"{valued[word]}\0{said}" if word == "-f" and word in valued else said
        elif word.startswith("-"):
            flags.append(word)
        else:
            plain.append(word)
    return plain, valued, flags


def _sent(valued: dict[str, str]) -> Any:
    """What the call sends: the fields, or a file."""
    if "--input" in valued:
        return json.loads(Path(valued["--input"]).read_text(encoding="utf-8"))
    fields = [row.partition("=") for row in valued.get("-F", valued.get("-f", "")).split("\0") if row]
    if fields:
        return {
            name: Path(value[1:]).read_text(encoding="utf-8") if value.startswith("@") else value
            for name, _, value in fields
        }
    return None


def _permitted(call: str, token: str) -> bool:
    """Whether GitHub would look at a call at all."""
    asked = [needed for pattern, needed in _NEEDS.items() if re.fullmatch(pattern, call)]
    return not token.startswith("token-of-the-run") or all(re.search(rf"\+{each}\b", token) for each in asked)


def main() -> int:
    """One call."""
    plain, valued, flags = _parsed(sys.argv[1:])
    call = f"{valued.get('--method', 'GET')} {plain[1]}" if plain[0] == "api" else " ".join(plain)
    answers = json.loads(Path(os.environ["GH_ANSWERS"]).read_text(encoding="utf-8"))
    answer = answers.get(call, {"error": "gh: Not Found (HTTP 404)"})
    if not _permitted(call, os.environ.get("GH_TOKEN", "")):
        answer = {"error": "gh: Resource not accessible by integration (HTTP 403)"}
    refused = isinstance(answer, dict) and "error" in answer
    said = {"call": call, "flags": flags, "valued": valued, "sent": _sent(valued), "token": os.environ.get("GH_TOKEN")}
    with Path(os.environ["GH_LOG"]).open("a", encoding="utf-8") as log:
        log.write(json.dumps({**said, "refused": refused}) + "\n")
    if refused:
        sys.stdout.write(json.dumps(answer.get("body", {})))
        sys.stderr.write(f"{answer['error']}\n")
        return 1
    text = answer if isinstance(answer, str) else json.dumps(answer)
    if "--jq" in valued:
        # As gh does: text without quotes.
        command = ["jq", "--raw-output", valued["--jq"]]
        return subprocess.run(command, input=text, text=True, check=False).returncode
    sys.stdout.write(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
