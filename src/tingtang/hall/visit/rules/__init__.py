"""Rules of visits: classes and needs, states, cards, the door, signals, identity. Pure; time is an
argument.
"""

from tingtang.hall.visit.rules.cards import CardKind, card_number
from tingtang.hall.visit.rules.classes import (
    CustomerClass,
    LineClass,
    Need,
    check_need,
    either,
    protection,
)
from tingtang.hall.visit.rules.door import (
    DOOR_STAYS,
    MOST_AGE_S,
    check_age,
    check_still_here,
    left_the_door,
)
from tingtang.hall.visit.rules.identity import (
    Basis,
    ClassReason,
    Identity,
    LinkedBy,
    check_reason,
    strengths,
)
from tingtang.hall.visit.rules.signals import (
    SIGNALS,
    UNDO_WITHIN,
    Signal,
    SignalState,
    Source,
    check_source,
    signal_named,
)
from tingtang.hall.visit.rules.states import (
    HELP_MOVES,
    HelpMove,
    HelpState,
    VisitState,
    move_help,
)

__all__ = [
    "DOOR_STAYS",
    "HELP_MOVES",
    "MOST_AGE_S",
    "SIGNALS",
    "UNDO_WITHIN",
    "Basis",
    "CardKind",
    "ClassReason",
    "CustomerClass",
    "HelpMove",
    "HelpState",
    "Identity",
    "LineClass",
    "LinkedBy",
    "Need",
    "Signal",
    "SignalState",
    "Source",
    "VisitState",
    "card_number",
    "check_age",
    "check_need",
    "check_reason",
    "check_source",
    "check_still_here",
    "either",
    "left_the_door",
    "move_help",
    "protection",
    "signal_named",
    "strengths",
]
