"""Versions of decision tables."""

from importlib import import_module

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models

policy = import_module("tingtang.migrations.0002_ledger_and_policies").policy


class Migration(migrations.Migration):
    dependencies = [
        ("tingtang", "0005_parameter_set_by"),
    ]

    operations = [
        migrations.CreateModel(
            name="Policy",
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
                ("table", models.TextField()),
                ("number", models.IntegerField()),
                ("state", models.TextField()),
                ("rows", models.JSONField()),
                ("digest", models.BinaryField()),
                ("faults", models.IntegerField(default=0)),
                ("tried", models.BinaryField(null=True)),
                ("editors", ArrayField(models.UUIDField())),
                ("reason", models.TextField(default="")),
                ("approved_by", models.UUIDField(null=True)),
                ("live_from", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("version", models.BigIntegerField()),
            ],
            options={"db_table": "bank_policy"},
        ),
        migrations.AddConstraint(
            model_name="Policy",
            constraint=models.UniqueConstraint(
                fields=("branch_id", "table", "number"), name="bank_policy_number"
            ),
        ),
        migrations.RunSQL(policy("bank_policy")),
    ]
