"""Institutions, regions, branches, and what a branch is made of."""

from django.db import models


class Institution(models.Model):
    """A bank."""

    id = models.UUIDField(primary_key=True)
    name = models.JSONField()  # words in three languages
    hotline = models.TextField()
    demonstration = models.BooleanField(default=False)

    class Meta:
        db_table = "bank_institution"


class Region(models.Model):
    """A region of a bank."""

    id = models.UUIDField(primary_key=True)
    institution = models.ForeignKey(Institution, models.PROTECT)
    name = models.JSONField()

    class Meta:
        db_table = "bank_region"


class Branch(models.Model):
    """The directory of branches: doors need code and zone before they know a scope."""

    id = models.UUIDField(primary_key=True)
    institution = models.ForeignKey(Institution, models.PROTECT)
    region = models.ForeignKey(Region, models.PROTECT, null=True)
    code = models.TextField()
    name = models.JSONField()
    kind = models.TextField()  # BranchType
    zone = models.TextField(default="Asia/Shanghai")
    hours = (
        models.JSONField()
    )  # {"0": ["09:00", "17:00"], …}: weekday (0 Monday), personal business
    corporate_hours = models.JSONField()
    public_address = models.TextField(default="")  # base of phone links; empty: no QR

    class Meta:
        db_table = "bank_branch"
        constraints = (models.UniqueConstraint(fields=["code"], name="bank_branch_code"),)


class BranchClock(models.Model):
    """A demonstration's clock: at the machine's `set_at` it showed `shows`, and runs `scale` times
    real.
    """

    branch_id = models.UUIDField(primary_key=True)
    set_at = models.DateTimeField()
    shows = models.DateTimeField()
    scale = models.FloatField()

    class Meta:
        db_table = "bank_clock"


class Service(models.Model):
    """A service that numbers are taken for. The prefix tells the service, never the customer's
    class.
    """

    pk = models.CompositePrimaryKey("branch_id", "id")
    branch_id = models.UUIDField()
    id = models.UUIDField()
    code = models.TextField()
    ordinal = models.SmallIntegerField()  # place on the kiosk, and part of a line's number
    prefix = models.TextField()
    first = models.IntegerField(default=1)
    last = models.IntegerField(default=799)  # above: the paper blocks
    name = models.JSONField()
    hint = models.JSONField()
    plain_name = models.JSONField()
    plain_hint = models.JSONField()
    icon = models.TextField()
    large_print = models.BooleanField(default=False)
    opens = models.TextField(default="")  # "13:30": later than the branch
    typical_s = models.IntegerField(default=480)  # expectation before there is history

    class Meta:
        db_table = "bank_service"
        constraints = (
            models.UniqueConstraint(fields=["branch_id", "code"], name="bank_service_code"),
            models.UniqueConstraint(fields=["branch_id", "ordinal"], name="bank_service_ordinal"),
            models.UniqueConstraint(fields=["branch_id", "prefix"], name="bank_service_prefix"),
        )


class Zone(models.Model):
    """A part of the floor, on a plan of 100 × 100."""

    pk = models.CompositePrimaryKey("branch_id", "id")
    branch_id = models.UUIDField()
    id = models.UUIDField()
    kind = models.TextField()
    name = models.JSONField()
    x = models.SmallIntegerField()
    y = models.SmallIntegerField()
    w = models.SmallIntegerField()
    h = models.SmallIntegerField()

    class Meta:
        db_table = "bank_zone"


class Counter(models.Model):
    """A window or desk: what stands there. Who sits there now is hall's `Seat`."""

    pk = models.CompositePrimaryKey("branch_id", "id")
    branch_id = models.UUIDField()
    id = models.UUIDField()
    number = models.TextField()
    kind = models.TextField()
    zone_id = models.UUIDField()

    class Meta:
        db_table = "bank_counter"
        constraints = (
            models.UniqueConstraint(fields=["branch_id", "number"], name="bank_counter_number"),
        )


class Machine(models.Model):
    """A self-service machine."""

    pk = models.CompositePrimaryKey("branch_id", "id")
    branch_id = models.UUIDField()
    id = models.UUIDField()
    name = models.TextField()
    kind = models.TextField()  # smart, atm, inquiry
    zone_id = models.UUIDField()

    class Meta:
        db_table = "bank_machine"
        constraints = (
            models.UniqueConstraint(fields=["branch_id", "name"], name="bank_machine_name"),
        )


class Channel(models.Model):
    """The channel map: which services a counter or a machine can do."""

    pk = models.CompositePrimaryKey("branch_id", "id")
    branch_id = models.UUIDField()
    id = models.UUIDField()
    service_id = models.UUIDField()
    counter_id = models.UUIDField(null=True)
    machine_id = models.UUIDField(null=True)

    class Meta:
        db_table = "bank_channel"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(counter_id__isnull=True) ^ models.Q(machine_id__isnull=True),
                name="bank_channel_one_place",
            ),
        )
        indexes = (models.Index(fields=["branch_id"], name="bank_channel_branch"),)


class Parameter(models.Model):
    """A branch's own value of a parameter; absent: the default of `rules.PARAMETERS`."""

    pk = models.CompositePrimaryKey("branch_id", "name")
    branch_id = models.UUIDField()
    name = models.TextField()
    value = models.IntegerField()
    set_at = models.DateTimeField(null=True)
    set_by = models.TextField(default="")  # the actor's mark, as the ledger names it

    class Meta:
        db_table = "bank_parameter"


class Day(models.Model):
    """A business day of the branch."""

    pk = models.CompositePrimaryKey("branch_id", "date")
    branch_id = models.UUIDField()
    date = models.DateField()
    state = models.TextField()
    moved_at = models.DateTimeField()

    class Meta:
        db_table = "bank_day"


class Stoppage(models.Model):
    """A service stopped for now: gives no numbers, is not called."""

    pk = models.CompositePrimaryKey("branch_id", "service_id")
    branch_id = models.UUIDField()
    service_id = models.UUIDField()
    date = models.DateField()
    notice = models.TextField()  # cash_out, sold_out, system_down

    class Meta:
        db_table = "bank_stoppage"
