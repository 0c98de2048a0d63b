"""Verbs of decision tables, from the draft to the end of a version."""

from tingtang.bank.policy.actions.approving import approve, return_, roll_back, submit, take_back
from tingtang.bank.policy.actions.deciding import ruling
from tingtang.bank.policy.actions.doing import PolicyNow
from tingtang.bank.policy.actions.drafting import Tried, draft, edit, import_dmn, try_on_past

__all__ = [
    "PolicyNow",
    "Tried",
    "approve",
    "draft",
    "edit",
    "import_dmn",
    "return_",
    "roll_back",
    "ruling",
    "submit",
    "take_back",
    "try_on_past",
]
