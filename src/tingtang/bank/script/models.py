"""Scripts: what staff may say to customers."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Script(models.Model):
    """One sentence of a branch for one situation. Its words never change once it is approved.

    Those that a bank starts with have no row, unless they were withdrawn.
    """

    pk = models.CompositePrimaryKey("branch_id", "id")
    branch_id = models.UUIDField()
    id = models.UUIDField()
    situation = models.TextField()  # a result of the table of sentences
    number = models.IntegerField()
    texts = models.JSONField()  # by language
    state = models.TextField()
    source = models.TextField()
    editors = ArrayField(models.UUIDField())
    reason = models.TextField(default="")  # why it was returned
    approved_by = models.UUIDField(null=True)
    approved_at = models.DateTimeField(null=True)
    live_from = models.DateTimeField(null=True)
    expires_on = models.DateField()  # its last business day
    ended_at = models.DateTimeField(null=True)  # when it was withdrawn
    version = models.BigIntegerField()  # sequence of the last entry about it: what a screen saw

    class Meta:
        db_table = "bank_script"
        constraints = (
            models.UniqueConstraint(
                fields=["branch_id", "situation", "number"], name="bank_script_number"
            ),
        )
