"""The door, what the hall notes of a visit, and whom it is linked to."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from django.db import migrations, models

policy = import_module("tingtang.migrations.0002_ledger_and_policies").policy

_visit: dict[str, models.Field[Any, Any]] = {
    "door": models.IntegerField(null=True),
    "greeted_at": models.DateTimeField(null=True),
    "class_by": models.TextField(default="signals"),
    "said_class": models.TextField(null=True),
    "filed_class": models.TextField(null=True),
    "customer_id": models.UUIDField(null=True),
    "home_branch": models.UUIDField(null=True),
    "rm_id": models.UUIDField(null=True),
    "linked_by": models.TextField(null=True),
    "linked_at": models.DateTimeField(null=True),
    "joined_id": models.UUIDField(null=True),
    "version": models.BigIntegerField(default=0),
}


class Migration(migrations.Migration):
    dependencies = [
        ("tingtang", "0007_customer"),
    ]

    operations = [
        *(migrations.AddField("Visit", name, field) for name, field in _visit.items()),
        migrations.AddConstraint(
            model_name="Visit",
            constraint=models.UniqueConstraint(
                fields=("branch_id", "business_date", "door"), name="hall_visit_door"
            ),
        ),
        migrations.AddIndex(
            model_name="Visit",
            index=models.Index(
                fields=["branch_id", "business_date"],
                name="hall_visit_linked",
                condition=models.Q(("customer_id__isnull", False))
                | models.Q(("reader_index__isnull", False)),
            ),
        ),
        migrations.AddIndex(
            model_name="Ticket",
            index=models.Index(fields=["branch_id", "visit_id"], name="hall_ticket_visit"),
        ),
        migrations.CreateModel(
            name="Signal",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "branch_id",
                        "id",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("branch_id", models.UUIDField()),
                ("id", models.UUIDField()),
                ("business_date", models.DateField()),
                ("visit_id", models.UUIDField()),
                ("code", models.TextField()),
                ("state", models.TextField()),
                ("strength", models.SmallIntegerField()),
                ("source", models.TextField()),
                ("by", models.TextField()),
                ("at", models.DateTimeField()),
                ("age_s", models.SmallIntegerField(default=0)),
                ("undone_at", models.DateTimeField(null=True)),
                ("acted_upon", models.BooleanField(default=False)),
            ],
            options={"db_table": "hall_signal"},
        ),
        migrations.AddConstraint(
            model_name="Signal",
            constraint=models.UniqueConstraint(
                fields=("branch_id", "visit_id", "code"),
                name="hall_signal_once",
                condition=models.Q(("undone_at__isnull", True)),
            ),
        ),
        migrations.AddIndex(
            model_name="Signal",
            index=models.Index(fields=["branch_id", "business_date"], name="hall_signal_day"),
        ),
        migrations.RunSQL(policy("hall_signal")),
    ]
