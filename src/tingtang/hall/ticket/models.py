"""Tickets, the lines' passing, numbers, paper blocks."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Ticket(models.Model):
    """A number in the hall, from its issue to its end."""

    pk = models.CompositePrimaryKey("branch_id", "id")
    branch_id = models.UUIDField()
    id = models.UUIDField()
    business_date = models.DateField()
    visit_id = models.UUIDField()
    label = models.TextField()  # A036; empty: served without a number
    service_id = models.UUIDField()
    more = ArrayField(models.UUIDField(), default=list)  # further services on the same ticket
    state = models.TextField()
    line = models.SmallIntegerField()  # 0: stands alone (see rules.line_number)
    line_class = models.SmallIntegerField()
    counter_id = models.UUIDField(null=True)  # reserved for it, or called to it
    place = models.BigIntegerField()  # what lines are ordered by: never a clock
    overtaken = models.IntegerField(default=0)  # carried from lines it stood in before
    version = models.BigIntegerField()  # sequence of the last entry about it
    channel = models.TextField()  # kiosk, lobby, counter, paper, import
    language = models.TextField()
    issued_at = models.DateTimeField()
    called_at = models.DateTimeField(null=True)
    recalled_at = models.DateTimeField(null=True)
    recalls = models.SmallIntegerField(default=0)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    missed_at = models.DateTimeField(null=True)
    until = models.DateTimeField(null=True)  # parked by "I'll be late": until then
    parked_for = models.TextField(null=True)
    late_used = models.SmallIntegerField(default=0)
    served_by = models.UUIDField(null=True)
    outcome = models.TextField(null=True)  # served, left, merged, day_end, diverted
    ahead = models.IntegerField(null=True)  # told at issue, kept to learn from
    low_s = models.IntegerField(null=True)
    high_s = models.IntegerField(null=True)
    expected_s = models.FloatField(null=True)  # the first guess, and its spread: what a miss is
    miss = models.FloatField(null=True)  # kept to learn from
    spread = models.FloatField(null=True)  # reckoned from (engines/forecasting/waits)
    rating_asked = models.BooleanField(default=False)

    class Meta:
        db_table = "hall_ticket"
        constraints = (
            models.UniqueConstraint(
                fields=["branch_id", "business_date", "label"],
                name="hall_ticket_label",
                condition=~models.Q(label=""),
            ),
        )
        indexes = (
            models.Index(fields=["branch_id", "business_date"], name="hall_ticket_day"),
            models.Index(fields=["branch_id", "visit_id"], name="hall_ticket_visit"),
        )  # none on what a call changes: such updates stay on their page (heap-only tuples)


class Waiting(models.Model):
    """Who stands in a line, in order: a row for each ticket that waits, and for no other."""

    pk = models.CompositePrimaryKey("branch_id", "line", "place", "ticket_id")
    branch_id = models.UUIDField()
    line = models.SmallIntegerField()
    place = models.BigIntegerField()
    ticket_id = models.UUIDField()

    class Meta:
        db_table = "hall_waiting"


class Link(models.Model):
    """A phone link, until its day ends."""

    pk = models.CompositePrimaryKey("branch_id", "hash")
    branch_id = models.UUIDField()
    hash = models.BinaryField()  # of the token
    ticket_id = models.UUIDField()

    class Meta:
        db_table = "hall_link"


class Pace(models.Model):
    """What a wait estimate of a service is made of: newest first, bounded."""

    pk = models.CompositePrimaryKey("branch_id", "service_id")
    branch_id = models.UUIDField()
    service_id = models.UUIDField()
    seconds = ArrayField(models.IntegerField(), default=list)  # of the last 30 services
    misses = ArrayField(models.FloatField(), default=list)  # of the last 60 waits

    class Meta:
        db_table = "hall_pace"


class Line(models.Model):
    """Which tickets passed a line: places of those called past its present members."""

    pk = models.CompositePrimaryKey("branch_id", "line")
    branch_id = models.UUIDField()
    line = models.SmallIntegerField()
    passed = ArrayField(models.BigIntegerField(), default=list)

    class Meta:
        db_table = "hall_line"


class Owed(models.Model):
    """How many walk-ins of a service go before its next booked customer."""

    pk = models.CompositePrimaryKey("branch_id", "service_id")
    branch_id = models.UUIDField()
    service_id = models.UUIDField()
    owed = models.SmallIntegerField()

    class Meta:
        db_table = "hall_owed"


class Number(models.Model):
    """The last number that a service gave on a business date."""

    pk = models.CompositePrimaryKey("branch_id", "service_id", "business_date")
    branch_id = models.UUIDField()
    service_id = models.UUIDField()
    business_date = models.DateField()
    last = models.IntegerField()
    last_paper = models.IntegerField(default=0)

    class Meta:
        db_table = "hall_number"


class PaperBlock(models.Model):
    """A block of paper numbers, handed out while the server is away and entered afterwards in
    order.
    """

    pk = models.CompositePrimaryKey("branch_id", "id")
    branch_id = models.UUIDField()
    id = models.UUIDField()
    business_date = models.DateField()
    service_id = models.UUIDField()
    first = models.IntegerField()
    last = models.IntegerField()
    entered = models.IntegerField(default=0)  # the last number entered

    class Meta:
        db_table = "hall_paper_block"
        indexes = (models.Index(fields=["branch_id", "business_date"], name="hall_paper_day"),)


class PastTicket(models.Model):
    """A ticket of a day before this system, for learning from: whatever its source knew of it."""

    pk = models.CompositePrimaryKey("branch_id", "date", "ticket")
    branch_id = models.UUIDField()
    date = models.DateField()  # of the arrival, where the branch is
    ticket = models.TextField()
    segment = models.TextField()
    service = models.TextField()
    arrived_at = models.DateTimeField()
    queued_at = models.DateTimeField(null=True)
    left_queue_at = models.DateTimeField(null=True)
    outcome = models.TextField()  # served, abandoned
    service_started_at = models.DateTimeField(null=True)
    service_ended_at = models.DateTimeField(null=True)
    server = models.TextField(null=True)

    class Meta:
        db_table = "hall_past_ticket"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(left_queue_at__isnull=True)
                | models.Q(left_queue_at__gte=models.F("queued_at")),
                name="hall_past_ticket_wait",
            ),
            models.CheckConstraint(
                condition=models.Q(service_ended_at__isnull=True)
                | models.Q(service_ended_at__gte=models.F("service_started_at")),
                name="hall_past_ticket_service",
            ),
        )
