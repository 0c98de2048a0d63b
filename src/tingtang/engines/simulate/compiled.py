"""How this package is compiled: once for a state of the source and a machine, kept in a folder.

Numba looks only at the date of the file that holds a cached function, not at what the function
calls. So the folder's name holds a hash of every source that is compiled in, of the versions of
Numba and NumPy, and of the processor: a change in any of them is another folder.
"""

import hashlib
import os
import platform
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar, cast

import llvmlite.binding as llvm  # type: ignore[import-untyped]
import numba
import numpy as np
from numba.core import types
from numba.extending import intrinsic

from tingtang.engines import line

Function = TypeVar("Function", bound=Callable[..., Any])

_HERE = Path(__file__).parent
_LINE = Path(line.__file__)


def fingerprint(sources: Iterable[Path]) -> str:
    """A hash of what the compiled code depends on, as 16 hexadecimal digits."""
    digest = hashlib.sha256()
    parts = (
        numba.__version__,
        np.__version__,
        platform.machine(),
        llvm.get_host_cpu_name(),
        llvm.get_host_cpu_features().flatten(),
    )
    for part in parts:
        digest.update(part.encode() + b"\0")
    for source in sorted(sources):
        digest.update(source.name.encode() + b"\0" + source.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def folder() -> Path:
    """Where compiled code is kept: below `TINGTANG_CACHE`, or in the user's cache."""
    named = os.environ.get("TINGTANG_CACHE") or os.environ.get("XDG_CACHE_HOME")
    root = Path(named) if named else Path.home() / ".cache"
    return root / "tingtang" / f"simulate-{fingerprint([*_HERE.rglob('*.py'), _LINE])}"


numba.config.CACHE_DIR = str(folder())  # type: ignore[attr-defined]


def inlined(function: Function) -> Function:
    """Compiled as a part of the functions that call it."""
    return cast(Function, numba.njit(error_model="numpy", nogil=True, forceinline=True)(function))


def entry(function: Function) -> Function:
    """Compiled with all it calls, kept in the folder, and run without the interpreter's lock."""
    return cast(Function, numba.njit(error_model="numpy", nogil=True, cache=True)(function))


Array = TypeVar("Array")


def _data(context: Any, array: Any) -> Any:
    if not isinstance(array, types.Array) or array.layout != "C":
        return None

    def codegen(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return context.make_array(signature.args[0])(context, builder, arguments[0]).data

    pointers = types.CPointer(array.dtype)  # type: ignore[no-untyped-call]
    return pointers(array), codegen


#: An array's items without its size: one word to hand on, and no look at an index's sign, which
#: make the day five times as fast. Reading or writing beyond its ends is undefined, as is keeping
#: it longer than the array.
pointer = cast(Callable[[Array], Array], intrinsic(_data))
