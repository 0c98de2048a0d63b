"""Desks that are held, and guidance of customers."""

from importlib import import_module

from django.db import migrations, models

policy = import_module("tingtang.migrations.0002_ledger_and_policies").policy


class Migration(migrations.Migration):
    dependencies = [
        ("tingtang", "0011_script"),
    ]

    operations = [
        migrations.AddField("Seat", "held_until", models.DateTimeField(null=True)),
        migrations.AddField("Seat", "held_for", models.UUIDField(null=True)),
        migrations.AddField("Seat", "busy_until", models.DateTimeField(null=True)),
        migrations.CreateModel(
            name="Guidance",
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
                ("ticket_id", models.UUIDField(null=True)),
                ("business", models.TextField()),
                ("reply", models.TextField()),
                ("path", models.TextField()),
                ("state", models.TextField()),
                ("desk_id", models.UUIDField(null=True)),
                ("rm_id", models.UUIDField(null=True)),
                ("guided_at", models.DateTimeField()),
                ("guided_by", models.TextField()),
                ("asks_at", models.DateTimeField(null=True)),
                ("asked", models.SmallIntegerField(default=0)),
                ("begun", models.BigIntegerField()),
                ("version", models.BigIntegerField()),
            ],
            options={"db_table": "relation_guidance"},
        ),
        migrations.AddConstraint(
            model_name="Guidance",
            constraint=models.UniqueConstraint(
                fields=("branch_id", "visit_id"),
                name="relation_guidance_awaited",
                condition=models.Q(("state__in", ["led", "promised"])),
            ),
        ),
        migrations.AddIndex(
            model_name="Guidance",
            index=models.Index(fields=["branch_id", "business_date"], name="relation_guidance_day"),
        ),
        migrations.RunSQL(policy("relation_guidance")),
    ]
