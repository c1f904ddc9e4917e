"""What comes of odd answers, for one API of each form of answers: never a result by accident."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
import pytest
from apis import PACKAGES, read_api
from hypothesis import given
from hypothesis import strategies as st
from inline import generated
from test_examples import Case
from test_mock_spec import action, described, transport

from actionspec.read import read

# The spec, the action and the example of which a good answer of each form is taken.
PRINTED = {
    "xml": ("iam", "GetUser", 0),
    "attributes": ("namecheap", "namecheap.domains.getList", 0),
    "keyed": ("moodle", "core_user_create_users", 0),
    "json": ("moodle", "core_course_get_courses", 0),
    "rooted": ("cloudstack", "listUsers", 0),
    "lines": ("enom", "Check", 1),
    "form": ("paypal_nvp", "TransactionSearch", 0),
}
FORMS = [*PRINTED, "text"]
TEXT = {
    "transports": {"get": transport(format="query")},
    "response": {
        "format": "text",
        "patterns": ["ID: (?P<id>[a-z0-9]+)( To: (?P<to>[0-9]+))?", "ERR: (?P<code>[a-z]+)(?P<text>.*)"],
        "each_line": True,
    },
    "outcome": {
        "failure": [{"field": "code"}],
        "success": [{"field": "id"}, {"field": "*"}],
        "code": "code",
        "message": "text",
    },
    "types": {
        "Sent": {
            "description": "A message.",
            "fields": described(id={}, to={"type": "integer"}),
        }
    },
    "actions": [
        action(
            returns=described(id={"optional": True}, sent={"wire": "*", "list_of": "Sent"}),
            examples=[
                {
                    "name": "two",
                    "request": {},
                    "response": "ID: 1a To: 49151\nID: 1b To: 49152\n",
                    "result": {"sent": [{"id": "1a", "to": 49151}, {"id": "1b", "to": 49152}]},
                }
            ],
        )
    ],
}
