"""The language server behind YAML in VS Code, Neovim and others, spoken to as editors do."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from queue import Empty, Queue
from shutil import copyfile
from threading import Thread
from typing import Any

from apis import ROOT
from filelock import FileLock
from javascript import NODE
from platformdirs import user_cache_path

PACKAGES = ROOT / "tests" / "npm"
"""What npm is to install: the server and what it needs, with the exact version and sum of each."""

PATIENCE = 60
"""Seconds after which a server that says nothing is given up."""

# What an editor is asked for; a store of schemas would be elsewhere than on this machine.
SETTINGS = {
    "yaml": {
        "schemaStore": {"enable": False},
        "kubernetesCRDStore": {"enable": False},
        "validate": True,
        "hover": True,
        "completion": True,
    }
}


def installed() -> Path:
    """The server's program, installed from npm when it is wanted for the first time.

    Raises:
        AssertionError: npm could not install it, or got something else than was wanted.
    """
    lock = PACKAGES / "package-lock.json"
    edition = sha256(lock.read_bytes()).hexdigest()[:12]
    folder = user_cache_path("actionspec-tests", appauthor=False) / f"npm-{edition}"
    folder.mkdir(parents=True, exist_ok=True)
    whole = folder / "whole"
    with FileLock(folder / "lock"):
        if not whole.exists():
            _install(lock, folder)
            whole.touch()
    return folder / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"


def _install(lock: Path, folder: Path) -> None:
    for file in (lock, lock.with_name("package.json")):
        copyfile(file, folder / file.name)
    npm = Path(NODE).parents[1] / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    done = subprocess.run(
        [NODE, npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
        cwd=folder,
        check=False,
        capture_output=True,
        encoding="utf-8",
        timeout=300,
    )
    assert done.returncode == 0, f"npm could not install the language server:\n{done.stderr}"


class Editor:
    """Files that are open in an editor, and what the language server says of them."""

    def __init__(self, server: subprocess.Popen[bytes]) -> None:
        self._server = server
        self._number = 0
        self._answers: Queue[dict[str, Any] | None] = Queue()
        self._found: Queue[dict[str, Any] | None] = Queue()
        Thread(target=self._listen, daemon=True).start()
        self._ask("initialize", processId=None, rootUri=None, capabilities=_CAPABILITIES)
        self._tell("initialized")

    def open(self, file: Path, text: str | None = None) -> list[dict[str, Any]]:
        """Open a file, as it is or with another text; what is wrong in it."""
        content = file.read_text("utf-8") if text is None else text
        document = {"uri": file.as_uri(), "languageId": "yaml", "version": 1, "text": content}
        self._tell("textDocument/didOpen", textDocument=document)
        while True:
            told = _next(self._found)
            if told["uri"] == file.as_uri():
                found: list[dict[str, Any]] = told["diagnostics"]
                return found

    def completions(self, file: Path, line: int, column: int) -> list[str]:
        """What can be written at a position of an open file, counted from 0."""
        answer = self._ask("textDocument/completion", **_position(file, line, column))
        return [str(one["label"]) for one in answer["items"]]

    def hover(self, file: Path, line: int, column: int) -> str:
        """What is said of the word at a position of an open file, counted from 0, or nothing."""
        answer = self._ask("textDocument/hover", **_position(file, line, column))
        return str(answer["contents"]["value"]) if answer else ""

    def close(self) -> None:
        """Ask the server to end."""
        self._ask("shutdown")
        self._tell("exit")

    def _ask(self, method: str, **parameters: Any) -> Any:
        self._number += 1
        self._send({"id": self._number, "method": method, "params": parameters})
        answer = _next(self._answers)
        assert answer["id"] == self._number
        assert "error" not in answer, answer
        return answer["result"]

    def _tell(self, method: str, **parameters: Any) -> None:
        self._send({"method": method, "params": parameters})

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._server.stdin
        self._server.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._server.stdin.flush()

    def _listen(self) -> None:
        """Sort what the server says, and answer what it asks."""
        while message := self._read():
            if "method" not in message:
                self._answers.put(message)
            elif message["method"] == "textDocument/publishDiagnostics":
                self._found.put(message["params"])
            elif "id" in message:
                wanted = message.get("params", {}).get("items", [])
                result = [SETTINGS.get(one["section"]) for one in wanted] or None
                self._send({"id": message["id"], "result": result})
        # Who waits for more is not to wait in vain.
        self._answers.put(None)
        self._found.put(None)

    def _read(self) -> dict[str, Any] | None:
        assert self._server.stdout
        size = 0
        while (line := self._server.stdout.readline()) not in {b"\r\n", b""}:
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                size = int(value)
        body = self._server.stdout.read(size)
        return json.loads(body) if body else None


_CAPABILITIES = {
    "workspace": {"configuration": True},
    "textDocument": {
        "completion": {"completionItem": {"snippetSupport": True}},
        "hover": {"contentFormat": ["markdown"]},
    },
}


def _next(told: Queue[dict[str, Any] | None]) -> dict[str, Any]:
    """What the server says next."""
    try:
        message = told.get(timeout=PATIENCE)
    except Empty:
        raise AssertionError(f"the language server said nothing for {PATIENCE} s") from None
    assert message is not None, "the language server ended; what it said stands in stderr"
    return message


def _position(file: Path, line: int, column: int) -> dict[str, Any]:
    return {
        "textDocument": {"uri": file.as_uri()},
        "position": {"line": line, "character": column},
    }


@contextmanager
def editing() -> Iterator[Editor]:
    """An editor with a language server that ends with the context."""
    program = [NODE, str(installed()), "--stdio"]
    with subprocess.Popen(program, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as server:
        try:
            editor = Editor(server)
            yield editor
            editor.close()
            server.wait(timeout=PATIENCE)
        finally:
            server.kill()
