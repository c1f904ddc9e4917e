"""A long list that comes page by page: to its end, and never round in a circle."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterator
from itertools import islice
from typing import Any, TypeAlias

import httpx2
import pytest
from inline import generated
from test_mock_spec import action, described, transport

Answer: TypeAlias = Callable[[dict[str, str]], dict[str, Any]]

RETURNS = described(
    items={"list_of": "Item"},
    next={"optional": True},
    more={"type": "boolean", "optional": True},
    total={"type": "integer", "optional": True},
    further={"wire": "continue", "map_of": "string"},
)
PARAMETERS = described(
    marker={},
    rest={"map_of": "string", "maps": {"template": "{key}"}},
    page={"type": "integer"},
    offset={"type": "integer"},
    query={},
)
PAGES: dict[str, dict[str, Any]] = {
    "by_token": {"next": {"field": "next", "parameter": "marker"}},
    "by_token_and_more": {"next": {"field": "next", "parameter": "marker"}, "more": "more"},
    "by_map": {"next": {"field": "further", "parameter": "rest"}},
    "by_page": {"page": "page"},
    "by_page_from_zero": {"page": "page", "first": 0},
    "by_page_and_total": {"page": "page", "total": "total"},
    "by_page_and_more": {"page": "page", "more": "more"},
    "by_offset": {"offset": "offset"},
    "by_offset_from_one": {"offset": "offset", "first": 1, "total": "total"},
    "by_offset_and_total": {"offset": "offset", "total": "total"},
    "by_offset_and_more": {"offset": "offset", "more": "more"},
}


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return generated(
        tmp_path_factory.mktemp("pages"),
        "paging",
        response={"format": "json"},
        transports={"get": transport(format="query")},
        types={"Item": {"description": "An item.", "fields": described(n={"type": "integer"})}},
        actions=[
            action(
                f"list_{name}",
                parameters=PARAMETERS,
                returns=RETURNS,
                pages={"items": "items", "name": name, **pages},
            )
            for name, pages in PAGES.items()
        ],
    )


class Shelf:
    """A service that has seven items, three on a page."""

    def __init__(self, first: int = 1) -> None:
        self.asked: list[dict[str, str]] = []
        self.first = first

    def answer(self, query: dict[str, str]) -> dict[str, Any]:
        begin = self._begin(query)
        numbers = [*range(7)][begin : begin + 3]
        behind = begin + 3
        told = {"items": [{"n": n} for n in numbers], "total": 7, "more": behind < 7}
        if behind >= 7:
            return told
        return {**told, "next": f"t{behind}", "continue": {"c1": str(behind), "c2": "x"}}

    def _begin(self, query: dict[str, str]) -> int:
        match query:
            case {"marker": marker}:
                return int(marker[1:])
            case {"c1": begin, "c2": "x"}:
                return int(begin)
            case {"page": page}:
                return (int(page) - self.first) * 3
            case {"offset": offset}:
                return int(offset) - self.first
            case _:
                return 0


def handler(
    answer: Answer, asked: list[dict[str, str]]
) -> Callable[[httpx2.Request], httpx2.Response]:
    def handle(request: httpx2.Request) -> httpx2.Response:
        asked.append(dict(request.url.params))
        assert len(asked) < 50, "the walk has no end"
        return httpx2.Response(200, text=json.dumps(answer(asked[-1])))

    return handle


def walk(
    package: Any, name: str, answer: Answer, asked: list[dict[str, str]], **values: Any
) -> Iterator[int]:
    """The numbers of all items, one by one."""
    http = httpx2.Client(transport=httpx2.MockTransport(handler(answer, asked)))
    for item in getattr(package.Bell(http_client=http, retry=None), name)(**values):
        yield item.n


def walk_awaited(
    package: Any, name: str, answer: Answer, asked: list[dict[str, str]], **values: Any
) -> Iterator[int]:
    """The same with the asynchronous client."""

    async def items() -> AsyncIterator[int]:
        http = httpx2.AsyncClient(transport=httpx2.MockTransport(handler(answer, asked)))
        async for item in getattr(package.AsyncBell(http_client=http, retry=None), name)(**values):
            yield item.n

    async def following(found: AsyncIterator[int]) -> int:
        return await anext(found)

    with asyncio.Runner() as runner:
        found = items()
        while True:
            try:
                yield runner.run(following(found))
            except StopAsyncIteration:
                return


both = pytest.mark.parametrize("walked", [walk, walk_awaited])


@both
@pytest.mark.parametrize("name", PAGES)
def test_all_pages_come_in_order(package: Any, name: str, walked: Any) -> None:
    first = PAGES[name].get("first", 1 if "page" in PAGES[name] else 0)
    shelf = Shelf(first)
    assert [*walked(package, name, shelf.answer, shelf.asked, query="q")] == [*range(7)]
    assert {one["query"] for one in shelf.asked} == {"q"}
    # Where neither a number nor a flag tells the end, an empty page does.
    tells_end = {"next", "total", "more"} & PAGES[name].keys()
    assert len(shelf.asked) == (3 if tells_end else 4)


@both
def test_a_walk_may_begin_anywhere(package: Any, walked: Any) -> None:
    starts: list[tuple[str, dict[str, Any]]] = [
        ("by_token", {"marker": "t3"}),
        ("by_map", {"rest": {"c1": "3", "c2": "x"}}),
        ("by_page", {"page": 2}),
        ("by_page_and_more", {"page": 2}),
        ("by_offset", {"offset": 3}),
        ("by_offset_and_total", {"offset": 3}),
    ]
    for name, values in starts:
        shelf = Shelf(1 if "page" in name else 0)
        assert [*walked(package, name, shelf.answer, shelf.asked, **values)] == [3, 4, 5, 6], name


def test_a_page_is_called_for_when_its_first_element_is(package: Any) -> None:
    shelf = Shelf()
    found = walk(package, "by_token", shelf.answer, shelf.asked)
    assert shelf.asked == []
    assert [*islice(found, 3)] == [0, 1, 2]
    assert len(shelf.asked) == 1
    assert next(found) == 3
    assert len(shelf.asked) == 2


@both
@pytest.mark.parametrize("name", PAGES)
def test_nothing_at_all(package: Any, name: str, walked: Any) -> None:
    asked: list[dict[str, str]] = []
    assert [*walked(package, name, lambda _: {"items": [], "total": 0, "more": False}, asked)] == []
    assert len(asked) == 1


def endless(query: dict[str, str]) -> dict[str, Any]:
    """The answer of a service that does not look at what is asked."""
    again = {"next": "t", "continue": {"c1": "1"}, "more": True, "total": 1000}
    return {"items": [{"n": 1}, {"n": 2}], **again}


@both
@pytest.mark.parametrize("name", PAGES)
def test_a_page_that_comes_again(package: Any, name: str, walked: Any) -> None:
    asked: list[dict[str, str]] = []
    found = walked(package, name, endless, asked)
    kept: list[int] = []
    with pytest.raises(package.ProtocolError, match=r"again|earlier") as caught:
        kept.extend(found)
    assert kept == [1, 2]
    assert caught.value.outcome is package.Outcome.UNKNOWN
    assert len(asked) == 2


@both
@pytest.mark.parametrize("length", [1, 2, 3, 7])
def test_tokens_that_lead_round_in_a_circle(package: Any, length: int, walked: Any) -> None:
    """After a start of four pages; each page is empty, so that only the tokens tell."""

    def answer(query: dict[str, str]) -> dict[str, Any]:
        here = int(query.get("marker", "0"))
        return {"items": [], "next": str(here + 1 if here < 3 + length else 4)}

    with pytest.raises(package.ProtocolError, match="earlier"):
        list(walked(package, "by_token", answer, []))


@both
def test_empty_pages_on_the_way_are_no_end_for_tokens(package: Any, walked: Any) -> None:
    def answer(query: dict[str, str]) -> dict[str, Any]:
        here = int(query.get("marker", "0"))
        told = {"items": [{"n": here}] if here == 9 else []}
        return told if here == 9 else {**told, "next": str(here + 1)}

    assert [*walked(package, "by_token", answer, [])] == [9]


@both
def test_an_error_on_the_way_keeps_what_came_before(package: Any, walked: Any) -> None:
    shelf = Shelf()

    def answer(query: dict[str, str]) -> dict[str, Any]:
        return {"error": "odd", "text": "No"} if "marker" in query else shelf.answer(query)

    kept: list[int] = []
    with pytest.raises(package.OddError) as caught:
        kept.extend(walked(package, "by_token", answer, []))
    assert kept == [0, 1, 2]
    assert caught.value.action == "list_by_token"
