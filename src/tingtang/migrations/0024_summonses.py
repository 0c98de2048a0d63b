"""Somebody is asked to work a counter."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("tingtang", "0023_trial"),
    ]

    operations = [
        migrations.AddField("Seat", "summoned_until", models.DateTimeField(null=True)),
        migrations.AddField("Seat", "summoned_id", models.UUIDField(null=True)),
        migrations.AddField("Seat", "summons_declined", models.BooleanField(default=False)),
    ]
