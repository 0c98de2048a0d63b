"""A branch with other places: smart machines, a cash machine, an open counter, a desk."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from hypothesis import strategies as st

from cast import Cast, founded, layout, words
from tingtang.access.actor import Actor
from tingtang.access.rights import Post
from tingtang.bank.branch.actions import Layout
from tingtang.bank.branch.queries import CounterPlan, MachinePlan
from tingtang.bank.policy.actions import approve, draft, edit, submit, try_on_past
from tingtang.bank.policy.rules.cells import write_cell
from tingtang.bank.policy.rules.kinds.divert import DIVERT, OFFERS, PLACES
from tingtang.bank.policy.rules.tables import Row
from tingtang.hall.diversion.actions.answering import OfferMoved, answer_offer
from tingtang.hall.diversion.actions.offering import OfferNow, offer
from tingtang.hall.ticket.actions.issuing import Issued
from tingtang.kernel.ids import new_id

WHY = words("因为")
LAWS = DIVERT.locked
ANY = "-"


def floor() -> Layout:
    """Cash, non-cash and wealth; counters 1 and 2 (cash), 3 (open: non-cash), 7 (VIPs: cash), 9 (a
    desk).
    """
    plain = layout()
    cash, noncash, third = plain.services
    noncash = replace(noncash, icon="card")
    wealth = replace(third, icon="wealth")
    zone = plain.zones[0].id
    counters = (
        CounterPlan(new_id(), "1", "closed", zone, (cash.id,)),
        CounterPlan(new_id(), "2", "closed", zone, (cash.id,)),
        CounterPlan(new_id(), "3", "open", zone, (noncash.id,)),
        CounterPlan(new_id(), "7", "vip", zone, (cash.id,)),
        CounterPlan(new_id(), "9", "desk", zone, ()),
    )
    machines = (
        MachinePlan(new_id(), "智1", "smart", zone, (cash.id, noncash.id)),
        MachinePlan(new_id(), "智2", "smart", zone, (cash.id,)),
        MachinePlan(new_id(), "款1", "atm", zone, (cash.id,)),
    )
    return Layout((cash, noncash, wealth), plain.zones, counters, machines)


def branch() -> Cast:
    """The branch, its doors open, nobody seated."""
    cast = founded(floor=floor())
    cast.open_day()
    return cast


def row(*cells: str, to: tuple[str, str]) -> Row:
    """A rule of a bank's own."""
    return Row(cells, to, WHY)


#: Whatever the law leaves open is offered the smart machine.
GENEROUS = (
    *LAWS,
    row('"yes"', *[ANY] * 5, to=("offer", "smart")),
    row('"no"', '"no","unknown"', '"no"', *[ANY] * 3, to=("offer", "smart")),
)


def decree(cast: Cast, rows: Sequence[Row]) -> int:
    """Put these rows in force, as a bank would; the version's number."""
    editor = Actor(
        "staff", UUID(int=7), Post.OPERATIONS_SUPERVISOR, frozenset([cast.branch]), UUID(int=7)
    )
    common: dict[str, Any] = {"branch_id": cast.branch, "at": cast.at}
    now = draft(actor=editor, table="divert", **common)
    edit(actor=editor, policy_id=now.id, rows=rows, **common)
    try_on_past(actor=editor, policy_id=now.id, **common)
    submit(actor=editor, policy_id=now.id, **common)
    approve(actor=cast.staff("hanliqun"), policy_id=now.id, live_from=None, **common)
    return now.number


@st.composite
def valid_tables(draw: st.DrawFn) -> tuple[Row, ...]:
    """Rows that leave no gap and no overlap: what the law leaves open, cut in two again and again,
    with whatever result in each piece.
    """
    open_masks = [
        [clause.every for clause in DIVERT.clauses],
        [clause.every for clause in DIVERT.clauses],
    ]
    open_masks[0][0] = 0b01  # asked: yes
    open_masks[1][:3] = [0b10, 0b110, 0b10]  # not asked, not protected, no counter free
    pieces = [draw(_cut(masks, 4)) for masks in open_masks]
    return (*LAWS, *(each for piece in pieces for each in piece))


@st.composite
def _cut(draw: st.DrawFn, masks: list[int], depth: int) -> list[Row]:
    wide = [n for n, mask in enumerate(masks) if mask.bit_count() > 1]
    if not depth or not wide or draw(st.booleans()):
        cells = [write_cell(c, m) for c, m in zip(DIVERT.clauses, masks, strict=True)]
        to = (draw(st.sampled_from(OFFERS)), draw(st.sampled_from(PLACES)))
        return [row(*cells, to=to)]
    where = draw(st.sampled_from(wide))
    bits = [bit for bit in range(masks[where].bit_length()) if masks[where] >> bit & 1]
    chosen = draw(st.sets(st.sampled_from(bits), min_size=1, max_size=len(bits) - 1))
    inside = sum(1 << bit for bit in chosen)
    both = (inside, masks[where] & ~inside)
    halves = [[*masks[:where], half, *masks[where + 1 :]] for half in both]
    return [each for half in halves for each in draw(_cut(half, depth - 1))]


def offered(cast: Cast, ticket: Issued | UUID, by: Actor | str = "suxiaowen", **more: Any) -> Any:
    """The offer of another place to the holder of a ticket."""
    made: OfferNow = offer(
        actor=cast.staff(by) if isinstance(by, str) else by,
        branch_id=cast.branch,
        ticket_id=ticket if isinstance(ticket, UUID) else ticket.id,
        at=cast.at,
        **more,
    )
    return made


def accepted(cast: Cast, ticket: Issued | UUID, **more: Any) -> OfferMoved:
    """Another place that the customer asked for and went to."""
    made = offered(cast, ticket, asked=True, **more)
    return cast.do("suxiaowen", answer_offer, offer_id=made.id, accepted=True)
