"""Makes a spec with any number of actions: six parameters each, and eight fields in the answer."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

_API = """\
actionspec: 1
name: Notices
package: notices
version: "1.0"
title: notice API
description: Sends notices to groups of subscribers.
url: https://notices.example/api
dispatch: {field: action}
credentials:
  api_key: {environment: NOTICES_API_KEY, description: The key of the account.}
transports:
  xml: {format: xml, root: REQUEST, names: upper, description: An XML document in the body of a POST.}
  get: {format: query, description: A query string behind the URL.}
response: {format: xml, root: RESPONSE, names: upper}
outcome:
  failure: [{field: status, equals: Failure}]
  success: [{field: status, equals: Success}]
  code: errorcode
  message: errorinfo
faults: {request: E100, credentials: E104, body: E108}
"""

_TYPES = """\
Recipient:
  description: What became of a notice for one number.
  fields:
    to: {description: The number.}
    status: {optional: true, description: What happened.}
    tracking_id: {wire: trackingid, optional: true, description: The id of the message.}
"""

_ACTION = """\
action: sendNotice{number}
summary: Send notice {number} to a group of subscribers.
effect: send
parameters:
  group_id: {{wire: groupid, type: integer, required: E{first}, description: The group that gets the notice.}}
  title: {{required: E{second}, max_length: 80, description: What stands above the text.}}
  text: {{max_length: 160, description: The text of the notice.}}
  template_id: {{wire: templateid, type: integer, description: A saved notice to send instead of a text.}}
  sender: {{description: The name that the notice comes from.}}
  urgent: {{type: boolean, description: Whether to send it before all others.}}
{rules}result: SentNotice{number}
returns:
  notice_id: {{wire: noticeid, type: integer, description: The id of the notice.}}
  group_id: {{wire: groupid, type: integer, optional: true, description: The group of the request.}}
  title: {{optional: true, description: The title of the request.}}
  queued: {{type: boolean, optional: true, description: Whether it waits for its turn.}}
  cost: {{type: decimal, optional: true, description: What it costs.}}
  balance: {{type: decimal, optional: true, description: What is left of the credit.}}
  sender: {{optional: true, description: The name that the notice came from.}}
  recipients: {{wire: recipient, list_of: Recipient, description: "What became of it, number by number."}}
"""

_RULES = """\
rules:
  - exactly_one_of: [text, template_id]
    none: E{third}
    several: E{third}
"""

CODES = 60
"""Codes of the table, whatever the number of actions."""


def make(folder: Path, actions: int, rule_every: int = 4) -> None:
    """Make a spec.

    Args:
        folder: Where; what is there is deleted.
        actions: How many actions it has.
        rule_every: Of how many actions one has a rule, which becomes overloads.
    """
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "actions").mkdir(parents=True)
    (folder / "api.yaml").write_text(_API, "utf-8")
    (folder / "types.yaml").write_text(_TYPES, "utf-8")
    codes = [100, 104, 108, *range(200, 200 + CODES)]
    errors = "".join(
        f"  E{code}: {{class: Reason{code}Error, category: RequestError, message: Reason {code}., "
        f"cause: It is wrong by reason {code}., remedy: Mend reason {code}., general: true}}\n"
        for code in codes
    )
    categories = "categories:\n  RequestError: The request is wrong.\n"
    (folder / "errors.yaml").write_text(f"{categories}codes:\n{errors}", "utf-8")
    for number in range(1, actions + 1):
        write_action(folder, number, rule_every=rule_every)


def write_action(folder: Path, number: int, text: str = "Send notice", rule_every: int = 4) -> None:
    """Write one of the actions, whose summary may begin with another text."""
    first, second, third = (200 + (number + shift) % CODES for shift in (0, 7, 13))
    rules = "" if number % rule_every else _RULES.format(third=third)
    made = _ACTION.format(number=number, first=first, second=second, rules=rules)
    made = made.replace("Send notice", text, 1)
    (folder / "actions" / f"sendNotice{number}.yaml").write_text(made, "utf-8")


if __name__ == "__main__":
    make(Path(sys.argv[1]), int(sys.argv[2]))
