"""What each screen is shown: a floor at one instant, as the states of `web/shared/views.ts`."""

from collections.abc import Callable
from typing import NamedTuple
from uuid import UUID

from tingtang.live.moment import Moment, View
from tingtang.live.views import counter, desk, lobby, office, public


class Ask(NamedTuple):
    """Which view, and of what: a device's, a ticket's, a counter's, a person's; or the branch's."""

    view: str
    subject: UUID | None = None


VIEWS: dict[str, Callable[[Moment, UUID | None], View | None]] = {
    "wall": public.wall,
    "kiosk": public.kiosk,
    "phone": public.phone,
    "lobby": lobby.lobby,
    "counter": counter.counter,
    "desk": desk.desk,
    "office": office.office,
}


def project(moment: Moment, ask: Ask) -> View | None:
    """The state of a view; None where what is asked about isn't there (any more)."""
    return VIEWS[ask.view](moment, ask.subject)
