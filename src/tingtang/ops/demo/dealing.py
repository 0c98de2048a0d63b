"""Deals a planned day's scenes out. Pure and seeded; `day.py` says who comes.

Each kind of scene is dealt out in a fixed number a day, so that the same seed and date have the
same scenes, and no kind ever fails to appear; what the hall makes of an offer depends on how full
it is. Shares of what is accepted are set by hand, as no open data holds them: of offers three in
five, of referrals a third converted (DOMAIN.md §5, §7).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import cycle
from random import Random

from tingtang.ops.demo.day import PlannedCustomer
from tingtang.ops.demo.portfolio import SET_APART, VIPS, Client
from tingtang.ops.demo.profiles import Profile
from tingtang.ops.demo.scenes import MOMENT_S, PLAIN, Caller, CashEnd, Fate, Offer, Scene, Scenes

SLOT_S = 900.0
DOOR_SHARE, GREETED_SHARE = 0.07, 0.1
PASSERS, CALLERS, KIOSK_OFFERS, ROUNDS, ASKS = 6, 7, 10, 10, 2
STRONG = (
    "asks_wealth_product", "says_large_transfer", "asks_large_deposit_rate",
    "watches_fx_or_fund_board", "says_product_matured", "asks_staff_about_poster",
)  # fmt: skip
AT_THE_COUNTER = ("voucher_shows_large_sum", "account_lies_idle", "says_investable_sum")
ALONG = ("reads_leaflet_closely", "takes_leaflet_along", "glances_at_leaflets")
FATES: tuple[tuple[Fate, bool], ...] = (  # by a teller at hand-back, or in the lobby
    ("convert", True), ("took_back", False), ("card", False), ("to_head", True),
    ("returned", True), ("slow", True), ("follow_up", True), ("refused", False),
    ("convert", True), ("not_interested", True), ("left", False), ("not_interested", True),
    ("marketing", True), ("convert", True),
)  # fmt: skip
LAST_FATES: tuple[Fate, ...] = ("kept", "lost")
BUSY = 5
"""Half hours in which the kiosk has anything to offer: in others a counter is free."""
REFUSES_AFTER_S = 1200.0
PATIENT_S = 1500.0
"""Whoever leaves sooner may have left before anything happens to them."""
LAST_HOUR_S, LAST_CALL_S = 3600.0, 1800.0
CASH_ENDS: tuple[CashEnd, ...] = (
    "reserved", "part", "reserved", "rebooked", "held", "transfer", "reserved",
)  # fmt: skip
KNOWN_FATES = frozenset({"follow_up", "kept", "took_back"})
BOOKINGS = 8
BOOKED = frozenset({"cash", "card", "wealth", "loan"})
EARLY_S, APART_S = 600.0, 1500.0
LATE_S = {2: (660.0, 840.0), 3: (180.0, 420.0)}
"""By place among the day's appointments; the first comes after the grace, and so as a walk-in."""
TOLD = (
    Scene(need="elder", guided=True),
    Scene(guided=True),
    Scene(need="elder", offer=Offer(accepts=True, asked=True)),
    Scene(need="pregnant", offer=Offer(accepts=True)),
) * 2
CARED_FOR = (Scene(need="elder", asks_machine=True), Scene(need="disabled", door=True))
"""Those to whom care is owed, and who beside them is told where to go. Some ask for a machine
themselves, to others none is offered; they are called soon, so that each of `TOLD` comes twice.
"""
_ANSWERS = (
    Offer(accepts=True), Offer(accepts=False, reason="prefers_person"),
    Offer(accepts=True, outcome="returned"), Offer(accepts=True), Offer(accepts=False),
)  # fmt: skip
_ROUND_ANSWERS = (*_ANSWERS, Offer(accepts=True, outcome="unknown"))


def plan_scenes(
    profile: Profile,
    seed: int,
    day: date,
    customers: Sequence[PlannedCustomer],
    portfolios: Sequence[Sequence[Client]],
) -> Scenes:
    """The scenes of a day; `portfolios`: the branch's own customers, then those of others."""
    chance = Random(f"{seed}/{profile.code}/{day.isoformat()}/scenes")  # noqa: S311 - no secret
    dealing = _Dealing(profile, chance, customers, portfolios)
    dealing.deal()
    closes_s, opens_s = profile.closes_min * 60.0, profile.opens_min * 60.0
    return Scenes(
        of=dealing.scenes,
        passers_s=tuple(sorted(chance.uniform(opens_s, closes_s - 900) for _ in range(PASSERS))),
        callers=tuple(dealing.callers()),
        rounds=tuple(_rounds(profile)),
        reserves=(700, 900),
        absent_s=(opens_s + 10 * SLOT_S, opens_s + 14 * SLOT_S),
    )


def _rounds(profile: Profile) -> Iterator[tuple[float, Offer]]:
    """Through the hours in which people wait, every quarter of an hour and more."""
    busy = max(profile.shape(), key=lambda start: profile.shape()[start]) * 60.0
    first = max(busy, profile.opens_min * 60.0 + 1500)
    apart = (first + number * 660.0 for number in range(ROUNDS - 2))
    yield from zip(
        sorted([*apart, MOMENT_S - 150, MOMENT_S - 60]), cycle(_ROUND_ANSWERS), strict=False
    )


class _Dealing:
    """Deals scenes to customers who have none yet, in the order of their coming."""

    def __init__(
        self,
        profile: Profile,
        chance: Random,
        customers: Sequence[PlannedCustomer],
        portfolios: Sequence[Sequence[Client]],
    ) -> None:
        self.profile, self.chance, self.customers = profile, chance, customers
        own = list(portfolios[0])
        vips, self._ordinary, self._complainant = own[:VIPS], own[VIPS:-SET_APART], own[-1]
        chance.shuffle(vips)
        chance.shuffle(self._ordinary)
        desk = [one for one in vips if one.manager]
        self._callers = desk[:CALLERS]
        self._vips = [one for one in vips if one not in self._callers]
        self._elsewhere = [one for others in portfolios[1:] for one in others[:VIPS]]
        chance.shuffle(self._elsewhere)
        self._others = [self._vips.pop(), self._elsewhere.pop()]
        self.scenes: dict[int, Scene] = {}
        self._closes_s = profile.closes_min * 60.0

    def deal(self) -> None:
        self._known_vips()
        self._bookings()
        self._large_cash()
        self._referrals()
        self._complaint()
        self._signals()
        self._offers()
        self._mistaken()
        self._protected()
        self._greetings()

    # ------------------------------------------------------------------------------ one kind each

    def _known_vips(self) -> None:
        """Most put their card in, some show it to the lobby manager; a few are from elsewhere."""
        vips = [one for one in self.customers if one.customer_class == "vip"]
        for place, one in enumerate(vips):
            away = place % 7 == 6 or not self._vips
            clients = self._elsewhere if away else self._vips
            if not clients:
                return
            self.scenes[one.key] = Scene(
                client=clients.pop(),
                card=place % 5 != 1,
                to_vip_counter=place % 4 == 2 and one.service not in ("wealth", "loan"),
            )

    def _bookings(self) -> None:
        """Those who happen to come just before a slot have booked it; one of them is late."""
        taken: set[tuple[str, float]] = set()
        last_s = 0.0
        for one in self._free(lambda one: one.service in BOOKED):
            slot_s = self._slot_of(one, LATE_S.get(len(taken)))
            if slot_s is None or (one.service, slot_s) in taken or one.arrives_s < last_s + APART_S:
                continue
            taken.add((one.service, slot_s))
            last_s = one.arrives_s
            self.scenes[one.key] = Scene(slot_s=slot_s)
            if len(taken) == BOOKINGS:
                return

    def _slot_of(self, one: PlannedCustomer, late: tuple[float, float] | None) -> float | None:
        """The slot that somebody comes a little before, or so long after; None: there is none."""
        opens_s = self.profile.opens_min * 60.0
        since_s = (one.arrives_s - opens_s) % SLOT_S
        slot_s = one.arrives_s - since_s + (0.0 if late else SLOT_S)
        fits = late[0] <= since_s <= late[1] if late else SLOT_S - since_s < EARLY_S
        in_hours = opens_s + 3 * SLOT_S <= slot_s < self._closes_s - 4 * SLOT_S
        return slot_s if fits and in_hours else None

    def _large_cash(self) -> None:
        found = self._spread(lambda one: one.service == "cash", len(CASH_ENDS), until_s=5400.0)
        for one, end in zip(found, CASH_ENDS, strict=False):
            self.scenes[one.key] = Scene(cash=end)

    def _referrals(self) -> None:
        """Potential customers are referred; who is followed up is known, and agreed to it before or
        does so at the desk.
        """
        potential = self._spread(_may_be_referred, len(FATES), until_s=LAST_HOUR_S)
        for one, (fate, by_teller) in zip(potential, FATES, strict=False):
            self.scenes[one.key] = self._referred(fate, by_teller=by_teller)
        last = list(self._free(lambda one: one.arrives_s > self._closes_s - LAST_HOUR_S))
        for one, fate in zip(last[len(last) // 2 :], LAST_FATES, strict=False):
            self.scenes[one.key] = self._referred(fate, by_teller=False)

    def _referred(self, fate: Fate, *, by_teller: bool) -> Scene:
        client = self._agreed(fate != "follow_up") if fate in KNOWN_FATES else None
        signal = self.chance.choice(AT_THE_COUNTER if by_teller else STRONG)
        return Scene(client=client, card=True, signals=(signal,), by_teller=by_teller, fate=fate)

    def _agreed(self, before: bool) -> Client:
        """Somebody who has agreed to be called; else who will, at the desk."""
        found = next(one for one in self._ordinary if one.may_be_called is before)
        self._ordinary.remove(found)
        return found

    def _complaint(self) -> None:
        """Who has complained comes for their business, and nobody sells to them."""
        for one in self._spread(lambda one: one.service == "cash", 1):
            self.scenes[one.key] = Scene(client=self._complainant, card=True)

    def _signals(self) -> None:
        for one in self._free(lambda one: one.customer_class == "potential"):
            strong = self.chance.choice(STRONG)
            along = (self.chance.choice(ALONG),) if self.chance.random() < 0.3 else ()
            self.scenes[one.key] = Scene(signals=(*along, strong))

    def _protected(self) -> None:
        """They and others, while many wait."""
        scenes = (*CARED_FOR, *TOLD)
        for one, scene in zip(self._spread(self._waits, len(scenes)), scenes, strict=False):
            self.scenes[one.key] = scene

    def _mistaken(self) -> None:
        mistaken = self._spread(self._waits, len(self._others))
        for one, other in zip(mistaken, self._others, strict=False):
            self.scenes[one.key] = Scene(mistaken_for=other)

    def _waits(self, one: PlannedCustomer) -> bool:
        """At a counter, in one of the busiest half hours."""
        shape = self.profile.shape()
        busy = sorted(shape, key=lambda start: -shape[start])[:BUSY]
        return one.service in ("cash", "card") and one.arrives_s // 1800 * 30 in busy

    def _offers(self) -> None:
        answers = cycle(_ANSWERS)
        at_kiosk = self._spread(
            lambda one: one.service == "cash" and self._waits(one), KIOSK_OFFERS
        )
        for one in at_kiosk:
            self.scenes[one.key] = Scene(offer=next(answers))
        for one in self._spread(lambda one: one.service == "card", ASKS):
            self.scenes[one.key] = Scene(asks_machine=True)

    def _greetings(self) -> None:
        for one in self.customers:
            draw = self.chance.random()
            before = self.scenes.get(one.key, PLAIN)
            if before.need or before.guided or before.mistaken_for:
                continue
            if draw < DOOR_SHARE and not before.card and before.slot_s is None:
                self.scenes[one.key] = replace(before, door=True)
            elif DOOR_SHARE <= draw < DOOR_SHARE + GREETED_SHARE:
                self.scenes[one.key] = replace(before, greeted=True)

    def callers(self) -> Iterator[Caller]:
        """Who comes to a relationship manager: two while the desk has lunch, the others apart; one
        refuses at first.
        """
        desk = next(seat for seat in self.profile.seats if seat.number == "8")
        away, back = (60.0 * each for each in desk.lunch or (720, 765))
        opens_s = self.profile.opens_min * 60.0
        apart = [opens_s + 3000, MOMENT_S - 70, MOMENT_S - 55, back + 4200]
        times = sorted([*apart, away + 240, back - 1080])
        in_time = (at_s for at_s in times if at_s < self._closes_s - LAST_CALL_S)
        for client, at_s in zip(self._callers, in_time, strict=False):
            impatient, awaited = at_s == away + 240, at_s == MOMENT_S - 70
            yield Caller(
                arrives_s=at_s,
                client=client,
                talk_s=self.chance.uniform(420, 900),
                waits_s=660.0 if impatient else 2700.0,
                walks_s=120.0 if awaited else 25.0,
                awaited=awaited,
            )
        refuses_s, last = opens_s + REFUSES_AFTER_S, self._callers[len(times) :]
        for client in last:
            yield Caller(refuses_s, client, talk_s=600.0, waits_s=2700.0, refuses=True)

    # -------------------------------------------------------------------------------- choosing

    def _free(self, fits: Callable[[PlannedCustomer], bool]) -> Iterator[PlannedCustomer]:
        """Who has no scene yet and behaves like most people."""
        for one in self.customers:
            if one.key not in self.scenes and _is_usual(one) and fits(one):
                yield one

    def _spread(
        self, fits: Callable[[PlannedCustomer], bool], many: int, *, until_s: float = 1800.0
    ) -> list[PlannedCustomer]:
        """So many of them, apart over the day: not in its first minutes nor so near its end, and
        none who leaves soon.
        """
        first_s, last_s = self.profile.opens_min * 60.0 + 600, self._closes_s - until_s
        found = [
            one
            for one in self._free(fits)
            if first_s < one.arrives_s < last_s and one.patience_s > PATIENT_S
        ]
        step = max(len(found) / many, 1.0)
        return [found[int(step * place)] for place in range(min(many, len(found)))]


def _is_usual(one: PlannedCustomer) -> bool:
    return (
        one.shows_up
        and one.parks_s is None
        and one.second_service is None
        and one.late_min is None
        and one.need is None
        and one.customer_class != "vip"
    )


def _may_be_referred(one: PlannedCustomer) -> bool:
    return one.customer_class == "potential" or (one.service == "card" and one.score is None)
