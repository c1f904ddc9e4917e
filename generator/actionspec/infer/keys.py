"""Keys and passwords in samples: what a spec calls them, and samples without them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from html import unescape
from urllib.parse import quote, quote_plus, unquote_plus
from xml.sax.saxutils import escape

from actionspec.infer.known import Data, Known
from actionspec.infer.rewrite import rewritten
from actionspec.infer.samples import Sample
from actionspec.infer.tree import Tree, Value, Way, folded, leaves
from actionspec.infer.words import plain, snake, word_set
from actionspec.model import LetterCase
from actionspec.names import taken_by

WORD = "secret"
"""What stands in the place of a key."""

_USERS = word_set("""
    user username login account apiuser clientid uid cid customer customerid customerno merchant
    merchantid partner partnerid accountid
    """)
_COMMON = word_set("""
    key auth session pass pw sid hash sign signature nonce cookie jwt license licence
    """)
"""What other things are called as well; a value that looks like a key is one."""

_KEY = re.compile(
    r".*(passwor[dt]|passwd|passphrase|passcode|pwd|secret|(?<!next)(?<!page)(?<!continuation)token"
    r"|(api|app|access|private|secret|user|auth|account|client|customer|licen[sc]e|security|session"
    r"|transfer|master|shared)key(id)?|sessionid|authcode)"
)
"""What only keys and the like are called."""

_HELD = word_set("value text content")
"""What the text of an element may be called, where that has the telling name."""

_WHO_SENDS = word_set("auth authentication authorization credentials login account security")
"""What an element is called that says who sends a request, and nothing else."""

_LIKE_A_KEY = re.compile(r"(?=.*\d)\S{8,}")
_TELLING = re.compile(r"(?=.*[^a-z ]).{6,}|.{16,}", re.DOTALL)
"""Keys that stand nowhere by chance."""

_WORDS = word_set("true false yes no on off null none")

_HEADER = re.compile(r"(?i)authorization|(x-)?[a-z-]*(api-?key|token|secret|password)")
_SCHEMED = re.compile(r"(?:(?P<scheme>Bearer|Token|ApiKey|Key)\s+)?(?P<key>\S*|[<{].*[>}])")
"""What a header for authorization holds that a spec can say: a key, perhaps behind a word."""


class KeyLeftError(Exception):
    """A key stands where it cannot be taken out."""


def is_key(name: str) -> bool:
    """Whether only keys, passwords and the like have such a name."""
    last = snake(name, frozenset()).rpartition("_")[2]
    return last == "pin" or bool(_KEY.fullmatch(folded(name)))


def is_called_like_a_key(name: str) -> bool:
    """Whether keys have such a name, and other things as well."""
    return folded(name) in _COMMON


def credentials_of(tree: Tree, package: str, case: LetterCase) -> Data:
    """What the fields of a request say of who sends it, as a spec has it."""
    found: Data = {}
    for way in _senders(tree):
        name = snake(way[-1].lstrip("@"), frozenset())
        if taken_by(name, "argument"):
            name = "password" if name == "pass" else f"{name}_value"
        wire = "/".join(plain(one, case) for one in way)
        more: Data = {} if wire == name else {"wire": wire}
        if _is_user(way):
            more["secret"] = False
        found[name] = _credential(name, package, more)
    return found


def credentials_of_headers(headers: Mapping[str, str], package: str) -> tuple[Data, Data]:
    """What headers say of who sends a request: keys of `api.yaml`, and credentials.

    Args:
        headers: The headers of a sample, by their names in lower case.
        package: The name of the package.
    """
    if headers.get("authorization", "").startswith("Basic"):
        user = _credential("user", package, {"secret": False})
        found = {"user": user, "password": _credential("password", package, {})}
        return {"basic": {"user": "user", "password": "password"}}, found
    written: Data = {}
    found = {}
    for header, value in headers.items():
        schemed = _SCHEMED.fullmatch(value) if header == "authorization" else None
        if not _HEADER.fullmatch(header) or (header == "authorization" and not schemed):
            continue
        scheme = f"{schemed['scheme']} " if schemed and schemed["scheme"] else ""
        bare = "token" if header == "authorization" else header.removeprefix("x-")
        name = snake(bare, frozenset())
        shown = "-".join(part.capitalize() for part in header.split("-"))
        written[shown] = f"{scheme}{{{name}}}"
        found[name] = _credential(name, package, {})
    return ({"headers": written} if written else {}), found


def without_keys(
    asked: Sequence[Sample], answers: Sequence[Sample], known: Known | None
) -> tuple[list[Sample], list[Sample]]:
    """Samples with a word in the place of each key, however it is written there.

    Args:
        asked: Requests.
        answers: Answers, which may repeat keys and have some of their own.
        known: The spec, if there is one.

    Raises:
        KeyLeftError: A key stands where it cannot be taken out.
    """
    keys = [_Keys(known, _ways(one.tree, known)) for one in asked]
    keys += [_Keys(known, frozenset()) for _ in answers]
    samples = [*asked, *answers]
    secrets = {key for one in asked for key in _of_headers(one.headers)}
    for sample, own in zip(samples, keys, strict=True):
        rewritten(sample.text, sample.format, own.note)
        _changed(sample.tree, own.note)
        secrets |= own.secrets
    telling = sorted(filter(_TELLING.fullmatch, secrets - {WORD}), key=len, reverse=True)
    made = [
        # What a spec shows already is no secret.
        (
            sample
            if known and known.shows(sample.text)
            else _without(sample, _instead(own, telling), telling)
        )
        for sample, own in zip(samples, keys, strict=True)
    ]
    return made[: len(asked)], made[len(asked) :]


@dataclass
class _Keys:
    """Which values of a sample are keys.

    Attributes:
        known: The spec, if there is one.
        ways: The ways to what says who sends a request.
        secrets: The keys that were found, without names of users.
    """

    known: Known | None
    ways: frozenset[Way]
    secrets: set[str] = field(default_factory=set[str])

    def note(self, way: Way, value: str) -> None:
        if self.has(way, value) and not _is_user(way):
            self.secrets.add(value)

    def has(self, way: Way, value: str) -> bool:
        """Whether a value is to be taken out."""
        if not value.strip() or value.lower() in _WORDS:
            return False
        if (*map(folded, way),) in self.ways:
            return True
        name = _name(way)
        described = self.known and (self.known.parameter(name) or self.known.field(name))
        if described and "secret" in described[1]:
            return bool(described[1]["secret"])
        if is_key(name) or (_is_held(way) and is_called_like_a_key(name)):
            return len(value) > 3 or not value.isdecimal()
        likely = not described and is_called_like_a_key(name)
        return likely and bool(_LIKE_A_KEY.fullmatch(value))


def _without(sample: Sample, change: Callable[[Way, str], str | None], keys: list[str]) -> Sample:
    text = rewritten(sample.text, sample.format, change)
    address = sample.address
    for key in keys:
        address = address.replace(key, WORD)
    names = {name for way, _ in leaves(sample.tree) for name in way}
    shown = {text, unquote_plus(text), unescape(text)}
    if any(key in one for key in keys for one in shown if key not in names):
        raise KeyLeftError(f"{sample.file.as_posix()}: put another word in the place of the key")
    return replace(sample, text=text, tree=_changed(sample.tree, change), address=address)


def _instead(keys: _Keys, telling: Iterable[str]) -> Callable[[Way, str], str | None]:
    """What a value is without keys; nothing if there is none in it."""

    def change(way: Way, value: str) -> str | None:
        if keys.has(way, value):
            return WORD
        new = value
        for key in telling:
            for way_to_write in {key, escape(key), quote(key, safe=""), quote_plus(key)}:
                # Digits may stand in a longer number by chance.
                pattern = rf"(?<!\d){key}(?!\d)" if key.isdecimal() else re.escape(way_to_write)
                new = re.sub(pattern, WORD, new)
        return None if new == value else new

    return change


def _changed(tree: Tree, change: Callable[[Way, str], str | None], way: Way = ()) -> Tree:
    """The same fields, with other values."""

    def changed(value: Value, steps: Way) -> Value:
        if isinstance(value, dict):
            return _changed(value, change, steps)
        if value is None or isinstance(value, bool):
            return value
        new = change(steps, str(value))
        return value if new is None else new

    return {
        name: type(values)(changed(one, (*way, name)) for one in values)
        for name, values in tree.items()
    }


def _ways(tree: Tree, known: Known | None) -> frozenset[Way]:
    """The ways to what says who sends a request, without regard to letter case."""
    if known is None:
        return frozenset((*map(folded, way),) for way in _senders(tree))
    credentials = known.api.get("credentials", {}).items()
    wires = [str(one.get("wire", name)).replace("/@", "@") for name, one in credentials]
    return frozenset((*map(folded, one.replace("@", "/@").split("/")),) for one in wires)


def _senders(tree: Tree) -> list[Way]:
    """The ways to what says who sends a request, by their names; none where no key is there."""
    ways = {way: None for way, _ in leaves(tree) if _is_about_the_sender(way)}
    return [*ways] if any(_may_be_key(_name(way)) for way in ways) else []


def _is_about_the_sender(way: Way) -> bool:
    """Whether a field says who sends a request: by its own name, or by that of its element."""
    return _is_held(way) or (len(way) == 1 and (_is_user(way) or _may_be_key(way[0])))


def _is_held(way: Way) -> bool:
    return len(way) > 1 and all(folded(one) in _WHO_SENDS for one in way[:-1])


def _may_be_key(step: str) -> bool:
    name = step.lstrip("@")
    return is_key(name) or is_called_like_a_key(name)


def _is_user(way: Way) -> bool:
    return folded(_name(way)) in _USERS


def _name(way: Way) -> str:
    """What the last step is called that tells what a value is."""
    steps = [part for one in way for part in re.split(r"[\[\].:/]+", one.lstrip("@")) if part]
    if len(steps) > 1 and folded(steps[-1]) in _HELD:
        return steps[-2]
    return steps[-1] if steps else ""


def _of_headers(headers: Mapping[str, str]) -> list[str]:
    """The keys and passwords in headers, which an answer may repeat."""
    found: list[str] = []
    for header, value in headers.items():
        if _HEADER.fullmatch(header):
            key = value.rpartition(" ")[2]
            found += [value, key, key.partition(":")[2]]
    return [one for one in found if one]


def _credential(name: str, package: str, more: Data) -> Data:
    description = f"The {name.replace('_', ' ')} of the account."
    return {"environment": f"{package}_{name}".upper(), **more, "description": description}
