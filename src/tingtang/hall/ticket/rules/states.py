"""States and moves of a ticket. Pure."""

from enum import StrEnum

from tingtang.kernel.refused import Refused


class State(StrEnum):
    """A ticket's states (DOMAIN.md §8)."""

    WAITING = "waiting"
    CALLED = "called"
    SERVING = "serving"
    PARKED = "parked"  # stands aside, keeps its place
    MISSED = "missed"  # was called and did not come
    DONE = "done"
    ABANDONED = "abandoned"
    MERGED = "merged"
    UNSERVED = "unserved"  # still here when the day ended
    DIVERTED = "diverted"  # done elsewhere: at a machine, by an adviser


SLOT = "booked"  #: what a ticket is parked for until the slot of its appointment
ADVISER = "adviser"  #: what it is parked for while its holder is led to an adviser, or talks to one


class Move(StrEnum):
    """What may happen to a ticket."""

    CALL = "call"
    RECALL = "recall"
    ARRIVE = "arrive"
    MISS = "no_show"
    REJOIN = "rejoin"
    PARK = "park"
    BE_LATE = "late"
    RESUME = "resume"
    TRANSFER = "transfer"
    CHANGE_SERVICE = "change_service"
    ADD_SERVICE = "add_service"
    MARK = "mark"
    MERGE = "merge"
    FINISH = "finish"
    REOPEN = "reopen"
    PUT_BACK = "put_back"  # called too early: the service before was not over
    GO_ON = "go_on"  # to the next of several services
    DIVERT = "divert"  # what it was taken for has been done elsewhere
    ABANDON = "abandon"
    END_DAY = "end_day"


_S, _M = State, Move
MOVES: dict[tuple[State, Move], State] = {
    (_S.WAITING, _M.CALL): _S.CALLED,
    (_S.MISSED, _M.CALL): _S.CALLED,  # a chosen number only: choice by rule sees waiting tickets
    (_S.PARKED, _M.CALL): _S.CALLED,
    (_S.CALLED, _M.RECALL): _S.CALLED,
    (_S.CALLED, _M.ARRIVE): _S.SERVING,
    (_S.CALLED, _M.MISS): _S.MISSED,
    (_S.MISSED, _M.REJOIN): _S.WAITING,
    (_S.WAITING, _M.PARK): _S.PARKED,
    (_S.SERVING, _M.PARK): _S.PARKED,
    (_S.WAITING, _M.BE_LATE): _S.PARKED,
    (_S.PARKED, _M.RESUME): _S.WAITING,
    (_S.WAITING, _M.TRANSFER): _S.WAITING,
    (_S.CALLED, _M.TRANSFER): _S.WAITING,
    (_S.SERVING, _M.TRANSFER): _S.WAITING,
    (_S.WAITING, _M.CHANGE_SERVICE): _S.WAITING,
    (_S.PARKED, _M.CHANGE_SERVICE): _S.PARKED,
    (_S.SERVING, _M.CHANGE_SERVICE): _S.SERVING,
    (_S.WAITING, _M.ADD_SERVICE): _S.WAITING,
    (_S.CALLED, _M.ADD_SERVICE): _S.CALLED,
    (_S.SERVING, _M.ADD_SERVICE): _S.SERVING,
    (_S.WAITING, _M.MARK): _S.WAITING,
    (_S.PARKED, _M.MARK): _S.PARKED,
    (_S.MISSED, _M.MARK): _S.MISSED,
    (_S.CALLED, _M.MARK): _S.CALLED,
    (_S.SERVING, _M.MARK): _S.SERVING,
    (_S.WAITING, _M.MERGE): _S.MERGED,
    (_S.PARKED, _M.MERGE): _S.MERGED,
    (_S.MISSED, _M.MERGE): _S.MERGED,
    (_S.CALLED, _M.FINISH): _S.DONE,  # service began at the call: nobody marked the arrival
    (_S.SERVING, _M.FINISH): _S.DONE,
    (_S.DONE, _M.REOPEN): _S.SERVING,
    (_S.CALLED, _M.PUT_BACK): _S.WAITING,
    (_S.DONE, _M.GO_ON): _S.WAITING,
    (_S.PARKED, _M.DIVERT): _S.DIVERTED,
    (_S.DIVERTED, _M.GO_ON): _S.WAITING,
    (_S.WAITING, _M.ABANDON): _S.ABANDONED,
    (_S.PARKED, _M.ABANDON): _S.ABANDONED,
    (_S.MISSED, _M.ABANDON): _S.ABANDONED,
    (_S.CALLED, _M.ABANDON): _S.ABANDONED,
    (_S.WAITING, _M.END_DAY): _S.UNSERVED,
    (_S.PARKED, _M.END_DAY): _S.UNSERVED,
    (_S.MISSED, _M.END_DAY): _S.UNSERVED,
    (_S.CALLED, _M.END_DAY): _S.UNSERVED,
    (_S.SERVING, _M.END_DAY): _S.DONE,
}


def move(state: State, what: Move) -> State:
    """The state after `what`; refuses with `wrong_state` where the table has no row."""
    try:
        return MOVES[state, what]
    except KeyError:
        raise Refused("wrong_state", state=state.value, move=what.value) from None
