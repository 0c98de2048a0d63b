"""Appointments, and reservations of cash."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Booking(models.Model):
    """An appointment: a slot of a service. Its code stands nowhere: it is reckoned from the id."""

    pk = models.CompositePrimaryKey("branch_id", "id")
    branch_id = models.UUIDField()
    id = models.UUIDField()
    service_id = models.UUIDField()
    slot_at = models.DateTimeField()
    state = models.TextField()  # as stored; late, no show and expired follow from the time
    channel = models.TextField()  # page, telephone, staff
    code_index = models.BinaryField()  # keyed blind index of the code
    phone_index = models.BinaryField(null=True)  # keyed blind index; both erased after a month
    phone_sealed = models.BinaryField(null=True)  # the number, encrypted with the row's id
    customer_id = models.UUIDField(null=True)  # for whom their own manager booked; erased with it
    made_at = models.DateTimeField()
    ticket_id = models.UUIDField(null=True)  # taken at check-in
    version = models.BigIntegerField()  # sequence of the last entry about it

    class Meta:
        db_table = "hall_booking"
        indexes = (
            models.Index(fields=["branch_id", "slot_at", "service_id"], name="hall_booking_slot"),
            models.Index(fields=["branch_id", "phone_index"], name="hall_booking_phone"),
            models.Index(fields=["branch_id", "code_index"], name="hall_booking_code"),
        )


class Cash(models.Model):
    """A wish for cash: reserved for a day, or said at the counter. What it is for is not asked."""

    pk = models.CompositePrimaryKey("branch_id", "id")
    branch_id = models.UUIDField()
    id = models.UUIDField()
    state = models.TextField()
    reserved = models.BooleanField()
    day = models.DateField()  # when it is to be paid
    amount_fen = models.BigIntegerField()
    paid_fen = models.BigIntegerField(default=0)
    currency = models.TextField(default="CNY")  # ISO 4217
    notes = ArrayField(models.IntegerField(), default=list)  # of 100, 50, 20, 10, 5, 1 yuan
    phone_index = models.BinaryField(null=True)  # both erased after a month
    phone_sealed = models.BinaryField(null=True)
    ticket_id = models.UUIDField(null=True)
    asked_on = models.DateField(null=True)  # when the table was last asked of it: what is paid was
    asked_by = models.TextField()  # marks of actors
    confirmed_by = models.TextField(null=True)
    prepared_by = models.TextField(null=True)
    held_from = models.TextField(null=True)  # the state that lifting a hold goes back to
    held_by = models.TextField(null=True)
    held_at = models.DateTimeField(null=True)
    hold_reason = models.TextField(null=True)
    help_id = models.UUIDField(null=True)  # the call for a supervisor
    escalated_at = models.DateTimeField(null=True)
    police_reference = models.TextField(null=True)
    version = models.BigIntegerField()  # sequence of the last entry about it

    class Meta:
        db_table = "hall_cash"
        indexes = (
            models.Index(fields=["branch_id", "day"], name="hall_cash_day"),
            models.Index(
                fields=["branch_id"],
                name="hall_cash_held",
                condition=models.Q(state="held_for_fraud_check"),
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(amount_fen__gt=0)
                & models.Q(paid_fen__gte=0)
                & models.Q(paid_fen__lte=models.F("amount_fen")),
                name="hall_cash_paid",
            ),
        )
