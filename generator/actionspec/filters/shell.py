"""Words of a shell command."""

from __future__ import annotations

import shlex


def shell_word(text: str) -> str:
    """Text as one word of a POSIX shell command."""
    return shlex.quote(str(text))


def single_line(text: str) -> str:
    """Text that was wrapped for reading, as the one line that it stands for."""
    return "".join(line.strip() for line in text.splitlines())
