"""Appointments, reservations of cash, and how many walk-ins go before the next booked customer."""

from importlib import import_module

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models

policy = import_module("tingtang.migrations.0002_ledger_and_policies").policy


def key(*fields: str) -> models.CompositePrimaryKey:
    return models.CompositePrimaryKey(
        *fields, blank=True, editable=False, primary_key=True, serialize=False
    )


class Migration(migrations.Migration):
    dependencies = [
        ("tingtang", "0009_diversion"),
    ]

    operations = [
        migrations.CreateModel(
            name="Owed",
            fields=[
                ("pk", key("branch_id", "service_id")),
                ("branch_id", models.UUIDField()),
                ("service_id", models.UUIDField()),
                ("owed", models.SmallIntegerField()),
            ],
            options={"db_table": "hall_owed"},
        ),
        migrations.CreateModel(
            name="Booking",
            fields=[
                ("pk", key("branch_id", "id")),
                ("branch_id", models.UUIDField()),
                ("id", models.UUIDField()),
                ("service_id", models.UUIDField()),
                ("slot_at", models.DateTimeField()),
                ("state", models.TextField()),
                ("channel", models.TextField()),
                ("code_index", models.BinaryField()),
                ("phone_index", models.BinaryField(null=True)),
                ("phone_sealed", models.BinaryField(null=True)),
                ("made_at", models.DateTimeField()),
                ("ticket_id", models.UUIDField(null=True)),
                ("version", models.BigIntegerField()),
            ],
            options={
                "db_table": "hall_booking",
                "indexes": [
                    models.Index(
                        fields=["branch_id", "slot_at", "service_id"], name="hall_booking_slot"
                    ),
                    models.Index(fields=["branch_id", "phone_index"], name="hall_booking_phone"),
                    models.Index(fields=["branch_id", "code_index"], name="hall_booking_code"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Cash",
            fields=[
                ("pk", key("branch_id", "id")),
                ("branch_id", models.UUIDField()),
                ("id", models.UUIDField()),
                ("state", models.TextField()),
                ("reserved", models.BooleanField()),
                ("day", models.DateField()),
                ("amount_fen", models.BigIntegerField()),
                ("paid_fen", models.BigIntegerField(default=0)),
                ("currency", models.TextField(default="CNY")),
                ("notes", ArrayField(models.IntegerField(), default=list)),
                ("phone_index", models.BinaryField(null=True)),
                ("phone_sealed", models.BinaryField(null=True)),
                ("ticket_id", models.UUIDField(null=True)),
                ("asked_by", models.TextField()),
                ("confirmed_by", models.TextField(null=True)),
                ("prepared_by", models.TextField(null=True)),
                ("held_from", models.TextField(null=True)),
                ("held_by", models.TextField(null=True)),
                ("held_at", models.DateTimeField(null=True)),
                ("hold_reason", models.TextField(null=True)),
                ("help_id", models.UUIDField(null=True)),
                ("escalated_at", models.DateTimeField(null=True)),
                ("police_reference", models.TextField(null=True)),
                ("version", models.BigIntegerField()),
            ],
            options={
                "db_table": "hall_cash",
                "indexes": [
                    models.Index(fields=["branch_id", "day"], name="hall_cash_day"),
                    models.Index(
                        fields=["branch_id"],
                        name="hall_cash_held",
                        condition=models.Q(state="held_for_fraud_check"),
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(amount_fen__gt=0)
                        & models.Q(paid_fen__gte=0)
                        & models.Q(paid_fen__lte=models.F("amount_fen")),
                        name="hall_cash_paid",
                    ),
                ],
            },
        ),
        *[migrations.RunSQL(policy(each)) for each in ("hall_owed", "hall_booking", "hall_cash")],
    ]
