"""What the twin knows of a branch, what it says of now, and what it was asked."""

from django.db import models


class Twin(models.Model):
    """A version of what past days taught; the newest is in force."""

    pk = models.CompositePrimaryKey("branch_id", "id")
    branch_id = models.UUIDField()
    id = models.UUIDField()
    number = models.IntegerField()
    fitted_at = models.DateTimeField()
    first = models.DateField()
    last = models.DateField()
    days = models.IntegerField()
    fit = models.JSONField()  # rules.fits.Fit
    report = models.JSONField()  # how it was learned, and how good it is
    version = models.BigIntegerField()  # sequence of its entry

    class Meta:
        db_table = "plan_twin"
        constraints = (
            models.UniqueConstraint(fields=["branch_id", "number"], name="plan_twin_number"),
        )


class Forecast(models.Model):
    """The newest forecast of a branch: reckoned from its state, so no turn writes it."""

    branch_id = models.UUIDField(primary_key=True)
    sequence = models.BigIntegerField()  # of the last entry that the state knew
    at = models.DateTimeField()  # the branch's time of the state
    real_at = models.DateTimeField()  # the machine's
    cpu_ms = models.IntegerField()
    said = models.JSONField()

    class Meta:
        db_table = "plan_forecast"


class Question(models.Model):
    """What somebody asked the twin. Its answer is reckoned from the state, so no turn writes it."""

    pk = models.CompositePrimaryKey("branch_id", "id")
    branch_id = models.UUIDField()
    id = models.UUIDField()
    asked_at = models.DateTimeField()
    change = models.JSONField()  # rules.changes.Change
    answer = models.JSONField(null=True)
    sequence = models.BigIntegerField(null=True)  # of the state that the answer knew

    class Meta:
        db_table = "plan_question"
        indexes = (
            models.Index(
                fields=["branch_id", "asked_at"],
                name="plan_question_open",
                condition=models.Q(answer__isnull=True),
            ),
        )


class Suggestion(models.Model):
    """What the twin said should be done, and what became of it."""

    pk = models.CompositePrimaryKey("branch_id", "id")
    branch_id = models.UUIDField()
    id = models.UUIDField()
    change = models.JSONField()  # rules.changes.Change
    state = models.TextField()
    gain_min = models.FloatField()  # as it was said
    said = models.JSONField()  # the interval, and by class the waits without and with it
    scenario = models.JSONField()  # the branch as it stood then
    shown_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.TextField(null=True)  # the actor's mark
    afterwards = models.JSONField(null=True)  # what happened beside it, an hour later
    version = models.BigIntegerField()  # sequence of the last entry about it

    class Meta:
        db_table = "plan_suggestion"
        indexes = (models.Index(fields=["branch_id", "shown_at"], name="plan_suggestion_shown"),)


class PolicyTrial(models.Model):
    """A draft run on past days. Its answer is reckoned from them, so no turn writes it."""

    pk = models.CompositePrimaryKey("branch_id", "id")
    branch_id = models.UUIDField()
    id = models.UUIDField()
    asked_at = models.DateTimeField()
    draft = models.JSONField()  # rules.drafts.Draft
    answer = models.JSONField(null=True)

    class Meta:
        db_table = "plan_trial"
        indexes = (models.Index(fields=["branch_id", "asked_at"], name="plan_trial_asked"),)
