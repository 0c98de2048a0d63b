"""Readers of tickets, lines and links: SQL, and each leads with the branch."""

from tingtang.hall.ticket.queries.guests import (
    GONE,
    GuestRow,
    NumberOf,
    came_to,
    guest_read,
)
from tingtang.hall.ticket.queries.history import (
    PAST_COLUMNS,
    past_read,
)
from tingtang.hall.ticket.queries.issuing import (
    NumberRow,
    PaperBlockRow,
    ahead_read,
    begun_visit_read,
    number_read,
    paces_read,
    paper_blocks_read,
    present_read,
    waited_for_read,
)
from tingtang.hall.ticket.queries.lines import (
    LineRow,
    heads_read,
    lines_of,
    lines_read,
    main_lines,
    owed_read,
    place_at_read,
    places_behind_read,
    places_read,
)
from tingtang.hall.ticket.queries.links import (
    link_read,
    open_link_read,
)
from tingtang.hall.ticket.queries.orders import (
    START_ORDER,
    OrderRow,
    order_of,
    order_on,
    order_read,
)
from tingtang.hall.ticket.queries.scenes import (
    AtCounter,
    Scene,
    scene_read,
)
from tingtang.hall.ticket.queries.tickets import (
    TicketRow,
    due_tickets_read,
    ended_tickets_read,
    live_tickets_read,
    ticket_read,
    unserved_tickets_read,
    visit_ticket_read,
)

__all__ = [
    "GONE",
    "PAST_COLUMNS",
    "START_ORDER",
    "AtCounter",
    "GuestRow",
    "LineRow",
    "NumberOf",
    "NumberRow",
    "OrderRow",
    "PaperBlockRow",
    "Scene",
    "TicketRow",
    "ahead_read",
    "begun_visit_read",
    "came_to",
    "due_tickets_read",
    "ended_tickets_read",
    "guest_read",
    "heads_read",
    "lines_of",
    "lines_read",
    "link_read",
    "live_tickets_read",
    "main_lines",
    "number_read",
    "open_link_read",
    "order_of",
    "order_on",
    "order_read",
    "owed_read",
    "paces_read",
    "paper_blocks_read",
    "past_read",
    "place_at_read",
    "places_behind_read",
    "places_read",
    "present_read",
    "scene_read",
    "ticket_read",
    "unserved_tickets_read",
    "visit_ticket_read",
    "waited_for_read",
]
