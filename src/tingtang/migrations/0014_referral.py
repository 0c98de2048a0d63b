"""Referrals, experience cards, and sales held back."""

from importlib import import_module

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models

policy = import_module("tingtang.migrations.0002_ledger_and_policies").policy
KEY = models.CompositePrimaryKey(
    "branch_id", "id", blank=True, editable=False, primary_key=True, serialize=False
)


class Migration(migrations.Migration):
    dependencies = [
        ("tingtang", "0013_issued_policies"),
    ]

    operations = [
        migrations.CreateModel(
            name="Referral",
            fields=[
                ("pk", KEY),
                ("branch_id", models.UUIDField()),
                ("id", models.UUIDField()),
                ("business_date", models.DateField()),
                ("visit_id", models.UUIDField()),
                ("customer_id", models.UUIDField(null=True)),
                ("customer_class", models.TextField()),
                ("business", models.TextField()),
                ("target", models.TextField()),
                ("source_id", models.UUIDField()),
                ("source_post", models.TextField()),
                ("signalled", models.BooleanField()),
                ("spoken_yes", models.BooleanField(default=False)),
                ("sequence", models.BigIntegerField()),
                ("state", models.TextField()),
                ("joined_id", models.UUIDField(null=True)),
                ("candidates", ArrayField(models.UUIDField(), default=list)),
                ("asked_index", models.IntegerField(default=0)),
                ("asked_since", models.DateTimeField()),
                ("returns", models.IntegerField(default=0)),
                ("receiver_id", models.UUIDField(null=True)),
                ("submitted_at", models.DateTimeField()),
                ("accepted_at", models.DateTimeField(null=True)),
                ("met_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("reason", models.TextField(default="")),
                ("version", models.BigIntegerField()),
            ],
            options={"db_table": "relation_referral"},
        ),
        migrations.AddConstraint(
            model_name="Referral",
            constraint=models.UniqueConstraint(
                fields=("branch_id", "visit_id"),
                name="relation_referral_one_open",
                condition=models.Q(state__in=["submitted", "accepted", "introduced", "in_talk"]),
            ),
        ),
        migrations.AddIndex(
            model_name="Referral",
            index=models.Index(fields=["branch_id", "business_date"], name="relation_referral_day"),
        ),
        migrations.CreateModel(
            name="ExperienceCard",
            fields=[
                ("pk", KEY),
                ("branch_id", models.UUIDField()),
                ("id", models.UUIDField()),
                ("serial", models.TextField()),
                ("visit_id", models.UUIDField()),
                ("referral_id", models.UUIDField(null=True)),
                ("issued_by", models.UUIDField()),
                ("issued_on", models.DateField()),
                ("valid_until", models.DateField()),
                ("redeemed_at", models.DateTimeField(null=True)),
                ("redeemed_visit", models.UUIDField(null=True)),
            ],
            options={"db_table": "relation_card"},
        ),
        migrations.AddConstraint(
            model_name="ExperienceCard",
            constraint=models.UniqueConstraint(
                fields=("branch_id", "serial"), name="relation_card_serial"
            ),
        ),
        migrations.CreateModel(
            name="SalesHold",
            fields=[
                ("pk", KEY),
                ("branch_id", models.UUIDField()),
                ("id", models.UUIDField()),
                ("customer_id", models.UUIDField()),
                ("reason", models.TextField()),
                ("held_at", models.DateTimeField()),
                ("lifted_at", models.DateTimeField(null=True)),
            ],
            options={"db_table": "bank_sales_hold"},
        ),
        migrations.AddConstraint(
            model_name="SalesHold",
            constraint=models.UniqueConstraint(
                fields=("branch_id", "customer_id"),
                name="bank_sales_hold_one",
                condition=models.Q(lifted_at__isnull=True),
            ),
        ),
        migrations.RunSQL(policy("relation_referral")),
        migrations.RunSQL(policy("relation_card")),
        migrations.RunSQL(policy("bank_sales_hold")),
    ]
