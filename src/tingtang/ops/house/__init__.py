"""The house's own rules, each a function that gives back what breaks it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing that breaks a rule of the house: where, and what to mend."""

    where: str
    says: str

    def __str__(self) -> str:
        return f"{self.where}: {self.says}"
