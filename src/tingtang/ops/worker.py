"""The clock process: deadlines are periodic jobs, so a stopped worker loses none, it is only
late.
"""

import os

import django
from django.conf import settings
from procrastinate import App


def worker_app() -> App:
    """Our jobs, on a connector that a worker can wait with."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tingtang.ops.settings")
    django.setup()
    from procrastinate.contrib.django import app
    from procrastinate.contrib.django.django_connector import DjangoConnector

    from tingtang.live import relay
    from tingtang.ops import jobs

    relay.install()
    jobs.register(app)
    connector = app.connector
    if not isinstance(connector, DjangoConnector):
        raise TypeError("the clock process works on Django's connection settings")
    return app.with_connector(connector.get_worker_connector())


def main() -> None:
    """Work until told to stop."""
    app = worker_app()
    with app.open():
        app.run_worker(
            queues=[settings.CLOCK_QUEUE],
            concurrency=1,
            delete_jobs="always",
            install_signal_handlers=True,
            update_heartbeat_interval=5,
            stalled_worker_timeout=20,
        )


if __name__ == "__main__":
    main()
