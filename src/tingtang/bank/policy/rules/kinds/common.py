"""What the tables have in common: the codes they ask about, and how their rows are written."""

from tingtang.bank.policy.rules.clauses import KNOWN, NO, YES, Clause, Grid
from tingtang.bank.policy.rules.tables import Row

YES_NO = (YES, NO)
CLASSES = ("vip", "potential", "ordinary")
LINES = ("emergency", "care", "vip", "booked", "ordinary")

#: What a customer comes for, as the hall's rules see it (DOMAIN.md §7).
BUSINESSES = (
    "small_cash", "large_cash", "fee", "non_cash", "opening", "wealth", "corporate", "other",
)  # fmt: skip

PROTECTED = Clause("protected", KNOWN)
CLASS = Clause("class", CLASSES)
BUSINESS = Clause("business", BUSINESSES)
WAITING = Clause("waiting", grid=Grid.PEOPLE)


def row(*cells: str, to: str | tuple[str, ...], why: tuple[str, str, str]) -> Row:
    """A rule; `why` in zh-Hans, zh-Hant and English, fit for a customer's ears."""
    results = (to,) if isinstance(to, str) else to
    return Row(cells, results, dict(zip(("zh-Hans", "zh-Hant", "en"), why, strict=True)))


def locked(*cells: str, to: str | tuple[str, ...], why: tuple[str, str, str]) -> Row:
    """A rule that the law demands: no version is without it."""
    plain = row(*cells, to=to, why=why)
    return Row(plain.cells, plain.results, plain.why, locked=True)
