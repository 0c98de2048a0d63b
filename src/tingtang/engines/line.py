"""Whose turn it is next: the one rule that the hall runs and the simulator compiles.

A line holds customers of one class, service and place in order of arrival. A counter sees the
heads of the lines it serves, as parallel sequences of numbers, and learns which head to call and
why. The hall calls `choose` as plain Python; the simulator hands the same object to Numba's `njit`,
so its body knows only numbers and indexing. Words for a reason are made outside.

Heads suffice if everybody in a line shares its terms (`priority`, `rate`, `head_start` and both
caps), if `rate` is not negative, and if `since` never falls from the head backwards: then nobody
outranks the head of their own line. Nor has anybody behind it been overtaken more often: a call
that overtakes them overtakes the head too.

Times are numbers in any one unit, from any one zero.

References
----------
L. Kleinrock (1964), A delay dependent queue discipline,
    Naval Research Logistics Quarterly 11:329-341.
D. A. Stanford, P. Taylor, I. Ziedins (2014), Waiting time distributions in the accumulating
    priority queue, Queueing Systems 77:297-330.
"""

from typing import Final, Protocol

FIFO: Final = 0  #: the earliest arrival
PRIORITY: Final = 1  #: the lowest priority number, then the earliest arrival
ACCUMULATING: Final = 2  #: the most priority gained by waiting, then the earliest arrival

NOBODY: Final = -1  #: in place of a head's index: nobody waits

# Reasons are stored with calls: never renumber them.
EMPTY: Final = 0  #: no line holds anybody
ONLY_LINE: Final = 1  #: a single line holds anybody, so its head comes
EARLIEST: Final = 2  #: the discipline's choice, and nobody among the heads came before
HIGHER_PRIORITY: Final = 3  #: every head that came before has a higher priority number
MORE_ACCUMULATED: Final = 4  #: every head that came before has gained less priority
OVERTAKE_CAP: Final = 5  #: overtaken as often as allowed, and the discipline chose another
WAIT_CAP: Final = 6  #: waited as long as intended, and the discipline chose another


class Integers(Protocol):
    """A list, tuple or array of integers."""

    def __getitem__(self, index: int, /) -> int: ...


class Numbers(Protocol):
    """A list, tuple or array of floats."""

    def __getitem__(self, index: int, /) -> float: ...


class WritableIntegers(Protocol):
    """A list or array of integers, allocated by the caller."""

    def __setitem__(self, index: int, value: int, /) -> None: ...


def choose(
    discipline: int,
    now: float,
    n: int,
    order: Integers,
    since: Numbers,
    priority: Integers,
    rate: Numbers,
    head_start: Numbers,
    overtaken: Integers,
    max_overtakes: Integers,
    max_wait: Numbers,
) -> tuple[int, int]:
    """Choose among the heads of the lines that the calling counter serves.

    Heads at a cap come before all others, the earliest arrival first, whichever cap it is. So no
    call chosen here overtakes anybody beyond `max_overtakes`: whoever has reached it stands in a
    line whose head has too, and the earliest head at a cap overtakes no other. Reaching `max_wait`
    only gives precedence; of several who reach it the last may wait much longer. Without a head at
    a cap the discipline chooses. The order of the lines makes no difference.

    Parameters
    ----------
    discipline
        `FIFO`, `PRIORITY` or `ACCUMULATING`; any other number means `FIFO`, which favours no class.
    now
        Time of the call, at or after every `since`.
    n
        Number of heads: lines where somebody waits. Only the first `n` items below are read.
    order
        Place in the order of arrival over the whole branch: unique, lower is earlier.
    since
        Time of arrival.
    priority
        0 comes first.
    rate
        Priority gained per unit of time, not negative.
    head_start
        Priority held on arrival.
    overtaken
        How often a later arrival was called, while this customer waited, to a counter that serves
        this line.
    max_overtakes
        The cap on `overtaken`, reached at equality; negative: none.
    max_wait
        The cap on `now - since`, reached at equality; negative: none.

    Returns
    -------
    The index of the chosen head, and the reason. The first that fits is given:

    - `EMPTY` with the index `NOBODY`: no head at all.
    - `ONLY_LINE`: one head, whatever the rules say. Others may wait behind it.
    - `OVERTAKE_CAP`, `WAIT_CAP`: chosen for having reached that cap (the former, if both), where
      the discipline alone would have called somebody else. A cap that changed nothing isn't named.
    - `EARLIEST`: nobody is overtaken. The only reason left under `FIFO`.
    - `HIGHER_PRIORITY`, `MORE_ACCUMULATED`: the discipline let the chosen head overtake.

    Nothing is checked and nothing is raised on purpose: sequences shorter than `n` are an
    `IndexError` in plain Python and undefined once compiled.
    """
    if n < 1:
        return NOBODY, EMPTY
    if n == 1:
        return 0, ONLY_LINE

    earliest = 0
    best = 0
    best_standing = 0.0
    capped = NOBODY
    for i in range(n):
        place = order[i]
        waited = now - since[i]

        if place < order[earliest]:
            earliest = i

        at_cap = 0 <= max_overtakes[i] <= overtaken[i] or 0 <= max_wait[i] <= waited
        if at_cap and (capped == NOBODY or place < order[capped]):
            capped = i

        standing = 0.0
        if discipline == ACCUMULATING:
            standing = head_start[i] + rate[i] * waited
        elif discipline == PRIORITY:
            standing = -float(priority[i])
        if (
            i == 0
            or standing > best_standing
            or (standing == best_standing and place < order[best])
        ):
            best = i
            best_standing = standing

    if capped not in (NOBODY, best):
        if 0 <= max_overtakes[capped] <= overtaken[capped]:
            return capped, OVERTAKE_CAP
        return capped, WAIT_CAP
    if best == earliest:
        return best, EARLIEST
    if discipline == PRIORITY:
        return best, HIGHER_PRIORITY
    return best, MORE_ACCUMULATED


def passed(n: int, order: Integers, chosen: int, into: WritableIntegers) -> int:
    """Write the indices of the heads that calling head `chosen` overtakes; return their number.

    `order` is as for `choose`, `chosen` an index into it. `into` has room for `n - 1` indices; they
    come in the order of the lines, and what stood behind them stays. A line whose head isn't
    overtaken holds nobody who is; in one whose head is, those before the chosen customer are.
    """
    latest = order[chosen]
    count = 0
    for i in range(n):
        if order[i] < latest:
            into[count] = i
            count += 1
    return count
