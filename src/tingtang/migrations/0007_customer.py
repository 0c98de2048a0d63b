"""The customer file: customers, what files said of them, consents, holdings, recognised numbers."""

from importlib import import_module

from django.db import migrations, models

_first = import_module("tingtang.migrations.0002_ledger_and_policies")
policy, link = _first.policy, _first.link


def open_to_read(table: str) -> str:
    """Every branch may read a bank-wide table; its rows are written in their own branch's scope."""
    scope = "nullif(current_setting('tingtang.branch', true), '')::uuid"
    own = f"branch_id = (select {scope})"
    return f"""
    alter table {table} enable row level security;
    alter table {table} force row level security;
    create policy seen on {table} for select using ((select {scope}) is not null);
    create policy added on {table} for insert with check ({own});
    create policy changed on {table} for update using ({own}) with check ({own});
    create policy removed on {table} for delete using ({own});
    """


def key(*names: str) -> models.CompositePrimaryKey:
    return models.CompositePrimaryKey(
        *names, blank=True, editable=False, primary_key=True, serialize=False
    )


BRANCH_TABLES = (
    "bank_customer",
    "bank_customer_facts",
    "bank_customer_number",
    "bank_consent",
    "bank_holding",
)


class Migration(migrations.Migration):
    dependencies = (("tingtang", "0006_policy"),)
    operations = (
        migrations.CreateModel(
            name="Import",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("branch_id", models.UUIDField()),
                ("what", models.TextField()),
                ("began", models.BigIntegerField()),
                ("sequence", models.BigIntegerField(null=True)),
            ],
            options={"db_table": "bank_import"},
        ),
        migrations.AddIndex(
            model_name="Import", index=models.Index(fields=["branch_id"], name="bank_import_branch")
        ),
        migrations.CreateModel(
            name="Customer",
            fields=[
                ("pk", key("branch_id", "id")),
                ("branch_id", models.UUIDField()),
                ("id", models.UUIDField()),
                ("key", models.BinaryField(null=True)),
                ("address", models.BinaryField(null=True)),
                ("needs", models.BinaryField(null=True)),
                ("erased", models.BooleanField(default=False)),
                ("version", models.BigIntegerField(default=0)),
            ],
            options={"db_table": "bank_customer"},
        ),
        migrations.AddIndex(
            model_name="Customer",
            index=models.Index(
                fields=["branch_id", "version"],
                name="bank_customer_erased",
                condition=models.Q(erased=True),
            ),
        ),
        migrations.CreateModel(
            name="Facts",
            fields=[
                ("pk", key("branch_id", "id")),
                ("branch_id", models.UUIDField()),
                ("id", models.UUIDField()),
                ("customer_id", models.UUIDField()),
                ("customer_class", models.TextField()),
                ("rm_id", models.UUIDField(null=True)),
                ("name", models.BinaryField()),
                ("address", models.BinaryField(null=True)),
                ("phone", models.BinaryField(null=True)),
                ("digest", models.BinaryField()),
                ("as_of", models.DateField()),
                ("brought_by", models.UUIDField()),
                ("taken_by", models.UUIDField(null=True)),
            ],
            options={"db_table": "bank_customer_facts"},
        ),
        migrations.AddIndex(
            model_name="Facts",
            index=models.Index(fields=["branch_id", "customer_id"], name="bank_customer_facts_of"),
        ),
        migrations.AddIndex(
            model_name="Facts",
            index=models.Index(fields=["branch_id", "rm_id"], name="bank_customer_facts_rm"),
        ),
        migrations.CreateModel(
            name="KnownNumber",
            fields=[
                ("pk", key("branch_id", "id")),
                ("branch_id", models.UUIDField()),
                ("id", models.UUIDField()),
                ("customer_id", models.UUIDField()),
                ("kind", models.TextField()),
                ("index", models.BinaryField()),
                ("masked", models.BinaryField(null=True)),
                ("brought_by", models.UUIDField()),
                ("taken_by", models.UUIDField(null=True)),
            ],
            options={"db_table": "bank_customer_number"},
        ),
        migrations.AddConstraint(
            model_name="KnownNumber",
            constraint=models.UniqueConstraint(
                fields=["branch_id", "kind", "index", "brought_by"],
                name="bank_customer_number_once",
            ),
        ),
        migrations.AddIndex(
            model_name="KnownNumber",
            index=models.Index(fields=["branch_id", "customer_id"], name="bank_customer_number_of"),
        ),
        migrations.CreateModel(
            name="Recognised",
            fields=[
                ("pk", key("institution_id", "kind", "index", "branch_id", "brought_by")),
                ("institution_id", models.UUIDField()),
                ("kind", models.TextField()),
                ("index", models.BinaryField()),
                ("branch_id", models.UUIDField()),
                ("customer_id", models.UUIDField()),
                ("customer_class", models.TextField()),
                ("rm_id", models.UUIDField(null=True)),
                ("brought_by", models.UUIDField()),
                ("taken_by", models.UUIDField(null=True)),
            ],
            options={"db_table": "bank_recognised"},
        ),
        migrations.AddIndex(
            model_name="Recognised",
            index=models.Index(
                fields=["branch_id", "customer_id"], name="bank_recognised_customer"
            ),
        ),
        migrations.CreateModel(
            name="Consent",
            fields=[
                ("pk", key("branch_id", "id")),
                ("branch_id", models.UUIDField()),
                ("id", models.UUIDField()),
                ("customer_id", models.UUIDField()),
                ("purpose", models.TextField()),
                ("scope", models.TextField()),
                ("given_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("notice", models.TextField()),
                ("evidence", models.TextField()),
                ("reference", models.TextField()),
                ("brought_by", models.UUIDField(null=True)),
            ],
            options={"db_table": "bank_consent"},
        ),
        migrations.AddIndex(
            model_name="Consent",
            index=models.Index(fields=["branch_id", "customer_id"], name="bank_consent_of"),
        ),
        migrations.CreateModel(
            name="Holding",
            fields=[
                ("pk", key("branch_id", "id")),
                ("branch_id", models.UUIDField()),
                ("id", models.UUIDField()),
                ("customer_id", models.UUIDField()),
                ("kind", models.TextField()),
                ("product", models.TextField()),
                ("amount", models.BigIntegerField()),
                ("as_of", models.DateField()),
                ("matures_on", models.DateField(null=True)),
                ("brought_by", models.UUIDField()),
                ("taken_by", models.UUIDField(null=True)),
            ],
            options={"db_table": "bank_holding"},
        ),
        migrations.AddIndex(
            model_name="Holding",
            index=models.Index(fields=["branch_id", "customer_id"], name="bank_holding_of"),
        ),
        *(migrations.RunSQL(policy(table)) for table in BRANCH_TABLES),
        *(migrations.RunSQL(open_to_read(table)) for table in ("bank_import", "bank_recognised")),
        *(
            migrations.RunSQL(link(table, "customer_id", "bank_customer"))
            for table in BRANCH_TABLES[1:]
        ),
    )
