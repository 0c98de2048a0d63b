"""What the table of order says is no parameter any more."""

from django.db import migrations

_FORGET = """
delete from bank_parameter where name in (
  'care_priority', 'vip_priority', 'booked_priority',
  'care_rate', 'vip_rate', 'booked_rate', 'ordinary_rate',
  'care_overtakes', 'vip_overtakes', 'booked_overtakes', 'ordinary_overtakes',
  'care_wait_min', 'vip_wait_min', 'booked_wait_min', 'ordinary_wait_min'
)
"""


class Migration(migrations.Migration):
    dependencies = [
        ("tingtang", "0016_visit_refused"),
    ]

    operations = [
        migrations.RunSQL(_FORGET, migrations.RunSQL.noop),
    ]
