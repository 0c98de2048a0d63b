"""Ratings of services."""

from django.db import models


class Rating(models.Model):
    """One rating of one ticket's service, given by the customer."""

    pk = models.CompositePrimaryKey("branch_id", "ticket_id")
    branch_id = models.UUIDField()
    ticket_id = models.UUIDField()
    business_date = models.DateField()
    counter_id = models.UUIDField()
    staff_id = models.UUIDField(null=True)
    score = models.SmallIntegerField()
    words = models.JSONField(default=list)
    given_at = models.DateTimeField()

    class Meta:
        db_table = "voice_rating"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(score__gte=1, score__lte=5), name="voice_rating_score"
            ),
        )
