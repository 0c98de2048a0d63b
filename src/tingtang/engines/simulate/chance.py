"""Random streams and variates, compiled.

A stream is xoshiro256++ with a state of four words that the caller keeps in variables; its seed is
spread by SplitMix64. Every function takes the state and gives it back, so that a loop can hold it
in registers.

References
----------
D. Blackman, S. Vigna (2021), Scrambled linear pseudorandom number generators,
    ACM Transactions on Mathematical Software 47(4).
J. A. Doornik (2005), An improved ziggurat method to generate normal random samples.
G. Marsaglia, W. W. Tsang (2000), A simple method for generating gamma variables,
    ACM Transactions on Mathematical Software 26(3).
"""

import math
from typing import Final, TypeAlias

import numpy as np

from tingtang.engines.simulate.compiled import inlined
from tingtang.engines.simulate.layout import Floats

Word: TypeAlias = np.uint64
State: TypeAlias = tuple[Word, Word, Word, Word]

_53: Final = 2.0**-53
_63: Final = 2.0**-63

_U8 = np.uint64(255)
_U11 = np.uint64(11)
_U17 = np.uint64(17)
_U19 = np.uint64(19)
_U23 = np.uint64(23)
_U27 = np.uint64(27)
_U30 = np.uint64(30)
_U31 = np.uint64(31)
_U41 = np.uint64(41)
_U45 = np.uint64(45)
_LOW = np.uint64(2047)
_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_MIX1 = np.uint64(0xBF58476D1CE4E5B9)
_MIX2 = np.uint64(0x94D049BB133111EB)


@inlined
def mixed(word: Word) -> Word:
    """SplitMix64's finaliser."""
    word = (word ^ (word >> _U30)) * _MIX1
    word = (word ^ (word >> _U27)) * _MIX2
    return word ^ (word >> _U31)


@inlined
def stream(seed: Word, replication: Word, key: Word) -> State:
    """The stream of a purpose in a replication; `key` names the purpose."""
    word = mixed(mixed(mixed(seed + _GOLDEN) ^ key) + replication * _GOLDEN)
    s0 = mixed(word + _GOLDEN)
    s1 = mixed(word + _GOLDEN * np.uint64(2))
    s2 = mixed(word + _GOLDEN * np.uint64(3))
    s3 = mixed(word + _GOLDEN * np.uint64(4))
    return s0, s1, s2, s3


@inlined
def drawn(s0: Word, s1: Word, s2: Word, s3: Word) -> tuple[Word, Word, Word, Word, Word]:
    """64 random bits, and the state after them."""
    total = s0 + s3
    bits = ((total << _U23) | (total >> _U41)) + s0
    t = s1 << _U17
    s2 ^= s0
    s3 ^= s1
    s1 ^= s2
    s0 ^= s3
    s2 ^= t
    s3 = (s3 << _U45) | (s3 >> _U19)
    return bits, s0, s1, s2, s3


@inlined
def uniform(s0: Word, s1: Word, s2: Word, s3: Word) -> tuple[float, Word, Word, Word, Word]:
    """In the open interval from 0 to 1."""
    bits, s0, s1, s2, s3 = drawn(s0, s1, s2, s3)
    return (np.float64(bits >> _U11) + 0.5) * _53, s0, s1, s2, s3


# ---------------------------------------------------------------- ziggurats of 256 layers

_E_R: Final = 7.69711747013104972
_E_V: Final = 0.0039496598225815571993
_N_R: Final = 3.6541528853610088
_N_V: Final = 0.00492867323399


def _exponential_layers() -> tuple[Floats, Floats]:
    x = np.zeros(257)
    f = math.exp(-_E_R)
    x[0], x[1] = _E_V / f, _E_R
    for i in range(2, 256):
        x[i] = -math.log(_E_V / x[i - 1] + f)
        f = math.exp(-x[i])
    return x, x[1:] / x[:-1]


def _normal_layers() -> tuple[Floats, Floats]:
    x = np.zeros(257)
    f = math.exp(-0.5 * _N_R * _N_R)
    x[0], x[1] = _N_V / f, _N_R
    for i in range(2, 256):
        x[i] = math.sqrt(-2 * math.log(_N_V / x[i - 1] + f))
        f = math.exp(-0.5 * x[i] * x[i])
    return x, x[1:] / x[:-1]


_E_X, _E_RATIO = _exponential_layers()
_N_X, _N_RATIO = _normal_layers()


@inlined
def _exponential_edge(
    bits: Word, s0: Word, s1: Word, s2: Word, s3: Word
) -> tuple[float, Word, Word, Word, Word]:
    """Where the first try fell outside its layer's sure part."""
    while True:
        i = bits & _U8
        u = np.float64(bits >> _U11) * _53
        if u < _E_RATIO[i]:
            return u * _E_X[i], s0, s1, s2, s3
        if i == 0:
            v, s0, s1, s2, s3 = uniform(s0, s1, s2, s3)
            return _E_R - math.log(v), s0, s1, s2, s3
        x = u * _E_X[i]
        f0 = math.exp(x - _E_X[i])
        f1 = math.exp(x - _E_X[i + np.uint64(1)])
        v, s0, s1, s2, s3 = uniform(s0, s1, s2, s3)
        if f1 + v * (f0 - f1) < 1.0:
            return x, s0, s1, s2, s3
        bits, s0, s1, s2, s3 = drawn(s0, s1, s2, s3)


@inlined
def exponential(s0: Word, s1: Word, s2: Word, s3: Word) -> tuple[float, Word, Word, Word, Word]:
    """Of mean 1."""
    bits, s0, s1, s2, s3 = drawn(s0, s1, s2, s3)
    i = bits & _U8
    u = np.float64(bits >> _U11) * _53
    if u < _E_RATIO[i]:
        return u * _E_X[i], s0, s1, s2, s3
    return _exponential_edge(bits, s0, s1, s2, s3)


@inlined
def _normal_edge(
    bits: Word, s0: Word, s1: Word, s2: Word, s3: Word
) -> tuple[float, Word, Word, Word, Word]:
    while True:
        i = bits & _U8
        u = np.float64(np.int64(bits & ~_LOW)) * _63
        if abs(u) < _N_RATIO[i]:
            return u * _N_X[i], s0, s1, s2, s3
        if i == 0:
            while True:
                v, s0, s1, s2, s3 = uniform(s0, s1, s2, s3)
                x = -math.log(v) / _N_R
                v, s0, s1, s2, s3 = uniform(s0, s1, s2, s3)
                y = -math.log(v)
                if y + y >= x * x:
                    break
            return (-(_N_R + x) if u < 0 else _N_R + x), s0, s1, s2, s3
        x = u * _N_X[i]
        f0 = math.exp(-0.5 * (_N_X[i] * _N_X[i] - x * x))
        after = _N_X[i + np.uint64(1)]
        f1 = math.exp(-0.5 * (after * after - x * x))
        v, s0, s1, s2, s3 = uniform(s0, s1, s2, s3)
        if f1 + v * (f0 - f1) < 1.0:
            return x, s0, s1, s2, s3
        bits, s0, s1, s2, s3 = drawn(s0, s1, s2, s3)


@inlined
def normal(s0: Word, s1: Word, s2: Word, s3: Word) -> tuple[float, Word, Word, Word, Word]:
    """Of mean 0 and variance 1."""
    bits, s0, s1, s2, s3 = drawn(s0, s1, s2, s3)
    i = bits & _U8
    u = np.float64(np.int64(bits & ~_LOW)) * _63
    if abs(u) < _N_RATIO[i]:
        return u * _N_X[i], s0, s1, s2, s3
    return _normal_edge(bits, s0, s1, s2, s3)


@inlined
def gamma(
    shape: float, s0: Word, s1: Word, s2: Word, s3: Word
) -> tuple[float, Word, Word, Word, Word]:
    """Of scale 1."""
    boost = 1.0
    if shape < 1.0:
        v, s0, s1, s2, s3 = uniform(s0, s1, s2, s3)
        boost = v ** (1.0 / shape)
        shape += 1.0
    d = shape - 1.0 / 3.0
    c = 1.0 / math.sqrt(9.0 * d)
    while True:
        x, s0, s1, s2, s3 = normal(s0, s1, s2, s3)
        cube = 1.0 + c * x
        if cube <= 0.0:
            continue
        cube = cube * cube * cube
        v, s0, s1, s2, s3 = uniform(s0, s1, s2, s3)
        if v < 1.0 - 0.0331 * x * x * x * x:
            break
        if math.log(v) < 0.5 * x * x + d * (1.0 - cube + math.log(cube)):
            break
    return boost * d * cube, s0, s1, s2, s3
