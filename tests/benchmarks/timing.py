"""Times several subjects side by side, in turns, so that a busy machine slows all of them alike."""

from __future__ import annotations

import gc
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

Subject = Callable[[], object]


def in_turns(subjects: Mapping[str, Subject], *, rounds: int, calls: int = 1) -> dict[str, float]:
    """The median seconds of CPU that one call of each subject takes, in this process.

    Args:
        subjects: What to call, by name. Each is called once before the clock runs.
        rounds: How often each has its turn.
        calls: Calls in one turn.
    """
    times: dict[str, list[float]] = {name: [] for name in subjects}
    for subject in subjects.values():
        subject()
    for _ in range(rounds):
        for name, subject in subjects.items():
            gc.collect()
            begin = time.process_time()
            for _ in range(calls):
                subject()
            times[name].append((time.process_time() - begin) / calls)
    return {name: statistics.median(each) for name, each in times.items()}


def commands_in_turns(
    commands: Mapping[str, Sequence[str | Path]],
    *,
    rounds: int,
    before: Callable[[str], object] = lambda _: None,
) -> dict[str, float]:
    """The median seconds by the wall clock that each command takes as a process of its own.

    Args:
        commands: The commands, by name.
        rounds: How often each is run.
        before: What to do before each run, by the command's name; the clock does not run.

    Raises:
        SystemExit: A command failed.
    """
    times: dict[str, list[float]] = {name: [] for name in commands}
    for number in range(rounds):
        for name, command in commands.items():
            before(name)
            progress(f"{name}, {number + 1} of {rounds}")
            begin = time.perf_counter()
            done = subprocess.run(
                command, capture_output=True, check=False, text=True, env=_environment()
            )
            times[name].append(time.perf_counter() - begin)
            if done.returncode:
                raise SystemExit(f"{name} failed:\n{done.stdout[-2000:]}{done.stderr[-4000:]}")
    return {name: statistics.median(each) for name, each in times.items()}


@dataclass(frozen=True)
class Usage:
    """What one run of a command took.

    Attributes:
        seconds: By the wall clock.
        cpu: Seconds of CPU, of all its processes.
        memory: Bytes at the peak of its largest process.
    """

    seconds: float
    cpu: float
    memory: int


def usage(command: Sequence[str | Path]) -> Usage:
    """Run a command as a process of its own, once; what it prints is dropped.

    Raises:
        SystemExit: The command failed.
    """
    begin = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=_environment())
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command} failed")
    return Usage(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024)


def progress(text: str) -> None:
    """Say what is under way."""
    print(text, file=sys.stderr, flush=True)


def _environment() -> dict[str, str]:
    """The environment of a user who runs a command: compiled modules are kept."""
    return {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
