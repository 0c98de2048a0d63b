"""What each screen is shown: a floor at one instant, as the states of `web/shared/views.ts`."""

from collections.abc import Callable
from typing import NamedTuple
from uuid import UUID

from tingtang.live.moment import Moment, View
from tingtang.live.views.counter import counter
from tingtang.live.views.lobby import lobby
from tingtang.live.views.office import office
from tingtang.live.views.public import kiosk, phone, wall


class Ask(NamedTuple):
    """Which view, and of what: a device's, a ticket's, a counter's; else the branch's."""

    view: str
    subject: UUID | None = None


VIEWS: dict[str, Callable[[Moment, UUID | None], View | None]] = {
    "wall": wall,
    "kiosk": kiosk,
    "phone": phone,
    "lobby": lobby,
    "counter": counter,
    "office": office,
}


def project(moment: Moment, ask: Ask) -> View | None:
    """The state of a view; None where what is asked about isn't there (any more)."""
    return VIEWS[ask.view](moment, ask.subject)
