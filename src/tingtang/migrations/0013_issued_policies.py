"""Decision tables that head office issues."""

from django.db import migrations, models

_INSIDE = "branch_id = (select nullif(current_setting('tingtang.branch', true), '')::uuid)"
ALL_READ_HEAD_OFFICE_WRITES = """
alter table bank_policy_issued enable row level security;
alter table bank_policy_issued force row level security;
create policy read on bank_policy_issued for select using (true);
create policy issue on bank_policy_issued for insert with check (INSIDE);
create policy finish on bank_policy_issued for update using (INSIDE) with check (INSIDE);
revoke delete, truncate on bank_policy_issued from tingtang_app;
""".replace("INSIDE", _INSIDE)


class Migration(migrations.Migration):
    dependencies = [
        ("tingtang", "0012_guidance"),
    ]

    operations = [
        migrations.CreateModel(
            name="IssuedPolicy",
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
                ("institution_id", models.UUIDField()),
                ("table", models.TextField()),
                ("number", models.IntegerField()),
                ("rows", models.JSONField()),
                ("digest", models.BinaryField()),
                ("live_from", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={"db_table": "bank_policy_issued"},
        ),
        migrations.AddIndex(
            model_name="IssuedPolicy",
            index=models.Index(fields=["institution_id"], name="bank_policy_issued_bank"),
        ),
        migrations.RunSQL(ALL_READ_HEAD_OFFICE_WRITES),
    ]
