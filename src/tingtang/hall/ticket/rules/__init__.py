"""Rules of tickets: states, lines and places, times, waits. Pure; time is an argument."""

from tingtang.hall.ticket.rules.history import (
    PAST_OUTCOMES,
    Past,
    impossible,
)
from tingtang.hall.ticket.rules.lines import (
    ALONE,
    LED,
    PLACE_STEP,
    Choice,
    Head,
    Terms,
    choose,
    line_number,
    next_place_at_issue,
    passed_after,
    passes_kept,
    place_at_issue,
    place_behind,
    terms_of,
)
from tingtang.hall.ticket.rules.states import (
    MOVES,
    Move,
    State,
    move,
)
from tingtang.hall.ticket.rules.times import (
    Waits,
    check_no_show,
    check_recall,
    check_reopen,
    last_call,
)
from tingtang.hall.ticket.rules.waits import (
    Ahead,
    PaceRow,
    Seen,
    Told,
    tell,
    told_again,
)

__all__ = [
    "ALONE",
    "LED",
    "MOVES",
    "PAST_OUTCOMES",
    "PLACE_STEP",
    "Ahead",
    "Choice",
    "Head",
    "Move",
    "PaceRow",
    "Past",
    "Seen",
    "State",
    "Terms",
    "Told",
    "Waits",
    "check_no_show",
    "check_recall",
    "check_reopen",
    "choose",
    "impossible",
    "last_call",
    "line_number",
    "move",
    "next_place_at_issue",
    "passed_after",
    "passes_kept",
    "place_at_issue",
    "place_behind",
    "tell",
    "terms_of",
    "told_again",
]
