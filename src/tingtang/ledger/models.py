"""Tables of the ledger. Nothing points at an entry; nobody may change one."""

from django.db import models


class Head(models.Model):
    """The last entry of each branch. Ids, numbers and hashes only: the relay follows all branches
    here.
    """

    branch_id = models.UUIDField(primary_key=True)
    sequence = models.BigIntegerField(default=0)
    hash = models.BinaryField()
    at = models.DateTimeField()
    plan = models.BigIntegerField(default=0)  # sequence of the last change of the branch's plan

    class Meta:
        db_table = "ledger_head"


class Entry(models.Model):
    """One thing that happened. Partitioned by month of the business date, in migrations' SQL."""

    pk = models.CompositePrimaryKey("branch_id", "business_date", "sequence")
    branch_id = models.UUIDField()
    business_date = models.DateField()
    sequence = models.BigIntegerField()
    at = models.DateTimeField()
    kind = models.TextField()
    actor = models.TextField()
    body = models.JSONField()
    hash = models.BinaryField()

    class Meta:
        db_table = "ledger_entry"
        managed = False  # Django can't declare a partitioned table: migration 0002 makes it


class Errand(models.Model):
    """A request that was answered: the same key gives the same answer for 72 hours."""

    pk = models.CompositePrimaryKey("branch_id", "request")
    branch_id = models.UUIDField()
    request = models.BinaryField()  # SHA-256 of actor, route and key
    digest = models.BinaryField()  # of the request's body, keyed
    answer = models.TextField()
    real_at = models.DateTimeField()  # the machine's time: a demonstration's clock may be elsewhere

    class Meta:
        db_table = "ledger_errand"


class Look(models.Model):
    """What somebody looked at, counted until a batch is recorded; closed words and ids only."""

    pk = models.CompositePrimaryKey("branch_id", "business_date", "actor", "what")
    branch_id = models.UUIDField()  # the looker's own
    business_date = models.DateField()
    actor = models.TextField()
    what = models.TextField()  # view.lobby, ticket.ID
    times = models.IntegerField()
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()

    class Meta:
        db_table = "ledger_look"
