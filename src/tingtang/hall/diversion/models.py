"""Offers of another place."""

from django.db import models


class Offer(models.Model):
    """Another place, offered or not: whatever was decided stands here with its answer and outcome.

    What a ticket did by itself since is read together with it (`rules.standing`).
    """

    pk = models.CompositePrimaryKey("branch_id", "id")
    branch_id = models.UUIDField()
    id = models.UUIDField()
    business_date = models.DateField()
    ticket_id = models.UUIDField()
    visit_id = models.UUIDField()
    service_id = models.UUIDField()  # what it was offered for
    door = models.TextField()  # kiosk, counter, lobby
    state = models.TextField()
    place = models.TextField(null=True)  # smart, atm, open_counter, rm_desk
    machine_id = models.UUIDField(null=True)
    counter_id = models.UUIDField(null=True)
    protected = models.TextField()  # yes, no, unknown: never its kind
    asked = models.BooleanField()  # the customer did, by themselves
    why_not = models.TextField(null=True)
    declined_for = models.TextField(null=True)
    offered_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    asks_at = models.DateTimeField(null=True)  # when it asks what became of it
    closed_at = models.DateTimeField(null=True)
    version = models.BigIntegerField()  # sequence of the last entry about it

    class Meta:
        db_table = "hall_offer"
        constraints = (
            models.UniqueConstraint(
                fields=["branch_id", "ticket_id"],
                name="hall_offer_one_open",
                condition=models.Q(state__in=["offered", "accepted"]),
            ),
        )
        indexes = (models.Index(fields=["branch_id", "business_date"], name="hall_offer_day"),)
