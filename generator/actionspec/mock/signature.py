"""The signature that a service computes over the fields of a request."""

from __future__ import annotations

import hashlib
import hmac
from base64 import b64encode
from urllib.parse import quote, quote_plus

from actionspec.model import Signature


def sign(signature: Signature, pairs: list[tuple[str, str]], secret: str) -> str:
    """The signature over some fields."""
    ordered = sorted(pairs, key=lambda pair: pair[0].lower() if signature.lower else pair[0])
    text = signature.joiner.join(_written(signature, *pair) for pair in ordered)
    kind = signature.hash.removeprefix("hmac_")
    text = text.lower() if signature.lower else text
    if kind != signature.hash:
        digest = hmac.new(secret.encode(), text.encode(), kind).digest()
    else:
        text = secret + text if signature.place == "before" else text + secret
        digest = hashlib.new(kind, text.encode()).digest()
    return digest.hex() if signature.encoding == "hex" else b64encode(digest).decode()


def _written(signature: Signature, name: str, value: str) -> str:
    match signature.quoted:
        case "rfc3986":
            value = quote(value, safe="~")
        case "form":
            value = quote_plus(value, safe="*").replace("+", "%20").replace("~", "%7E")
        case None:
            pass
    return signature.pair.replace("{name}", name).replace("{value}", value)
