"""How the tests of the Skycore client call it."""

from __future__ import annotations

from typing import Literal

import pytest

from skycore import SentMessages, Skycore

Transport = Literal["xml", "get"]
both_transports = pytest.mark.parametrize("transport", ["xml", "get"])


def send(client: Skycore, text: str = "Hello") -> SentMessages:
    """Send a text to a subscriber."""
    return client.send_message_by_subscriber_ref(
        subscriber_ref="ACCT-1", campaign_ref="Campaign123", text=text
    )
