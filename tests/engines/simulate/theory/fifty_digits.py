"""The same figures in 50 digits, by other ways: whole distributions, quadrature, numerical
inversion of transforms, linear equations.
"""

from collections.abc import Callable, Sequence
from typing import Any

import mpmath as mp

DIGITS = 50
Real = Any


def exact(f: Callable[..., Any]) -> Callable[..., Any]:
    """Within 50 digits, from numbers taken as they are."""

    def worked(*given: Any) -> Any:
        with mp.workdps(DIGITS):
            return f(*(_exact(each) for each in given))

    return worked


def _exact(given: Any) -> Any:
    if isinstance(given, (list, tuple)):
        return [_exact(each) for each in given]
    return given if isinstance(given, int) else mp.mpf(float(given))


@exact
def erlang_b(c: int, load: Real) -> Real:
    chance = mp.mpf(1)
    for n in range(1, c + 1):
        chance = load * chance / (n + load * chance)
    return chance


@exact
def erlang_c(c: int, load: Real) -> Real:
    """By the distribution of the number in the branch."""
    if load >= c:
        return mp.mpf(1)
    all_busy = load**c / mp.factorial(c) / (1 - load / c)
    term, fewer = mp.mpf(1), mp.mpf(0)
    for n in range(c):
        fewer += term
        term *= load / (n + 1)
    return all_busy / (fewer + all_busy)


@exact
def erlang_a(
    c: int, arrivals: Real, service: Real, patience: Real
) -> tuple[Real, Real, Real, Real]:
    """By the distribution, Little's law, and the wait of each who finds so many waiting."""
    chances = _numbers(c, arrivals, service, patience)
    busy = sum(min(n, c) * p for n, p in enumerate(chances))
    waiting = sum(max(0, n - c) * p for n, p in enumerate(chances))
    served = busy / service / arrivals
    wait, hours = mp.mpf(0), mp.mpf(0)
    for ahead, p in enumerate(chances[c:]):
        rate = c / service + (ahead + 1) / patience
        hours += 1 / rate
        wait += p * (c / service) / rate * hours
    waits = sum(chances[c:])
    return waits, waiting / patience / arrivals, wait / served, waiting / arrivals


def _numbers(c: int, arrivals: Real, service: Real, patience: Real) -> list[Real]:
    """The chance of each number in the branch."""
    likely, terms, total = mp.mpf(1), [mp.mpf(1)], mp.mpf(1)
    while terms[-1] > likely * mp.mpf(10) ** -45 or len(terms) <= c + 60:
        n = len(terms)
        leaves = min(n, c) / service + max(0, n - c) / patience
        terms.append(terms[-1] * arrivals / leaves)
        likely = max(likely, terms[-1])
        total += terms[-1]
    return [each / total for each in terms]


@exact
def erlang_a_late(
    c: int, arrivals: Real, service: Real, patience: Real, wait: Real
) -> tuple[Real, Real]:
    """Beyond `wait`: the offered wait, and the wait of those served (of all), by the integral of
    its density exp(y (1 - e^-s) - x s), in patiences: an incomplete gamma function.
    """
    before = _numbers(c, arrivals, service, patience)[c - 1]
    y = arrivals * patience

    def beyond(x: Real) -> Real:
        return (
            y * before * mp.exp(y - x * mp.log(y)) * mp.gammainc(x, 0, y * mp.exp(-wait / patience))
        )

    x = c * patience / service
    return beyond(x), beyond(x + 1)


@exact
def priority_beyond(c: int, arrivals: Sequence[Real], service: Real, kind: int, wait: Real) -> Real:
    """Kella and Yechiali's transform, inverted by Talbot's method."""
    speed = c / service
    above, within = sum(arrivals[:kind]), sum(arrivals[: kind + 1])

    def later(s: Real) -> Real:
        busy = mp.mpf(0)
        if above:
            both = above + speed + s
            busy = (both - mp.sqrt(both - 2 * mp.sqrt(above * speed))
                    * mp.sqrt(both + 2 * mp.sqrt(above * speed))) / (2 * above)  # fmt: skip
        left = speed - within
        return (1 - left / (left + s + above * (1 - busy))) / s

    waits = erlang_c(int(c), sum(arrivals) * service)
    return waits * mp.invertlaplace(later, wait, method="talbot")


@exact
def accumulating_wait(
    c: int, arrivals: Sequence[Real], service: Real, rates: Sequence[Real]
) -> list[Real]:
    """Kleinrock's equations as he set them up, solved together: who comes waits for the first end
    of a service, for those found waiting of whom `b_i / b_p` stay before, and for the faster that
    catch up.
    """
    n = len(arrivals)
    end = service / c
    first = erlang_c(int(c), sum(arrivals) * service) * end
    system, right = mp.matrix(n, n), mp.matrix(n, 1)
    for p in range(n):
        right[p] = first
        system[p, p] = 1
        for i in range(n):
            work = arrivals[i] * end
            if rates[i] >= rates[p]:
                system[p, i] -= work
                system[p, p] -= work * (1 - rates[p] / rates[i])
            else:
                system[p, i] -= work * rates[i] / rates[p]
    return list(mp.lu_solve(system, right))
