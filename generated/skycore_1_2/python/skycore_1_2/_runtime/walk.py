"""How far a walk through pages has come."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from .errors import ProtocolError
from .records import Paged

ItemT = TypeVar("ItemT")
ResultT = TypeVar("ResultT")


class Walk(Generic[ResultT, ItemT]):
    """How far a walk through pages has come. Pages that come again would never end."""

    def __init__(self, first: Paged[ResultT, ItemT]) -> None:
        self._seen = 0
        self._pages = 0
        self._items: Sequence[ItemT] = ()
        self._mark = first

    def items(self, page: Paged[ResultT, ItemT], result: ResultT) -> Sequence[ItemT]:
        """The elements of a page.

        Raises:
            ProtocolError: They are those of the page before.
        """
        items = page.items(result)
        if items and items == self._items:
            raise ProtocolError("the page before came again", action=page.action.name)
        self._items = items
        self._seen += len(items)
        return items

    def following(
        self, page: Paged[ResultT, ItemT], result: ResultT
    ) -> Paged[ResultT, ItemT] | None:
        """The request for the next page; None behind the last.

        Raises:
            ProtocolError: It is that of an earlier page.
        """
        following = page.following(result, self._seen)
        if following == self._mark:
            raise ProtocolError("the next page is an earlier one", action=page.action.name)
        self._pages += 1
        # A mark at the page 1, 2, 4, 8, ... is met again by any circle, however long.
        if following and self._pages & (self._pages - 1) == 0:
            self._mark = following
        return following
