"""The generators that are compared: how each is run, and what it has to leave."""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from dataclasses import dataclass
from pathlib import Path

CACHE = Path("cache")
SPEC, OPENAPI, XSD = Path("spec"), Path("openapi.json"), Path("notices.xsd")
"""The inputs, in the current folder, which is a place to work in."""


@dataclass(frozen=True)
class Generator:
    """A generator, and a way to use it.

    Attributes:
        command: What is run.
        out: The folder that it writes.
        leaves: What it writes there of each action; the pattern's group is the action's number.
        distribution: What it is installed from, if it is a peer.
    """

    command: tuple[str | Path, ...]
    out: Path
    leaves: tuple[str, ...]
    distribution: str = ""

    def clean(self) -> None:
        """Delete what it wrote, and what it or its formatter keeps between runs."""
        for folder in (self.out, CACHE, Path(".ruff_cache")):
            shutil.rmtree(folder, ignore_errors=True)

    def check(self, actions: int) -> None:
        """Make sure that it wrote something for each action.

        Raises:
            SystemExit: It did not.
        """
        text = "\n".join(file.read_text("utf-8") for file in sorted(self.out.rglob("*.py")))
        wanted = {str(number) for number in range(1, actions + 1)}
        for pattern in self.leaves:
            found = set(re.findall(pattern, text))
            if found != wanted:
                raise SystemExit(
                    f"{self.out} has {len(found)} of {actions} actions by the pattern {pattern}"
                )


def _own(out: str, *settings: str) -> Generator:
    before = ("env", *settings) if settings else ()
    return Generator((*before, *_GENERATE, out), Path(out), (r"def send_notice(\d+)\(", _RESULT))


_REQUEST, _RESULT = r"class SendNotice(\d+)\b", r"class SentNotice(\d+)\b"
_MODELS = (_REQUEST, _RESULT)
_CLIENT = (*_MODELS, r'"/sendNotice(\d+)"')
_GENERATE = ("actionspec", "generate", SPEC, "--target", "python", "--out")
_DATAMODEL = ("datamodel-codegen", "--input", OPENAPI, "--input-file-type", "openapi", "--output")
_RUFF = ("--formatters", "ruff-check", "ruff-format")

OWN, OWN_ALONE = "ActionSpec", "ActionSpec, one process"
APIWRIGHT = "apiwright"
GENERATORS = {
    OWN: _own("by_actionspec"),
    OWN_ALONE: _own("by_actionspec_alone", "ACTIONSPEC_PROCESSES=1"),
    "openapi-python-client": Generator(
        ("openapi-python-client", "generate", "--path", OPENAPI, "--output-path", "by_client"),
        Path("by_client"),
        _CLIENT,
        "openapi-python-client",
    ),
    "datamodel-code-generator, black": Generator(
        (*_DATAMODEL, "by_datamodel_black/models.py"),
        Path("by_datamodel_black"),
        _MODELS,
        "datamodel-code-generator",
    ),
    "datamodel-code-generator, ruff": Generator(
        (*_DATAMODEL, "by_datamodel_ruff/models.py", *_RUFF),
        Path("by_datamodel_ruff"),
        _MODELS,
        "datamodel-code-generator",
    ),
    "xsdata": Generator(
        ("xsdata", "generate", XSD, "--package", "by_xsdata"), Path("by_xsdata"), _MODELS, "xsdata"
    ),
    APIWRIGHT: Generator(
        ("apiwright", "python", "--input", OPENAPI, "--output", "by_apiwright"),
        Path("by_apiwright"),
        _CLIENT,
        "apiwright",
    ),
}
"""All of them, each as its README uses it; the command and its formatters are found on the path."""

PEERS = [*dict.fromkeys(one.distribution for one in GENERATORS.values() if one.distribution)]
"""The distributions of the peers."""


@contextmanager
def place_to_work() -> Iterator[None]:
    """A new folder, which is the current one meanwhile and has a cache of its own."""
    commands = Path(sys.executable).parent
    os.environ["PATH"] = f"{commands}{os.pathsep}{os.environ['PATH']}"
    with tempfile.TemporaryDirectory() as folder, chdir(folder):
        os.environ["ACTIONSPEC_CACHE"] = str(Path(folder) / CACHE)
        yield
