"""Who gave a parameter its value, and when: rows of before don't know."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("tingtang", "0003_past_tickets"),
    ]

    operations = [
        migrations.AddField("Parameter", "set_at", models.DateTimeField(null=True)),
        migrations.AddField("Parameter", "set_by", models.TextField(default="")),
    ]
