"""Scripts: what staff may say to customers."""

from importlib import import_module

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models

policy = import_module("tingtang.migrations.0002_ledger_and_policies").policy


class Migration(migrations.Migration):
    dependencies = [
        ("tingtang", "0010_booking"),
    ]

    operations = [
        migrations.CreateModel(
            name="Script",
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
                ("situation", models.TextField()),
                ("number", models.IntegerField()),
                ("texts", models.JSONField()),
                ("state", models.TextField()),
                ("source", models.TextField()),
                ("editors", ArrayField(models.UUIDField())),
                ("reason", models.TextField(default="")),
                ("approved_by", models.UUIDField(null=True)),
                ("approved_at", models.DateTimeField(null=True)),
                ("live_from", models.DateTimeField(null=True)),
                ("expires_on", models.DateField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("version", models.BigIntegerField()),
            ],
            options={"db_table": "bank_script"},
        ),
        migrations.AddConstraint(
            model_name="Script",
            constraint=models.UniqueConstraint(
                fields=("branch_id", "situation", "number"), name="bank_script_number"
            ),
        ),
        migrations.RunSQL(policy("bank_script")),
    ]
