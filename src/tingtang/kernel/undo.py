"""How long a tap may be taken back. Pure."""

from datetime import datetime, timedelta

from tingtang.kernel.refused import Refused

UNDO_WITHIN = timedelta(seconds=6)
_UNDERWAY = timedelta(seconds=4)  # a tap in the sixth second still counts


def check_undo(done_at: datetime, at: datetime, *, acted_upon: bool) -> None:
    """For some seconds, and only while nobody has acted upon it: refuses with `acted_upon`,
    `too_late_to_undo`.
    """
    if acted_upon:
        raise Refused("acted_upon")
    if at - done_at > UNDO_WITHIN + _UNDERWAY:
        raise Refused("too_late_to_undo", seconds=UNDO_WITHIN // timedelta(seconds=1))
