"""The way to a customer's phone: docs/notifier.md is the contract for adapters.

What goes there is no more than the code of an appointment; neither number nor code is ever logged.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from tingtang.bank.branch.queries import Words
from tingtang.kernel.words import Language

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class CodeNotice:
    """What is to be sent: the code, to whom, and what for. `slot_at` is the branch's local time."""

    phone: str  # E.164: +8613800138000
    code: str
    branch: Words
    slot_at: datetime
    language: Language


class Notifier(Protocol):
    """An adapter to the bank's SMS gateway. Whatever it raises means: not sent."""

    def send_code(self, notice: CodeNotice) -> None:
        """Hand the notice over, within a few seconds."""


@cache
def notifier() -> Notifier | None:
    """The bank's adapter, made by the function that `TINGTANG_NOTIFIER` names; None: none is set
    up.
    """
    if not settings.NOTIFIER:
        return None
    made: Callable[[], Notifier] = import_string(settings.NOTIFIER)
    return made()


def sent(notice: CodeNotice) -> bool:
    """Send it, if there is a way; whether it went."""
    adapter = notifier()
    if adapter is None:
        return False
    try:
        adapter.send_code(notice)
    except Exception as error:  # an adapter is the bank's own, and may fail as it likes
        log.warning("a code could not be sent: %s", type(error).__name__)
        return False
    return True
