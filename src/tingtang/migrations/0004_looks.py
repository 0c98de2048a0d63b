from importlib import import_module

from django.db import migrations, models

policy = import_module("tingtang.migrations.0002_ledger_and_policies").policy


class Migration(migrations.Migration):
    dependencies = (("tingtang", "0003_past_tickets"),)
    operations = (
        migrations.CreateModel(
            name="Look",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "branch_id",
                        "business_date",
                        "actor",
                        "what",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("branch_id", models.UUIDField()),
                ("business_date", models.DateField()),
                ("actor", models.TextField()),
                ("what", models.TextField()),
                ("times", models.IntegerField()),
                ("first_at", models.DateTimeField()),
                ("last_at", models.DateTimeField()),
            ],
            options={"db_table": "ledger_look"},
        ),
        migrations.RunSQL(policy("ledger_look")),
    )
