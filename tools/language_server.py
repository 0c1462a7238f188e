"""What a Python editor knows of a line: asked of a real language server, as editors ask it.

basedpyright speaks the Language Server Protocol on its standard streams; it is a fork of Pyright, the engine behind
VS Code's Python, and runs on the Node that the project has anyway.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SERVER = Path(sys.executable).parent / "basedpyright-langserver"
"""Installed by `make pictures`."""

Place = Mapping[str, Any]
"""A document and a position in it, as the protocol has it."""


@dataclass(frozen=True, kw_only=True)
class Completion:
    """One name that is offered."""

    label: str
    documentation: str
    """Markdown: its type as code, and its docstring."""


class LanguageServer(AbstractContextManager["LanguageServer"]):
    """A server that looks at one project, for as long as the block lasts."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._server = subprocess.Popen(
            [str(SERVER), "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        if not self._server.stdin or not self._server.stdout:
            raise OSError(f"{SERVER.name} has no streams")
        self._to, self._of = self._server.stdin, self._server.stdout
        self._asked = 0
        markdown: dict[str, Any] = {"completionItem": {"documentationFormat": ["markdown"]}}
        capabilities = {
            "textDocument": {"completion": markdown, "hover": {"contentFormat": ["markdown"]}},
            "workspace": {"configuration": True},
        }
        folders = [{"uri": root.as_uri(), "name": root.name}]
        self._ask(
            "initialize",
            {
                "processId": None,
                "rootUri": root.as_uri(),
                "workspaceFolders": folders,
                "capabilities": capabilities,
            },
        )
        self._tell("initialized", {})

    def __exit__(self, *_: object) -> None:
        self._server.kill()
        self._server.communicate()

    def open(self, path: str, text: str) -> None:
        """Shows the server a file as somebody has typed it; what is on disk stays as it is."""
        document = {"uri": (self._root / path).as_uri(), "languageId": "python", "version": 1, "text": text}
        self._tell("textDocument/didOpen", {"textDocument": document})

    def close(self, path: str) -> None:
        """Ends what `open` began."""
        self._tell("textDocument/didClose", {"textDocument": {"uri": (self._root / path).as_uri()}})

    def completions(self, path: str, line: int, column: int, prefix: str) -> list[Completion]:
        """The names that begin with what was typed, by name; those that an import would have to bring are left out."""
        items = self._ask("textDocument/completion", self._place(path, line, column))["items"]
        near = [item for item in items if item["label"].startswith(prefix) and item.get("detail") != "Auto-import"]
        whole = [
            self._ask("completionItem/resolve", item) for item in sorted(near, key=lambda item: str(item["label"]))
        ]
        return [
            Completion(label=item["label"], documentation=item.get("documentation", {}).get("value", ""))
            for item in whole
        ]

    def hover(self, path: str, line: int, column: int) -> str:
        """What is said of the name at a place, as Markdown."""
        answer = self._ask("textDocument/hover", self._place(path, line, column))
        return str(answer["contents"]["value"])

    def errors(self, path: str) -> list[str]:
        """What the types forbid in a file that is open."""
        answer = self._ask("textDocument/diagnostic", {"textDocument": {"uri": (self._root / path).as_uri()}})
        return [str(item["message"]) for item in answer["items"] if item["severity"] == 1]

    def _place(self, path: str, line: int, column: int) -> Place:
        return {
            "textDocument": {"uri": (self._root / path).as_uri()},
            "position": {"line": line, "character": column},
        }

    def _ask(self, method: str, params: Any) -> Any:
        self._asked += 1
        self._send({"id": self._asked, "method": method, "params": params})
        while True:
            message = self._receive()
            if "method" in message and "id" in message:  # the server asks for settings: the defaults will do
                settings: list[dict[str, Any]] = [{} for _ in message["params"].get("items", ())]
                self._send({"id": message["id"], "result": settings or None})
            elif message.get("id") == self._asked:
                return message["result"]

    def _tell(self, method: str, params: Any) -> None:
        self._send({"method": method, "params": params})

    def _send(self, message: Mapping[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._to.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        self._to.flush()

    def _receive(self) -> dict[str, Any]:
        length = 0
        while line := self._of.readline().strip():
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        if not length:
            raise EOFError("the language server ended")
        message: dict[str, Any] = json.loads(self._of.read(length))
        return message
