"""Drafts that the twin runs on past days."""

from importlib import import_module

from django.db import migrations, models

policy = import_module("tingtang.migrations.0002_ledger_and_policies").policy


class Migration(migrations.Migration):
    dependencies = [
        ("tingtang", "0022_twin"),
    ]

    operations = [
        migrations.CreateModel(
            name="PolicyTrial",
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
                ("asked_at", models.DateTimeField()),
                ("draft", models.JSONField()),
                ("answer", models.JSONField(null=True)),
            ],
            options={"db_table": "plan_trial"},
        ),
        migrations.AddIndex(
            model_name="PolicyTrial",
            index=models.Index(fields=["branch_id", "asked_at"], name="plan_trial_asked"),
        ),
        migrations.RunSQL(policy("plan_trial")),
    ]
