"""Arguments that are numbers or arrays, checked and made flat for the compiled code."""

import math
from collections.abc import Callable
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from tingtang.engines.simulate.layout import Floats

Array: TypeAlias = np.ndarray[tuple[int, ...], np.dtype[np.float64]]
Counts: TypeAlias = np.ndarray[tuple[int, ...], np.dtype[np.int64]]


def each(fill: Callable[..., None], *given: Array, results: int = 1) -> list[Array]:
    """Arrays of what `fill(*flat, *out)` writes, in the shape that `given` broadcast to."""
    spread = np.broadcast_arrays(*given)
    shape: tuple[int, ...] = spread[0].shape
    flat = [np.ascontiguousarray(one).reshape(-1) for one in spread]
    out = [np.empty(len(flat[0])) for _ in range(results)]
    fill(*flat, *out)
    return [one.reshape(shape) for one in out]


def servers(given: ArrayLike) -> Array:
    """Whole numbers from 0."""
    found = np.asarray(given, np.float64)
    _refuse("servers", "must be whole numbers from 0", (found >= 0) & (found == np.floor(found)))
    return _finite("servers", found)


def amount(name: str, given: ArrayLike) -> Array:
    """Finite numbers from 0."""
    found = np.asarray(given, np.float64)
    _refuse(name, "must be from 0", found >= 0)
    return _finite(name, found)


def duration(name: str, given: ArrayLike) -> Array:
    """Finite times above 0."""
    found = np.asarray(given, np.float64)
    _refuse(name, "must be above 0", found > 0)
    return _finite(name, found)


def span(name: str, given: ArrayLike) -> Array:
    """Times from 0, `inf` among them."""
    found = np.asarray(given, np.float64)
    _refuse(name, "must be from 0", found >= 0)
    return found


def part(name: str, given: ArrayLike) -> Array:
    """Shares above 0 and below 1."""
    found = np.asarray(given, np.float64)
    _refuse(name, "must be above 0 and below 1", (found > 0) & (found < 1))
    return found


def classes(name: str, given: ArrayLike) -> Array:
    """Finite numbers from 0, the last axis being that of classes."""
    found = amount(name, given)
    if found.ndim == 0 or found.shape[-1] == 0:
        raise ValueError(f"{name}: must have a last axis, of classes")
    return found


def rows(given: Array, shape: tuple[int, ...], n: int) -> Floats:
    """`n` classes for each place of `shape`, one after the other."""
    return np.ascontiguousarray(np.broadcast_to(given, (*shape, n))).reshape(-1)


def _finite(name: str, found: Array) -> Array:
    _refuse(name, "must be finite", found < math.inf)
    return found


def _refuse(name: str, what: str, good: Any) -> None:
    if not np.all(good):
        raise ValueError(f"{name}: {what}")
