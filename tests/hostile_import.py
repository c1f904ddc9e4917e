"""Imports each package in a folder in a process of its own, and tells what this did beside.

    python hostile_import.py FOLDER

No process can take an audit hook away again. So one that has loaded all that packages need forks
for each of them, and the child is watched.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
import traceback
from pathlib import Path
from types import CodeType

# What changes something, starts something, or leaves the machine.
_DEEDS = [
    "os.system",
    "os.exec",
    "os.posix_spawn",
    "os.spawn",
    "os.fork",
    "os.remove",
    "os.rename",
    "os.mkdir",
    "os.rmdir",
    "os.link",
    "os.symlink",
    "os.chmod",
    "os.chown",
    "os.truncate",
    "os.putenv",
    "os.kill",
    "pty.spawn",
    "subprocess.Popen",
    "ctypes.",
    "shutil.",
    "socket.",
    "urllib.Request",
    "webbrowser.open",
    "ftplib.",
    "smtplib.",
    "tempfile.",
    "sqlite3.connect",
]
_WRITES = "wax+"


def main(folder: Path) -> dict[str, dict[str, object]]:
    """What happened, by package: its events, how many modules it has, and how its import failed."""
    import httpx2  # noqa: F401  (loaded before anything is watched, as is what it needs)
    import msgspec  # noqa: F401

    sys.path.insert(0, str(folder))
    for file in sorted((folder / "shared_runtime").glob("*.py")):
        importlib.import_module(f"shared_runtime.{file.stem}")
    return {package.name: in_a_child(package) for package in sorted(folder.glob("p[0-9]*"))}


def in_a_child(package: Path) -> dict[str, object]:
    """What happened when a package was imported in a process of its own."""
    end, start = os.pipe()
    child = os.fork()
    if not child:
        os.close(end)
        with os.fdopen(start, "w") as pipe:
            pipe.write(json.dumps(imported(package)))
        os._exit(0)
    os.close(start)
    with os.fdopen(end) as pipe:
        told = pipe.read()
    os.waitpid(child, 0)
    died: dict[str, object] = {"events": ["the process ended"], "modules": 0, "failure": ""}
    return json.loads(told) if told else died


def imported(package: Path) -> dict[str, object]:
    """What happened when a package was imported in this process."""
    events: list[str] = []
    folder = package.parent

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        if event == "open" and isinstance(arguments[1], str) and {*arguments[1]} & {*_WRITES}:
            events.append(f"open {arguments[:2]}")
        elif event == "exec" and isinstance(arguments[0], CodeType):
            name = arguments[0].co_filename
            if not name.startswith((str(folder), "<frozen ", sys.base_prefix, sys.prefix)):
                events.append(f"exec {name}")
        elif any(event.startswith(deed) for deed in _DEEDS):
            events.append(event)

    modules = [
        ".".join(file.relative_to(folder).with_suffix("").parts).removesuffix(".__init__")
        for file in sorted(package.rglob("*.py"))
    ]
    failure = ""
    sys.addaudithook(watch)
    try:
        for module in modules:
            importlib.import_module(module)
    except BaseException:
        failure = traceback.format_exc()
    if hasattr(sys, "canary"):
        events.append("a canary died")
    return {"events": events, "modules": len(modules), "failure": failure}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(Path(sys.argv[1]))))
