"""A process that writes an output folder in forks of itself, and kills them when it is told to.

It reads a command in JSON from each line of its input, and answers each with a line of JSON. The
forks need not import and render anything, so that a run takes milliseconds.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import sys
import time
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from actionspec.read import read
from actionspec.render import find_targets, render
from actionspec.write import write

PARTS = ("docs", "python", "schema")

CHANGING = ("open", "os.", "shutil.")
"""What the names of events begin with that may change the disk; `open` only if it writes."""


def texts(spec: Path) -> dict[str, str]:
    """What is generated from a spec, but without the runtime and not formatted, to save time."""
    targets = find_targets()
    rendered = render(read(spec), [targets[part] for part in PARTS])
    return {path: text for path, text in rendered.items() if "/_runtime/" not in path}


def main(*specs: str) -> None:
    """Obey: `specs` are what the states are generated from that a command can name."""
    states = {spec: texts(Path(spec)) for spec in specs}
    import_module("filelock")  # else each fork would
    gc.freeze()
    print(json.dumps("ready"), flush=True)
    for line in sys.stdin:
        print(json.dumps(_obey(json.loads(line), states)), flush=True)


def _obey(command: Mapping[str, Any], states: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    """Write a state into a folder, and kill the run after some seconds or before an operation."""
    reader, writer = os.pipe()
    process = os.fork()
    if process == 0:
        os.close(reader)
        _write(command, states[command["state"]], writer)
    os.close(writer)
    with os.fdopen(reader) as told:
        told.readline()  # it is about to write
        began = time.perf_counter()
        if command.get("seconds") is not None:
            time.sleep(command["seconds"])
            os.kill(process, signal.SIGKILL)
        report = told.read()
    _, status = os.waitpid(process, 0)
    return {
        "status": os.waitstatus_to_exitcode(status),
        "operations": int(report or 0),
        "seconds": time.perf_counter() - began,
    }


def _write(command: Mapping[str, Any], files: Mapping[str, str], writer: int) -> None:
    status = 1
    try:
        count = 0

        def before(event: str, arguments: tuple[Any, ...]) -> None:
            nonlocal count
            if event.startswith(CHANGING) and (event != "open" or _writes(arguments[2])):
                count += 1
                if count == command.get("operation"):
                    os.kill(os.getpid(), signal.SIGKILL)

        os.write(writer, b"begin\n")
        sys.addaudithook(before)
        write(Path(command["folder"]), files, PARTS, force=False)
        os.write(writer, b"%d" % count)
        status = 0
    finally:
        sys.stderr.flush()
        os._exit(status)


def _writes(flags: int) -> bool:
    return flags & os.O_ACCMODE != os.O_RDONLY


if __name__ == "__main__":
    main(*sys.argv[1:])
