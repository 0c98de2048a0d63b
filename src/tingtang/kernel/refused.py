"""The one way in which a verb says no."""

from typing import TypeAlias

Fact: TypeAlias = str | int


class Refused(Exception):
    """A verb refused: nothing has changed.

    `code` is stable and has a sentence in every catalogue (`kernel/words`); `facts` fill its
    placeholders and carry no personal data; `where` names the field or row to mend.
    """

    def __init__(self, code: str, *, where: str = "", **facts: Fact) -> None:
        super().__init__(code)
        self.code = code
        self.where = where
        self.facts = facts
