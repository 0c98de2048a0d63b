"""The twin: what it knows of past days, its forecast of now, what it was asked."""

from importlib import import_module

from django.db import migrations, models

policy = import_module("tingtang.migrations.0002_ledger_and_policies").policy


class Migration(migrations.Migration):
    dependencies = [
        ("tingtang", "0019_customer_end"),
    ]

    operations = [
        migrations.CreateModel(
            name="Twin",
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
                ("number", models.IntegerField()),
                ("fitted_at", models.DateTimeField()),
                ("first", models.DateField()),
                ("last", models.DateField()),
                ("days", models.IntegerField()),
                ("fit", models.JSONField()),
                ("report", models.JSONField()),
                ("version", models.BigIntegerField()),
            ],
            options={"db_table": "plan_twin"},
        ),
        migrations.AddConstraint(
            model_name="Twin",
            constraint=models.UniqueConstraint(
                fields=["branch_id", "number"], name="plan_twin_number"
            ),
        ),
        migrations.CreateModel(
            name="Forecast",
            fields=[
                ("branch_id", models.UUIDField(primary_key=True, serialize=False)),
                ("sequence", models.BigIntegerField()),
                ("at", models.DateTimeField()),
                ("real_at", models.DateTimeField()),
                ("cpu_ms", models.IntegerField()),
                ("said", models.JSONField()),
            ],
            options={"db_table": "plan_forecast"},
        ),
        migrations.CreateModel(
            name="Question",
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
                ("change", models.JSONField()),
                ("answer", models.JSONField(null=True)),
                ("sequence", models.BigIntegerField(null=True)),
            ],
            options={"db_table": "plan_question"},
        ),
        migrations.AddIndex(
            model_name="Question",
            index=models.Index(
                fields=["branch_id", "asked_at"],
                name="plan_question_open",
                condition=models.Q(answer__isnull=True),
            ),
        ),
        migrations.CreateModel(
            name="Suggestion",
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
                ("change", models.JSONField()),
                ("state", models.TextField()),
                ("gain_min", models.FloatField()),
                ("said", models.JSONField()),
                ("scenario", models.JSONField()),
                ("shown_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(null=True)),
                ("decided_by", models.TextField(null=True)),
                ("afterwards", models.JSONField(null=True)),
                ("version", models.BigIntegerField()),
            ],
            options={"db_table": "plan_suggestion"},
        ),
        migrations.AddIndex(
            model_name="Suggestion",
            index=models.Index(fields=["branch_id", "shown_at"], name="plan_suggestion_shown"),
        ),
        *(
            migrations.RunSQL(policy(table))
            for table in ("plan_twin", "plan_forecast", "plan_question", "plan_suggestion")
        ),
    ]
