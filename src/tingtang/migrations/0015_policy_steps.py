"""Who took each step of a version's life last, and when."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("tingtang", "0014_referral"),
    ]

    operations = [
        migrations.AddField(
            model_name="policy",
            name="edited_by",
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name="policy",
            name="edited_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="policy",
            name="tried_by",
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name="policy",
            name="tried_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="policy",
            name="submitted_by",
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name="policy",
            name="submitted_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="policy",
            name="answered_by",
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name="policy",
            name="answered_at",
            field=models.DateTimeField(null=True),
        ),
    ]
