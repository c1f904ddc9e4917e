"""Characters that no spec may hold: what cannot be seen, or changes how other text is shown."""

from __future__ import annotations

import re
import unicodedata

# Controls, line ends that only some programs break lines at, marks of the writing direction, what
# has no width, and half characters. Joiners (U+200C, U+200D) are part of scripts and of emoji.
UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e"
    "\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
"""What stands nowhere in a spec, not even as an escape."""

UNSEEN_IN_FILE = re.compile(UNSEEN.pattern + "|\r(?!\n)")
"""The same in the text of a file, where a lone carriage return would hide what is behind it."""


# Fillers and marks that have a place of their own in a text, and nothing to show without others.
_BLANK = frozenset(
    "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0\U00016fe4"
) | {chr(number) for number in range(0xFE00, 0xFE10)}


_SHOWN = re.compile("[!-~]")


def is_blank(text: str) -> bool:
    """Whether nothing of a text can be seen: spaces, joiners, fillers and the like alone.

    They are part of scripts and of emoji, and so may stand in a text that shows something.
    """
    return not _SHOWN.search(text) and all(
        one in _BLANK or one.isspace() or unicodedata.category(one) in {"Cc", "Cf"} for one in text
    )


def in_words(character: str) -> str:
    """A character by its number and its name: `the character U+202E (right-to-left override)`."""
    name = unicodedata.name(character, "").lower()
    if unicodedata.category(character) == "Cc":
        return f"the control character U+{ord(character):04X}"
    return f"the character U+{ord(character):04X}" + (f" ({name})" if name else "")
