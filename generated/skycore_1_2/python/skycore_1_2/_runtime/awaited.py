"""The methods of asynchronous clients: those of synchronous ones, awaited."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

ParametersT = ParamSpec("ParametersT")
ResultT = TypeVar("ResultT")


def awaited(
    method: Callable[Concatenate[Any, ParametersT], ResultT],
) -> Callable[Concatenate[Any, ParametersT], Coroutine[Any, Any, ResultT]]:
    """A method that makes the call of a synchronous client's method in an asynchronous client."""
    # It returns what its client's `_call` returns, which is a coroutine there.
    calling: Any = method

    @wraps(method)
    async def call(*arguments: Any, **named: Any) -> Any:
        return await calling(*arguments, **named)

    return call


def walked(
    method: Callable[Concatenate[Any, ParametersT], Iterator[ResultT]],
) -> Callable[Concatenate[Any, ParametersT], AsyncIterator[ResultT]]:
    """A method that goes through all pages of a list as a synchronous client's method does."""
    walking: Any = method

    @wraps(walking)
    async def walk(*arguments: Any, **named: Any) -> AsyncIterator[Any]:
        async for item in walking(*arguments, **named):
            yield item

    return walk
