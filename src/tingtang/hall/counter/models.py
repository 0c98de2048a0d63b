"""Who sits where now."""

from django.db import models


class Seat(models.Model):
    """A counter's seat: one teller a seat, one seat a teller, at most one customer."""

    pk = models.CompositePrimaryKey("branch_id", "counter_id")
    branch_id = models.UUIDField()
    counter_id = models.UUIDField()
    state = models.TextField(default="vacant")
    staff_id = models.UUIDField(null=True)
    ticket_id = models.UUIDField(null=True)
    pause = models.TextField(null=True)
    since = models.DateTimeField()
    held_until = models.DateTimeField(null=True)  # a desk: kept for who is being led there
    held_for = models.UUIDField(null=True)  # whose visit
    busy_until = models.DateTimeField(null=True)  # said by who serves there, of this service
    summoned_until = models.DateTimeField(null=True)  # somebody is asked to work here
    summoned_id = models.UUIDField(null=True)  # who; null: whoever is free
    summons_declined = models.BooleanField(default=False)
    version = models.BigIntegerField()  # sequence of the last entry about it: what a screen saw

    class Meta:
        db_table = "hall_seat"
        constraints = (
            models.UniqueConstraint(fields=["branch_id", "staff_id"], name="hall_seat_one_teller"),
        )
