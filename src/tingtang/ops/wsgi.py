"""What the web server loads."""

import os

from django.core.wsgi import get_wsgi_application

from tingtang.ops.processes import end_with_server

end_with_server()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tingtang.ops.settings")
_django = get_wsgi_application()

from tingtang.live import relay  # noqa: E402 - after Django is set up
from tingtang.ops.handling import Handling  # noqa: E402

application = Handling(_django, few=int(os.environ.get("TINGTANG_THREADS", "4")))

relay.install()
