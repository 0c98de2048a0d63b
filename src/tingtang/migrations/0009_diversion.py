"""Offers of another place."""

from importlib import import_module

from django.db import migrations, models

policy = import_module("tingtang.migrations.0002_ledger_and_policies").policy


class Migration(migrations.Migration):
    dependencies = [
        ("tingtang", "0008_signals"),
    ]

    operations = [
        migrations.CreateModel(
            name="Offer",
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
                ("ticket_id", models.UUIDField()),
                ("visit_id", models.UUIDField()),
                ("service_id", models.UUIDField()),
                ("door", models.TextField()),
                ("state", models.TextField()),
                ("place", models.TextField(null=True)),
                ("machine_id", models.UUIDField(null=True)),
                ("counter_id", models.UUIDField(null=True)),
                ("protected", models.TextField()),
                ("asked", models.BooleanField()),
                ("why_not", models.TextField(null=True)),
                ("declined_for", models.TextField(null=True)),
                ("offered_at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(null=True)),
                ("asks_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                ("version", models.BigIntegerField()),
            ],
            options={"db_table": "hall_offer"},
        ),
        migrations.AddConstraint(
            model_name="Offer",
            constraint=models.UniqueConstraint(
                condition=models.Q(state__in=["offered", "accepted"]),
                fields=("branch_id", "ticket_id"),
                name="hall_offer_one_open",
            ),
        ),
        migrations.AddIndex(
            model_name="Offer",
            index=models.Index(fields=["branch_id", "business_date"], name="hall_offer_day"),
        ),
        migrations.RunSQL(policy("hall_offer")),
    ]
