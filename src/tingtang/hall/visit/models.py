"""A customer's visit, what the hall noted of it, and calls for help."""

from django.db import models


class Visit(models.Model):
    """One customer's stay. Class, protected need and booking are three fields; a table derives the
    line.

    How far the visit has come follows from its tickets, so it isn't stored (`rules.VisitState`);
    nor is that one without a number is over (`rules.left_the_door`).
    """

    pk = models.CompositePrimaryKey("branch_id", "id")
    branch_id = models.UUIDField()
    id = models.UUIDField()
    business_date = models.DateField()
    customer_class = models.TextField(default="ordinary")
    protected = models.BooleanField(null=True)  # nobody has said yet
    need = models.TextField(null=True)  # its kind: erased at the day's end
    booked = models.BooleanField(default=False)
    emergency = models.BooleanField(default=False)
    language = models.TextField(default="zh-Hans")
    arrived_at = models.DateTimeField()
    reader_index = models.BinaryField(null=True)  # keyed blind index of a card or ID that was read
    door = models.IntegerField(null=True)  # the day's count at the door: shown to staff alone
    greeted_at = models.DateTimeField(null=True)
    class_by = models.TextField(default="signals")  # signals, file, staff (rules.Basis)
    said_class = models.TextField(null=True)  # by the staff, for a reason
    filed_class = models.TextField(null=True)  # of the customer whom it is linked to
    customer_id = models.UUIDField(null=True)  # whom it is linked to: forgotten after 30 days
    home_branch = models.UUIDField(null=True)
    rm_id = models.UUIDField(null=True)  # whose customer it is
    linked_by = models.TextField(null=True)  # reader, number, booking, own_rm
    linked_at = models.DateTimeField(null=True)
    joined_id = models.UUIDField(null=True)  # the visit that it turned out to be
    refused_at = models.DateTimeField(null=True)  # the customer wants no introduction today
    version = models.BigIntegerField(default=0)  # sequence of the last entry about class or need

    class Meta:
        db_table = "hall_visit"
        constraints = (
            models.UniqueConstraint(
                fields=["branch_id", "business_date", "door"], name="hall_visit_door"
            ),
        )
        indexes = (
            models.Index(fields=["branch_id", "business_date"], name="hall_visit_day"),
            models.Index(
                fields=["branch_id", "business_date"],
                name="hall_visit_linked",
                condition=models.Q(customer_id__isnull=False)
                | models.Q(reader_index__isnull=False),
            ),
        )


class Signal(models.Model):
    """Something that the customer did or said (`rules.signals`): never how they look."""

    pk = models.CompositePrimaryKey("branch_id", "id")
    branch_id = models.UUIDField()
    id = models.UUIDField()
    business_date = models.DateField()
    visit_id = models.UUIDField()
    code = models.TextField()
    state = models.TextField()  # enter, consult, wait
    strength = models.SmallIntegerField()
    source = models.TextField()  # lobby, teller, kiosk, holdings
    by = models.TextField()  # the actor's mark
    at = models.DateTimeField()  # noted; it was seen `age_s` before
    age_s = models.SmallIntegerField(default=0)
    undone_at = models.DateTimeField(null=True)
    acted_upon = models.BooleanField(default=False)  # something was arranged because of it

    class Meta:
        db_table = "hall_signal"
        constraints = (
            models.UniqueConstraint(
                fields=["branch_id", "visit_id", "code"],
                name="hall_signal_once",
                condition=models.Q(undone_at__isnull=True),
            ),
        )
        indexes = (models.Index(fields=["branch_id", "business_date"], name="hall_signal_day"),)


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
