"""The people of a branch."""

from django.db import models


class Staff(models.Model):
    """A member of staff. Their name is shown to colleagues only; the ledger knows the id."""

    pk = models.CompositePrimaryKey("branch_id", "id")
    branch_id = models.UUIDField()
    id = models.UUIDField()
    login = models.TextField()
    name = models.TextField()
    post = models.TextField()  # access.Post: what they sign in as
    active = models.BooleanField(default=True)

    class Meta:
        db_table = "bank_staff"
        constraints = (
            models.UniqueConstraint(fields=["branch_id", "login"], name="bank_staff_login"),
        )


class Qualification(models.Model):
    """What somebody is qualified for: a service's code, or cash, sales, review."""

    pk = models.CompositePrimaryKey("branch_id", "id")
    branch_id = models.UUIDField()
    id = models.UUIDField()
    staff_id = models.UUIDField()
    code = models.TextField()
    until = models.DateField(null=True)

    class Meta:
        db_table = "bank_qualification"
        constraints = (
            models.UniqueConstraint(
                fields=["branch_id", "staff_id", "code"], name="bank_qualification_once"
            ),
        )


class Shift(models.Model):
    """A shift on one day."""

    pk = models.CompositePrimaryKey("branch_id", "id")
    branch_id = models.UUIDField()
    id = models.UUIDField()
    staff_id = models.UUIDField()
    date = models.DateField()
    starts = models.TimeField()
    ends = models.TimeField()
    post = models.TextField()

    class Meta:
        db_table = "bank_shift"
        constraints = (
            models.UniqueConstraint(
                fields=["branch_id", "staff_id", "date", "starts"], name="bank_shift_once"
            ),
        )
