"""A referral knows the leading that it began with; nobody is unprotected because nobody said it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("tingtang", "0017_order"),
    ]

    operations = [
        migrations.AlterField("visit", "protected", models.BooleanField(null=True)),
        migrations.RunSQL(
            "update hall_visit set protected = null where not protected",
            "update hall_visit set protected = false where protected is null",
        ),
        migrations.AddField("referral", "guidance_id", models.UUIDField(null=True)),
    ]
