"""Versions of decision tables."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Policy(models.Model):
    """One version of one table of a branch. Its rows never change once it is approved."""

    pk = models.CompositePrimaryKey("branch_id", "id")
    branch_id = models.UUIDField()
    id = models.UUIDField()
    table = models.TextField()  # a kind's name
    number = models.IntegerField()
    state = models.TextField()
    rows = models.JSONField()
    digest = models.BinaryField()
    faults = models.IntegerField(default=0)
    tried = models.BinaryField(null=True)  # the digest that was tried last
    editors = ArrayField(models.UUIDField())
    reason = models.TextField(default="")  # why it was returned
    approved_by = models.UUIDField(null=True)
    live_from = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    edited_by = models.UUIDField(null=True)
    edited_at = models.DateTimeField(null=True)
    tried_by = models.UUIDField(null=True)
    tried_at = models.DateTimeField(null=True)
    submitted_by = models.UUIDField(null=True)
    submitted_at = models.DateTimeField(null=True)
    answered_by = models.UUIDField(null=True)  # who returned, approved or rolled back last
    answered_at = models.DateTimeField(null=True)
    version = models.BigIntegerField()  # sequence of the last entry about it: what a screen saw

    class Meta:
        db_table = "bank_policy"
        constraints = (
            models.UniqueConstraint(
                fields=["branch_id", "table", "number"], name="bank_policy_number"
            ),
        )


class IssuedPolicy(models.Model):
    """A version that head office issued for all branches of its bank, as approved there.

    Bank-wide: every branch reads it, only head office's turns write it.
    """

    pk = models.CompositePrimaryKey("branch_id", "id")
    branch_id = models.UUIDField()  # head office
    id = models.UUIDField()  # the policy's
    institution_id = models.UUIDField()
    table = models.TextField()
    number = models.IntegerField()
    rows = models.JSONField()
    digest = models.BinaryField()
    live_from = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "bank_policy_issued"
        indexes = (models.Index(fields=["institution_id"], name="bank_policy_issued_bank"),)
