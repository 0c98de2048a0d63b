"""Guidance of customers in the hall."""

from django.db import models


class Guidance(models.Model):
    """Where a customer was guided, and what is awaited of it: one thing at a time of a visit."""

    pk = models.CompositePrimaryKey("branch_id", "id")
    branch_id = models.UUIDField()
    id = models.UUIDField()
    business_date = models.DateField()
    visit_id = models.UUIDField()
    ticket_id = models.UUIDField(null=True)  # the number it had then
    business = models.TextField()
    reply = models.TextField()
    path = models.TextField()
    state = models.TextField()
    desk_id = models.UUIDField(null=True)  # the counter led to, or that of who promised to come
    rm_id = models.UUIDField(null=True)  # the member of staff
    guided_at = models.DateTimeField()
    guided_by = models.TextField()  # the actor's mark
    asks_at = models.DateTimeField(null=True)  # a promise: when it asks what is to be done
    asked = models.SmallIntegerField(default=0)  # how often the customer said to wait on
    begun = models.BigIntegerField()  # sequence of its first entry
    version = models.BigIntegerField()  # sequence of its last

    class Meta:
        db_table = "relation_guidance"
        constraints = (
            models.UniqueConstraint(
                fields=["branch_id", "visit_id"],
                name="relation_guidance_awaited",
                condition=models.Q(state__in=["led", "promised"]),
            ),
        )
        indexes = (
            models.Index(fields=["branch_id", "business_date"], name="relation_guidance_day"),
        )
