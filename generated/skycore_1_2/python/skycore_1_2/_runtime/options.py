"""What the options of a client have to be."""

from __future__ import annotations

from collections.abc import Callable
from inspect import iscoroutinefunction
from typing import Any

from .hooks import Hook


def expect(name: str, value: object, *kinds: type[Any]) -> None:
    """Check the type of an option. Nothing is converted: a text is no number, and True is no 1.

    Raises:
        TypeError: It is of none of these types.
    """
    if isinstance(value, kinds) and (bool in kinds or not isinstance(value, bool)):
        return
    words = " or ".join(kind.__name__ for kind in kinds if kind is not type(None))
    raise TypeError(f"{name} is of the type {words}, not {type(value).__name__}")


def expect_number(name: str, value: float, unit: str, fits: Callable[[float], bool]) -> None:
    """Check a number.

    Raises:
        TypeError: It is none.
        ValueError: It does not fit.
    """
    expect(name, value, float, int)
    try:
        fitting = fits(float(value))
    except OverflowError:
        fitting = False
    if not fitting:
        raise ValueError(f"{name} is a number of {unit}, not {value}")


def expect_hook(name: str, hook: Hook | None) -> None:
    """Check a hook.

    Raises:
        TypeError: It cannot be called, or would have to be awaited.
    """
    if hook is not None and not callable(hook):
        raise TypeError(f"{name} is something to call, not {type(hook).__name__}")
    if iscoroutinefunction(hook):
        raise TypeError(f"{name} is called, never awaited: hand in a plain function")
