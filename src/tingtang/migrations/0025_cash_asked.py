"""Of a wish for cash: when the table was last asked what follows."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("tingtang", "0024_summonses"),
    ]

    operations = [
        migrations.AddField("Cash", "asked_on", models.DateField(null=True)),
    ]
