"""The client of an inferred spec, held against the samples, which are the examples of the spec."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import test_examples as examples

from actionspec.model import Api


def assert_examples_hold(api: Api, folder: Path) -> None:
    """Let the client in a folder write each example's request, and read its answer."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(folder)
        # Another test may have imported a package of this name.
        for name in _modules_of(api.package):
            patch.delitem(sys.modules, name)
        try:
            for action in api.actions:
                for example in action.examples:
                    case = examples.Case(api, action, example)
                    examples.test_answer_is_read_as_told(case)
                    for name in example.wire:
                        examples.test_request_is_written_as_printed(case, api.transport(name))
        finally:
            for name in _modules_of(api.package):
                del sys.modules[name]


def _modules_of(package: str) -> list[str]:
    return [one for one in sys.modules if one.partition(".")[0] == package]
