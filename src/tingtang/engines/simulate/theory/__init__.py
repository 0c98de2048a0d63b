"""Queues whose figures are known without simulating: the measure that the engine is held to.

`erlang` (loss and delay), `impatient` (with people who leave), `several` (classes by priority or
accumulating priority), `general` (services of any kind) and `staffing` (the fewest servers for a
target). All take numbers or arrays, which are broadcast as NumPy does, and give arrays of floats.
Times are in any one unit; arrivals are Poisson, their number that in one unit of time. What cannot
be (a server too few by less than nothing) is a `ValueError` that names the argument.
"""

from tingtang.engines.simulate.theory.erlang import (
    erlang_b,
    erlang_c,
    erlang_c_beyond,
    erlang_c_quantile,
    erlang_c_wait,
)
from tingtang.engines.simulate.theory.general import kimura, lee_longton, pollaczek_khinchine
from tingtang.engines.simulate.theory.impatient import (
    ErlangA,
    erlang_a,
    erlang_a_beyond,
    erlang_a_offered,
    erlang_a_quantile,
    erlang_a_within,
)
from tingtang.engines.simulate.theory.several import (
    accumulating_wait,
    priority_beyond,
    priority_quantile,
    priority_wait,
)
from tingtang.engines.simulate.theory.staffing import Target, smallest_staff

__all__ = [
    "ErlangA",
    "Target",
    "accumulating_wait",
    "erlang_a",
    "erlang_a_beyond",
    "erlang_a_offered",
    "erlang_a_quantile",
    "erlang_a_within",
    "erlang_b",
    "erlang_c",
    "erlang_c_beyond",
    "erlang_c_quantile",
    "erlang_c_wait",
    "kimura",
    "lee_longton",
    "pollaczek_khinchine",
    "priority_beyond",
    "priority_quantile",
    "priority_wait",
    "smallest_staff",
]
