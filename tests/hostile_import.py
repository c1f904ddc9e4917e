"""Imports every module of the packages in a folder, and tells what this did beside.

    python hostile_import.py FOLDER

Runs in a process of its own: no test could take an audit hook away again.
"""

from __future__ import annotations

import importlib
import json
import sys
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


def main(folder: Path) -> dict[str, object]:
    """What happened, and how many modules were imported."""
    import httpx2  # noqa: F401  (loaded before anything is watched, as is what it needs)
    import msgspec  # noqa: F401

    sys.path.insert(0, str(folder))
    for file in sorted((folder / "shared_runtime").glob("*.py")):
        importlib.import_module(f"shared_runtime.{file.stem}")
    events: list[str] = []

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        if event == "open" and isinstance(arguments[1], str) and {*arguments[1]} & {*_WRITES}:
            events.append(f"open {arguments[:2]}")
        elif event == "exec" and isinstance(arguments[0], CodeType):
            name = arguments[0].co_filename
            if not name.startswith((str(folder), "<frozen ", sys.base_prefix, sys.prefix)):
                events.append(f"exec {name}")
        elif any(event.startswith(deed) for deed in _DEEDS):
            events.append(event)

    sys.addaudithook(watch)
    modules = [
        ".".join(file.relative_to(folder).with_suffix("").parts).removesuffix(".__init__")
        for file in sorted(folder.glob("p*/**/*.py"))
    ]
    for module in modules:
        importlib.import_module(module)
    if hasattr(sys, "canary"):
        events.append("a canary died")
    return {"events": events, "modules": len(modules)}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(Path(sys.argv[1]))))
