"""Figures leave protected people out, wherever they are looked for."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from tingtang.bank.policy.rules.clauses import KNOWN
from tingtang.hall.diversion.rules import Door, Figures, OfferState, Told, figures
from tingtang.hall.ticket.rules import State

told = st.builds(
    Told,
    st.sampled_from(Door),
    st.sampled_from(OfferState),
    st.sampled_from(KNOWN),
    st.booleans(),
    st.sampled_from(State),
    st.sampled_from([None, "diversion", "forms"]),
)
UNANSWERED = (State.WAITING, State.SERVING)
CAME_BACK = (State.WAITING, State.CALLED, State.SERVING, State.MISSED, State.DONE, State.DIVERTED)


def by_hand(offer: Told) -> set[str]:
    """The figures that an offer counts in, spelt out."""
    match offer.state:
        case OfferState.NOT_OFFERED:
            return set()
        case OfferState.OFFERED | OfferState.WITHDRAWN:
            return {"offered"}
        case OfferState.DECLINED:
            return {"offered", "declined"}
        case OfferState.ACCEPTED:
            if offer.ticket_state is State.PARKED and offer.parked_for == "diversion":
                return {"offered", "accepted"}
            back = offer.ticket_state in (*CAME_BACK, State.PARKED)
            return {"offered", "accepted", "returned" if back else "unknown"}
        case state:
            return {"offered", "accepted", state.value}


@given(st.lists(told, max_size=40))
def test_each_counts_where_it_belongs(offers: list[Told]) -> None:
    counted: Counter[tuple[Door, str]] = Counter()
    for offer in offers:
        if offer.protected != "yes" and not offer.protected_now:
            counted.update((offer.door, name) for name in by_hand(offer))
    names = Figures.__dataclass_fields__
    assert figures(offers) == {
        door: Figures(**{name: counted[door, name] for name in names}) for door in Door
    }


@given(st.lists(told, max_size=30), st.lists(told, max_size=30), st.booleans())
def test_protected_people_change_no_figure(
    others: list[Told], some: list[Told], then: bool
) -> None:
    protected = [
        Told(each.door, each.state, "yes", False, each.ticket_state, each.parked_for)
        if then
        else Told(each.door, each.state, each.protected, True, each.ticket_state, each.parked_for)
        for each in some
    ]
    assert figures([*others, *protected]) == figures(others)


@given(st.lists(told, max_size=40))
def test_accepted_is_what_became_of_it(offers: list[Told]) -> None:
    for each in figures(offers).values():
        assert each.done + each.returned + each.unknown <= each.accepted
        assert each.accepted + each.declined <= each.offered
