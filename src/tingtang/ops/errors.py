"""How a command says what is wrong: exit code 2 and one line that names the mend."""

from collections.abc import Mapping, Sequence

from django.core.management.base import CommandError


class BadInput(CommandError):
    """What was given cannot be used; nothing has been changed.

    `where` names the file, the field or the row; `code` is stable. Where much is wrong at once,
    `lines` tell the rest to people and `details` tell it all to programs.
    """

    def __init__(
        self,
        message: str,
        *,
        where: str = "",
        code: str = "bad_input",
        lines: Sequence[str] = (),
        details: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(message, returncode=2)
        self.where = where
        self.code = code
        self.lines = lines
        self.details = details or {}


class CannotRun(CommandError):
    """The command was right, the machine is not: exit code 1 and one line that names the mend."""

    def __init__(self, message: str, *, where: str = "", code: str = "cannot_run") -> None:
        super().__init__(message, returncode=1)
        self.where = where
        self.code = code
