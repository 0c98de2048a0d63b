"""Of an appointment: for which customer of the branch it was made."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("tingtang", "0025_cash_asked"),
    ]

    operations = [
        migrations.AddField("Booking", "customer_id", models.UUIDField(null=True)),
    ]
