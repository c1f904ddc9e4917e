"""A spec as it was at a revision of git, read without touching the work tree."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import NamedTuple

from actionspec.beside import NAME
from actionspec.check import check
from actionspec.cli.console import InputError
from actionspec.files import MOST_FILES, MissingSpecError
from actionspec.history import read_history
from actionspec.load import LARGEST_FILE, MOST_BASES, load, read_document
from actionspec.problem import SpecError
from actionspec.read import Spec, read_spec
from actionspec.resolve import resolve
from actionspec.source import Source
from actionspec.write import visible

PREFIX = "git:"
"""What a revision begins with on the command line."""

LARGEST_SPEC = 64 * 1024 * 1024
"""Bytes that are read of one revision at the most."""

_REGULAR = {"100644", "100755"}

# Nothing is fetched, nobody is asked, nothing is locked, and what is wrong is told in English.
_ENVIRONMENT = {
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}

LOCAL = frozenset(
    (
        "GIT_ALTERNATE_OBJECT_DIRECTORIES",
        "GIT_COMMON_DIR",
        "GIT_CONFIG",
        "GIT_CONFIG_COUNT",
        "GIT_CONFIG_PARAMETERS",
        "GIT_DIR",
        "GIT_GRAFT_FILE",
        "GIT_IMPLICIT_WORK_TREE",
        "GIT_INDEX_FILE",
        "GIT_INTERNAL_SUPER_PREFIX",
        "GIT_NO_REPLACE_OBJECTS",
        "GIT_OBJECT_DIRECTORY",
        "GIT_PREFIX",
        "GIT_REPLACE_REF_BASE",
        "GIT_SHALLOW_FILE",
        "GIT_WORK_TREE",
    )
)
"""What a hook of git is told of its own repository, as `git rev-parse --local-env-vars` has it."""


def _elsewhere(environment: Mapping[str, str]) -> dict[str, str]:
    """An environment that points to no repository, so that the one around the spec is found."""
    return {name: value for name, value in environment.items() if name not in LOCAL}


def read_either(told: str, other: str) -> Spec:
    """The spec that an argument names: at a path, or `git:REV`, or `git:REV:PATH`.

    Args:
        told: The argument.
        other: The argument beside it, whose path counts where this one names none.

    Raises:
        InputError: There is no such revision, or nothing of that name in it.
        MissingSpecError: There is no spec at the path.
        SpecError: The spec has problems.
    """
    if not told.startswith(PREFIX):
        spec = read_spec(Path(told))
        # What `check` and `generate` refuse is refused here too.
        read_history(spec)
        return spec
    revision, path = _parsed(told)
    path = path or (_parsed(other)[1] if other.startswith(PREFIX) else other)
    if not path:
        raise _wrong(f"{told}: say which spec, as in {told}:spec/my_api")
    return _Revision(revision, Path(path)).read()


def _wrong(message: str) -> InputError:
    """What cannot be used, in which nothing steers a terminal."""
    return InputError(visible(message).replace("\n", " "))


def _parsed(told: str) -> tuple[str, str]:
    """A revision, and the path behind it."""
    revision, _, path = told.removeprefix(PREFIX).partition(":")
    if not revision:
        raise _wrong(f"{told}: write git:REVISION, as in git:HEAD or git:v1.2")
    return revision, path


def _unfound(path: str, errors: bytes) -> str:
    """Why git reads no repository around a path, in its own words unless there is simply none."""
    lines = errors.decode(errors="replace").splitlines()
    told = [line.removeprefix("fatal: ") for line in lines if line.startswith("fatal: ")]
    if not told or told[-1].startswith("not a git repository"):
        return f"{path} is in no git repository"
    return f"git does not read the repository of {path}: {told[-1]}"


class _Entry(NamedTuple):
    """A file of a revision."""

    path: PurePosixPath
    mode: str
    hash: str
    size: int


class _Revision:
    def __init__(self, revision: str, path: Path) -> None:
        self._revision = revision
        self._told = path.as_posix()
        full = Path(os.path.abspath(path))
        around = next(one for one in (full, *full.parents) if one.is_dir())
        self._root = Path(self._top(around))
        try:
            inside = (around.resolve() / full.relative_to(around)).relative_to(self._root)
        except ValueError:
            raise _wrong(f"{self._told} is in no git repository") from None
        self._path = PurePosixPath(inside.as_posix())
        asked = ["rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"]
        self._commit = self._git(*asked).decode().strip()
        # What begins with ^ stands for all but a commit.
        if not re.fullmatch("[0-9a-f]{40,64}", self._commit):
            raise _wrong(f'there is no revision "{revision}"')

    def _top(self, folder: Path) -> str:
        self._root = folder
        done = self._run("rev-parse", "--show-toplevel")
        if done.returncode:
            raise _wrong(_unfound(self._told, done.stderr))
        return os.fsdecode(done.stdout.removesuffix(b"\n"))

    def _git(self, *arguments: str, told: bytes = b"") -> bytes:
        """What git says; nothing if it failed."""
        done = self._run(*arguments, told=told)
        return b"" if done.returncode else done.stdout

    def _run(self, *arguments: str, told: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        """Run git, in English."""
        command = ["git", "-C", str(self._root), *arguments]
        try:
            return subprocess.run(  # noqa: S603  (no shell, and no argument that is an option)
                command,
                input=told,
                capture_output=True,
                check=False,
                env={**_elsewhere(os.environ), **_ENVIRONMENT},
            )
        except FileNotFoundError:
            raise _wrong("git is not installed, or not in the PATH") from None
        except ValueError:
            raise _wrong(f'there is no revision "{self._revision}"') from None

    def read(self) -> Spec:
        """The spec, whose files are named as git names them."""
        with TemporaryDirectory(prefix="actionspec-") as folder:
            # A spec that is the whole repository has a name inside the folder, too.
            root = Path(folder).resolve() / "tree"
            self._copy(root)
            try:
                source = load(root / self._path)
            except MissingSpecError:
                where = f"{self._path}/api.yaml" if self._holds(self._path) else self._path
                raise _wrong(f"there is no {self._shown(str(where))}") from None
            except SpecError as error:
                problems = [
                    replace(one, file=self._named(one.file, root)) for one in error.problems
                ]
                raise SpecError(problems) from None
            documents = [replace(one, name=self._named(one.name, root)) for one in source.documents]
        source = Source(tuple(documents))
        check(source)
        return Spec(Path(self._shown(str(self._path))), source, resolve(source))

    def _shown(self, path: str) -> str:
        return f"{PREFIX}{self._revision}:{path}"

    def _named(self, file: str, root: Path) -> str:
        return self._shown(file.removeprefix(f"{root.as_posix()}/"))

    def _holds(self, path: PurePosixPath) -> bool:
        return any(self._entries(path))

    def _copy(self, root: Path) -> None:
        """Write the spec into a folder, and the specs that it stands on."""
        path, left = self._path, LARGEST_SPEC
        for _ in range(MOST_BASES + 1):
            # The file that begins a spec stands for its folder.
            spec = path.parent if path.name == "api.yaml" else path
            entries = [
                *self._entries(spec),
                *self._entries(spec.with_name(f"{spec.name}.yaml") if spec.name else spec),
            ]
            left -= sum(entry.size for entry in entries)
            if left < 0 or len(entries) > MOST_FILES:
                limit = f"{LARGEST_SPEC // 1024 // 1024} MiB or {MOST_FILES} files"
                raise _wrong(f"{self._shown(str(path))} has more than {limit}")
            self._write(entries, root)
            base = _base(root / spec)
            if base is None:
                return
            path = spec.parent / base

    def _entries(self, path: PurePosixPath) -> Iterator[_Entry]:
        """The YAML files at a path, or below it."""
        listed = self._git(
            "ls-tree", "-r", "-l", "-z", "--full-tree", self._commit, "--", str(path)
        )
        for line in listed.split(b"\0")[:-1]:
            told, _, name = line.partition(b"\t")
            mode, kind, object_name, size = told.decode().split()
            found = PurePosixPath(os.fsdecode(name))
            if not re.fullmatch(r"\.y.*ml", found.suffix):
                continue
            # Objects that somebody made by hand can have such names.
            if ".." in found.parts or found.is_absolute():
                raise _wrong(f"{self._shown(str(found))} leads out of the repository")
            if kind != "blob" or mode not in _REGULAR:
                raise _wrong(f"{self._shown(str(found))} is no regular file")
            if int(size) > LARGEST_FILE:
                limit = LARGEST_FILE // 1024 // 1024
                raise _wrong(f"{self._shown(str(found))} has more than {limit} MiB")
            yield _Entry(found, mode, object_name, int(size))

    def _write(self, entries: Iterable[_Entry], root: Path) -> None:
        entries = [*entries]
        names = "".join(f"{entry.hash}\n" for entry in entries).encode()
        content = self._git("cat-file", "--batch", told=names) if entries else b""
        start = 0
        for entry in entries:
            end = content.find(b"\n", start)
            if not content[start : max(end, 0)].endswith(b" blob %d" % entry.size):
                raise _wrong(f"{self._shown(str(entry.path))} is not in this clone")
            start = end + 1
            target = root / entry.path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content[start : start + entry.size])
            start += entry.size + 1


def _base(spec: Path) -> str | None:
    """The name of the spec that another one stands on; None if there is none, or it is no name."""
    files = spec / "api.yaml", spec, spec.with_name(f"{spec.name}.yaml")
    file = next((one for one in files if one.is_file()), spec)
    try:
        data = read_document(file, file.name, "api").data
    except SpecError:
        return None
    base = data.get("base") if isinstance(data, dict) else None
    return base if isinstance(base, str) and re.fullmatch(NAME, base) else None
