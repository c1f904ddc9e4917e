"""What had another name in an earlier version still works under it, and warns at the caller's line.

Broken on purpose, in a copy of the tree: without the walk out of the package, the warnings name a
file of the runtime; without the refusal of both names, the former one wins silently.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from inspect import iscoroutinefunction
from pathlib import Path
from typing import Any
from warnings import catch_warnings, simplefilter

import pytest
from apis import PACKAGES, ROOT

from actionspec.mock import MockServer

warehouse: Any = import_module("warehouse_api")
postbacks: Any = import_module("warehouse_api.postbacks")

FOLDER = ROOT / "tests" / "cases" / "generate-rich" / "spec"
SHELF = warehouse.WideShelf(boxes={1: warehouse.Box(label="Pears", kilos=2.5)})


@pytest.fixture
def server(mocks: dict[str, MockServer]) -> MockServer:
    server = mocks["warehouse_api"]
    server.requests.clear()
    return server


def warned(call: Callable[[], Any], *messages: str) -> Any:
    """What a call returns, which warns so often, each time of a line of this file."""
    with catch_warnings(record=True) as caught:
        simplefilter("always")
        result = call()
    assert [str(one.message) for one in caught] == [*messages]
    assert {one.category for one in caught} == {DeprecationWarning}
    assert {one.filename for one in caught} == {__file__}
    return result


def test_a_former_keyword_means_the_present_one(server: MockServer) -> None:
    with warehouse.Warehouse("me", "s", base_url=server.url, retry=None) as client:
        warned(lambda: client.store_things(count=2, ticket="A 7"), "ticket is now tag.")
        client.store_things(count=2, tag="A 7")
    former, present = server.requests
    assert former.parameters == present.parameters
    assert former.parameters["tag"] == "A 7"


def test_a_former_keyword_is_awaited_too(server: MockServer) -> None:
    async def store() -> None:
        async with warehouse.AsyncWarehouse("me", "s", base_url=server.url, retry=None) as client:
            with pytest.warns(DeprecationWarning, match=r"ticket is now tag\.") as caught:
                await client.store_things(count=2, ticket="A 7")
            assert [one.filename for one in caught] == [__file__]

    asyncio.run(store())
    assert server.requests[0].parameters["tag"] == "A 7"


def test_both_names_of_a_parameter_are_refused(server: MockServer) -> None:
    with (
        warehouse.Warehouse("me", "s", base_url=server.url) as client,
        pytest.raises(TypeError, match="ticket is now tag; give only tag"),
    ):
        client.store_things(count=2, ticket="A 7", tag="A 8")
    assert not server.requests


def test_a_former_method_is_the_present_one(server: MockServer) -> None:
    with warehouse.Warehouse("me", "s", base_url=server.url, retry=None) as client:
        warned(client.list_all, "list_all is now list.")
    assert [one.action for one in server.requests] == ["list"]


def test_a_former_method_of_a_deprecated_one_warns_of_both(server: MockServer) -> None:
    with warehouse.Warehouse("me", "s", base_url=server.url, retry=None) as client:
        warned(
            lambda: client.shift(shelf=SHELF, why="Rain"),
            "shift is now move.",
            'move is deprecated: Use "store_things" instead.',
            "why is now reason.",
        )
    assert server.requests[0].parameters["reason"] == "Rain"


def test_a_former_method_calls_what_a_subclass_has_in_its_place() -> None:
    shop = type("Shop", (warehouse.Warehouse,), {"list": lambda _: "mine"})
    with shop("me", "s") as client:
        assert warned(client.list_all, "list_all is now list.") == "mine"


def test_what_is_awaited_stays_what_it_is() -> None:
    for name in ("list_all", "store_things", "move", "shift"):
        assert iscoroutinefunction(getattr(warehouse.AsyncWarehouse, name)), name
        assert not iscoroutinefunction(getattr(warehouse.Warehouse, name)), name


def test_a_former_field_has_the_value() -> None:
    place = warehouse.Place(hall=3, doors=())
    assert warned(lambda: place.aisle, "aisle is now hall.") == 3
    shelf = warehouse.WideShelf(boxes={}, second_row="Figs")
    assert warned(lambda: shelf.back, "back is now second_row.") == "Figs"


@pytest.mark.parametrize(
    ("former", "present"),
    [
        ("NoRoomError", "FullError"),
        ("NoBayError", "FullError"),
        ("Track2ClosedError", "Lane2ClosedError"),
        ("Spot", "Place"),
        ("ListAllResult", "ListResult"),
    ],
)
def test_a_former_class_is_the_present_one(former: str, present: str) -> None:
    found = warned(lambda: getattr(warehouse, former), f"{former} is now {present}.")
    assert found is getattr(warehouse, present)


def test_a_former_class_of_postbacks_is_the_present_one() -> None:
    found = warned(lambda: postbacks.Arrived, "Arrived is now Came.")
    assert found is postbacks.Came
    with pytest.raises(AttributeError, match="no attribute 'Departed'"):
        postbacks.Departed  # noqa: B018


def test_an_import_by_a_former_name_names_its_line(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text("import sys\nfrom warehouse_api import Spot\nprint(Spot.__name__)\n", "utf-8")
    done = subprocess.run(
        [sys.executable, str(script)],
        env={"PYTHONPATH": str(PACKAGES[FOLDER])},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "Place\n"
    assert f"{script}:2: DeprecationWarning: Spot is now Place." in done.stderr


def test_a_type_checker_knows_the_present_keywords_alone(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "from warehouse_api import NoRoomError, Place, Spot, Warehouse\n"
        "client = Warehouse('me', 's')\n"
        "client.store_things(count=1, tag='A 7')\n"
        "client.store_things(count=1, ticket='A 7')\n"
        "client.list_all().items\n"
        "try: client.list()\n"
        "except NoRoomError as error: print(error.free)\n"
        "place: Spot = Place(hall=1, doors=())\n",
        "utf-8",
    )
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(tmp_path), str(script)],
        env={"MYPYPATH": str(PACKAGES[FOLDER])},
        capture_output=True,
        text=True,
        check=False,
    )
    problems = [line for line in done.stdout.splitlines() if ": error:" in line]
    assert len(problems) == 1, done.stdout
    assert 'script.py:4: error: Unexpected keyword argument "ticket"' in problems[0]
