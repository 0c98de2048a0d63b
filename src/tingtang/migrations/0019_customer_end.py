"""Sales held back are seen by every branch; what stands on a customer's consent is found by them."""

from importlib import import_module

from django.db import migrations, models

open_to_read = import_module("tingtang.migrations.0007_customer").open_to_read

_AS_BRANCH_DATA = "drop policy branch on bank_sales_hold"


class Migration(migrations.Migration):
    dependencies = [
        ("tingtang", "0018_lead"),
    ]

    operations = [
        migrations.RunSQL(_AS_BRANCH_DATA),
        migrations.RunSQL(open_to_read("bank_sales_hold")),
        migrations.AddIndex(
            model_name="Referral",
            index=models.Index(
                fields=["branch_id", "customer_id"],
                name="relation_referral_of",
                condition=models.Q(customer_id__isnull=False),
            ),
        ),
    ]
