"""Accounts, devices and one-time links."""

from django.conf import settings
from django.db import models


class Account(models.Model):
    """Which branch and member of staff a sign-in belongs to: ids only, read before a scope is
    known.
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, primary_key=True)
    branch_id = models.UUIDField()
    staff_id = models.UUIDField()

    class Meta:
        db_table = "access_account"


class Device(models.Model):
    """An enrolled kiosk, wall or card reader. Its key opens only its branch and its verbs."""

    pk = models.CompositePrimaryKey("branch_id", "id")
    branch_id = models.UUIDField()
    id = models.UUIDField()
    name = models.TextField()
    post = models.TextField()  # kiosk, wall, card_reader
    zone_id = models.UUIDField(null=True)
    facing = models.SmallIntegerField(default=0)  # a wall's: degrees clockwise from the plan's up
    code_hash = models.BinaryField(null=True)  # of the one-time enrolment code, until used
    code_until = models.DateTimeField(null=True)
    key_hash = models.BinaryField(null=True)  # SHA-256 of a 256-bit random key
    revoked = models.BooleanField(default=False)

    class Meta:
        db_table = "access_device"
        constraints = (
            models.UniqueConstraint(fields=["branch_id", "name"], name="access_device_name"),
        )


class Invitation(models.Model):
    """A one-time link to choose a password: hashes and ids only, read before anybody is signed
    in.
    """

    hash = models.BinaryField(primary_key=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT)
    until = models.DateTimeField()

    class Meta:
        db_table = "access_invitation"
