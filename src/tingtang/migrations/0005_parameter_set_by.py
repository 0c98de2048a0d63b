"""Who gave a parameter its value, and when: rows of before don't know."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("tingtang", "0004_looks"),
    ]

    operations = [
        migrations.AddField("Parameter", "set_at", models.DateTimeField(null=True)),
        migrations.AddField("Parameter", "set_by", models.TextField(default="")),
    ]
