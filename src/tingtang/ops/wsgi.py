"""What the web server loads."""

import os

from django.core.wsgi import get_wsgi_application
from psycopg_pool.base import AttemptWithBackoff

from tingtang.ops.processes import end_with_parent

# This is a worker process: it must not outlive its server, however that ended.
end_with_parent()
# A database that was started again is found at once: the pool would first look after a second,
# then after two more, then four.
AttemptWithBackoff.INITIAL_DELAY = 0.1
AttemptWithBackoff.DELAY_BACKOFF = 1.5
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tingtang.ops.settings")
application = get_wsgi_application()

from tingtang.live import relay  # noqa: E402 - after Django is set up

relay.install()
