"""A customer who wants no introduction today."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("tingtang", "0015_policy_steps"),
    ]

    operations = [
        migrations.AddField(
            model_name="Visit",
            name="refused_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.RemoveField(model_name="Referral", name="refused_before"),
    ]
