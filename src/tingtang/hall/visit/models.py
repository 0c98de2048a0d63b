"""A customer's visit, and calls for help."""

from django.db import models


class Visit(models.Model):
    """One customer's stay. Class, protected need and booking are three fields; a table derives the
    line.

    How far the visit has come follows from its tickets, so it isn't stored (`rules.VisitState`).
    """

    pk = models.CompositePrimaryKey("branch_id", "id")
    branch_id = models.UUIDField()
    id = models.UUIDField()
    business_date = models.DateField()
    customer_class = models.TextField(default="ordinary")
    protected = models.BooleanField(default=False)
    need = models.TextField(null=True)  # its kind: erased at the day's end
    booked = models.BooleanField(default=False)
    emergency = models.BooleanField(default=False)
    language = models.TextField(default="zh-Hans")
    arrived_at = models.DateTimeField()
    reader_index = models.BinaryField(null=True)  # keyed blind index of a card or ID that was read

    class Meta:
        db_table = "hall_visit"
        indexes = (models.Index(fields=["branch_id", "business_date"], name="hall_visit_day"),)


class Help(models.Model):
    """A call for help: a named person answers within the branch's time, or it is escalated."""

    pk = models.CompositePrimaryKey("branch_id", "id")
    branch_id = models.UUIDField()
    id = models.UUIDField()
    business_date = models.DateField()
    state = models.TextField()
    asked_at = models.DateTimeField()
    asked_by = models.TextField()  # the actor's mark
    summoned_id = models.UUIDField(null=True)  # the member of staff it summons
    answered_id = models.UUIDField(null=True)
    answered_at = models.DateTimeField(null=True)
    ticket_id = models.UUIDField(null=True)
    place = models.TextField(default="")  # a device's name or a counter's number

    class Meta:
        db_table = "hall_help"
        indexes = (
            models.Index(
                fields=["branch_id"],
                name="hall_help_open",
                condition=models.Q(state__in=["asked", "answered", "escalated"]),
            ),
        )
