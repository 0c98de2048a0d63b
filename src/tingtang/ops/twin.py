"""The twin's process."""

import os
import signal
from types import FrameType

import django


def main() -> None:
    """Work until told to stop."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tingtang.ops.settings")
    django.setup()
    from tingtang.live import relay
    from tingtang.ops.foreseeing import Twin

    relay.install()
    twin = Twin()

    def end(_signal: int, _frame: FrameType | None) -> None:
        twin.ending = True

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    twin.run()


if __name__ == "__main__":
    main()
