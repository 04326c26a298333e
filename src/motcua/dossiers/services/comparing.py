"""What a run over a whole store finds where something kept is not what the events say."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

EVENTS: Final = "events"
"""The name under which a dossier is reported whose events cannot be derived at all."""

EXAMPLES: Final = 100
"""Differences told one by one."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A kept value that is not what the events say."""

    dossier_id: int
    code: str
    column: str
    held: Any
    told: Any


@dataclass(slots=True)
class Comparison:
    """What a run found: dossiers gone through, the ids of those that differ, differences by column, the first of them,
    and how many dossiers were put right.
    """

    dossiers: int = 0
    differing: list[int] = field(default_factory=list)
    by_column: Counter[str] = field(default_factory=Counter)
    examples: list[Difference] = field(default_factory=list)
    repaired: int = 0

    @property
    def differences(self) -> int:
        """How many kept values are not what the events say."""
        return self.by_column.total()

    def add(self, differences: Sequence[Difference]) -> None:
        """Count the differences of one dossier."""
        if differences:
            self.differing.append(differences[0].dossier_id)
            self.by_column.update(each.column for each in differences)
            self.examples += differences[: max(0, EXAMPLES - len(self.examples))]

    def repair(self, one: Callable[[int], bool], told: Callable[[int], None]) -> None:
        """Put every dossier that differs right by `one`, which says whether it did; `told` hears of each."""
        for dossier_id in self.differing:
            self.repaired += one(dossier_id)
            told(1)
