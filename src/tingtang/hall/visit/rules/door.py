"""The door: how long a greeting holds, and how old a tap may be. Pure."""

from datetime import datetime, timedelta

from tingtang.kernel.refused import Refused

#: A visit that began at the door and took no number is over after this: nobody ends it.
DOOR_STAYS = timedelta(minutes=15)
#: How long a tap may have been kept while the line was cut.
MOST_AGE_S = 1800


def check_age(age_s: int) -> None:
    """Refuse a tap from the future, or one that was kept too long to be believed."""
    if not 0 <= age_s <= MOST_AGE_S:
        raise Refused("outside_bounds", where="age_s", value=age_s, least=0, most=MOST_AGE_S)


def left_the_door(door: int | None, arrived_at: datetime, at: datetime) -> bool:
    """Whether a visit without a number is over: one that began at a card reader isn't."""
    return door is not None and at - arrived_at >= DOOR_STAYS


def check_still_here(door: int | None, arrived_at: datetime, at: datetime) -> None:
    """Refuse with `visit_over` whoever has left the door (`left_the_door`)."""
    if left_the_door(door, arrived_at, at):
        raise Refused("visit_over", minutes=DOOR_STAYS.seconds // 60)
