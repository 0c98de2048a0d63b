"""Referrals, and experience cards."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Referral(models.Model):
    """One referral with its two views: the slip, and a line of the tracking sheet.

    Nothing of the customer stands here but the visit; a link to a customer only while a consent to
    contact carries it.
    """

    pk = models.CompositePrimaryKey("branch_id", "id")
    branch_id = models.UUIDField()
    id = models.UUIDField()
    business_date = models.DateField()
    visit_id = models.UUIDField()
    customer_id = models.UUIDField(null=True)
    customer_class = models.TextField()
    business = models.TextField()
    target = models.TextField()
    source_id = models.UUIDField()
    source_post = models.TextField()
    signalled = models.BooleanField()
    spoken_yes = models.BooleanField(default=False)
    sequence = models.BigIntegerField()  # of its submission
    state = models.TextField()
    joined_id = models.UUIDField(null=True)
    guidance_id = models.UUIDField(null=True)  # the leading that it began with
    candidates = ArrayField(models.UUIDField(), default=list)
    asked_index = models.IntegerField(default=0)
    asked_since = models.DateTimeField()
    returns = models.IntegerField(default=0)
    receiver_id = models.UUIDField(null=True)
    submitted_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    met_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    reason = models.TextField(default="")  # why it was returned or lost, as a code
    version = models.BigIntegerField()  # sequence of the last entry about it: what a screen saw

    class Meta:
        db_table = "relation_referral"
        constraints = (
            models.UniqueConstraint(
                fields=["branch_id", "visit_id"],
                name="relation_referral_one_open",
                condition=models.Q(state__in=["submitted", "accepted", "introduced", "in_talk"]),
            ),
        )
        indexes = (
            models.Index(fields=["branch_id", "business_date"], name="relation_referral_day"),
            models.Index(
                fields=["branch_id", "customer_id"],
                name="relation_referral_of",
                condition=models.Q(customer_id__isnull=False),
            ),
        )


class ExperienceCard(models.Model):
    """An experience card: good once, until its last day."""

    pk = models.CompositePrimaryKey("branch_id", "id")
    branch_id = models.UUIDField()
    id = models.UUIDField()
    serial = models.TextField()
    visit_id = models.UUIDField()
    referral_id = models.UUIDField(null=True)
    issued_by = models.UUIDField()
    issued_on = models.DateField()
    valid_until = models.DateField()
    redeemed_at = models.DateTimeField(null=True)
    redeemed_visit = models.UUIDField(null=True)

    class Meta:
        db_table = "relation_card"
        constraints = (
            models.UniqueConstraint(fields=["branch_id", "serial"], name="relation_card_serial"),
        )
