"""Tickets of days before this system, closed to other branches like every row of a branch."""

from importlib import import_module

from django.db import migrations, models

policy = import_module("tingtang.migrations.0002_ledger_and_policies").policy


class Migration(migrations.Migration):
    dependencies = [
        ("tingtang", "0002_ledger_and_policies"),
    ]

    operations = [
        migrations.CreateModel(
            name="PastTicket",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "branch_id",
                        "date",
                        "ticket",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("branch_id", models.UUIDField()),
                ("date", models.DateField()),
                ("ticket", models.TextField()),
                ("segment", models.TextField()),
                ("service", models.TextField()),
                ("arrived_at", models.DateTimeField()),
                ("queued_at", models.DateTimeField(null=True)),
                ("left_queue_at", models.DateTimeField(null=True)),
                ("outcome", models.TextField()),
                ("service_started_at", models.DateTimeField(null=True)),
                ("service_ended_at", models.DateTimeField(null=True)),
                ("server", models.TextField(null=True)),
            ],
            options={
                "db_table": "hall_past_ticket",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("left_queue_at__isnull", True),
                            ("left_queue_at__gte", models.F("queued_at")),
                            _connector="OR",
                        ),
                        name="hall_past_ticket_wait",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("service_ended_at__isnull", True),
                            ("service_ended_at__gte", models.F("service_started_at")),
                            _connector="OR",
                        ),
                        name="hall_past_ticket_service",
                    ),
                ],
            },
        ),
        migrations.RunSQL(policy("hall_past_ticket")),
    ]
