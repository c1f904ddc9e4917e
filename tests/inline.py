"""Clients that a test generates from a small spec of its own."""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path
from typing import Any

from apis import run
from test_mock_spec import SPEC


def generated(folder: Path, package: str, **changes: Any) -> Any:
    """The package of the small spec with changes, generated into a folder and imported."""
    file = folder / f"{package}.yaml"
    file.write_text(json.dumps({**SPEC, "package": package, **changes}, indent=1), encoding="utf-8")
    done = run("generate", file.name, "--out", package, cwd=folder)
    assert done.exit_code == 0, done.stderr
    sys.path.insert(0, str(folder / package / "python"))
    return importlib.import_module(package)
