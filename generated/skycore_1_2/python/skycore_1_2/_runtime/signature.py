"""A signature over the fields of a request."""

from __future__ import annotations

import hashlib
import hmac
import re
from base64 import b64encode
from collections.abc import Iterable
from urllib.parse import quote

import msgspec


class Signature(msgspec.Struct, frozen=True):
    """How fields become a text, and the text a signature.

    Attributes:
        field: The field that holds the signature.
        hash: The hash function, with "hmac_" before it where the secret is its key.
        encoding: How the hash is written: "hex" or "base64".
        place: Where the secret stands in the text, without hmac: "before" or "after".
        pair: How a field stands in the text, with {name} and {value}.
        joiner: What stands between the fields.
        quoted: How values are percent-encoded in the text: "rfc3986" or "form"; None if not at all.
        lower: Whether names are sorted without regard to case, and the text is in lower case.
        without: The fields that are left out.
    """

    field: str
    hash: str
    encoding: str = "hex"
    place: str = "after"
    pair: str = "{name}={value}"
    joiner: str = "&"
    quoted: str | None = None
    lower: bool = False
    without: frozenset[str] = frozenset()

    def sign(self, pairs: Iterable[tuple[str, str]], secret: str) -> tuple[str, str]:
        """The field that holds the signature over other fields."""
        chosen = [pair for pair in pairs if pair[0] not in self.without]
        ordered = sorted(chosen, key=lambda pair: pair[0].lower() if self.lower else pair[0])
        text = self.joiner.join(self._part(name, value) for name, value in ordered)
        text = text.lower() if self.lower else text
        name = self.hash.removeprefix("hmac_")
        if name != self.hash:
            digest = hmac.digest(secret.encode(), text.encode(), name)
        else:
            text = secret + text if self.place == "before" else text + secret
            digest = hashlib.new(name, text.encode(), usedforsecurity=False).digest()
        written = digest.hex() if self.encoding == "hex" else b64encode(digest).decode()
        return self.field, written

    def _part(self, name: str, value: str) -> str:
        written = value
        if self.quoted:
            written = quote(value, safe="" if self.quoted == "rfc3986" else "*")
        if self.quoted == "form":
            written = written.replace("~", "%7E")
        values = {"{name}": name, "{value}": written}
        return re.sub(r"\{(?:name|value)\}", lambda found: values[found[0]], self.pair)
