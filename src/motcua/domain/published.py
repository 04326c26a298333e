"""A published table as values: counts with what stands before them, rates as they were printed, scope and period."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from motcua.domain.texts import gettext_noop

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from decimal import Decimal


class Qualifier(StrEnum):
    """What stands before a number (K-06)."""

    EXACT = "exact"
    OVER = "over"
    AT_LEAST = "at_least"
    ABOUT = "about"


class Column(StrEnum):
    """The counts that a table may publish."""

    PRESENTED = "presented"
    NOT_ACCEPTED = "not_accepted"
    TO_HANDLE = "to_handle"
    RECEIVED = "received"
    ONLINE = "online"
    DIRECT = "direct"
    CARRIED_IN = "carried_in"
    RESOLVED = "resolved"
    EARLY = "early"
    ON_TIME = "on_time"
    IN_TIME = "in_time"
    LATE = "late"
    PENDING = "pending"
    NOT_DUE = "not_due"
    OVERDUE = "overdue"
    WITHDRAWN = "withdrawn"
    RETURNED = "returned"
    DUE = "due_in_period"


WORDS: Final[Mapping[Column, str]] = {
    Column.PRESENTED: gettext_noop("nộp đến"),
    Column.NOT_ACCEPTED: gettext_noop("không tiếp nhận"),
    Column.TO_HANDLE: gettext_noop("phải giải quyết"),
    Column.RECEIVED: gettext_noop("tiếp nhận trong kỳ"),
    Column.ONLINE: gettext_noop("trực tuyến"),
    Column.DIRECT: gettext_noop("trực tiếp và bưu chính"),
    Column.CARRIED_IN: gettext_noop("kỳ trước chuyển qua"),
    Column.RESOLVED: gettext_noop("đã giải quyết"),
    Column.EARLY: gettext_noop("trước hạn"),
    Column.ON_TIME: gettext_noop("đúng hạn"),
    Column.IN_TIME: gettext_noop("trước và đúng hạn"),
    Column.LATE: gettext_noop("quá hạn"),
    Column.PENDING: gettext_noop("đang giải quyết"),
    Column.NOT_DUE: gettext_noop("đang giải quyết, chưa đến hạn"),
    Column.OVERDUE: gettext_noop("đang giải quyết, đã quá hạn"),
    Column.WITHDRAWN: gettext_noop("rút hồ sơ"),
    Column.RETURNED: gettext_noop("trả lại"),
    Column.DUE: gettext_noop("có hạn trong kỳ"),
}

PARTS: Final[Mapping[Column, tuple[Column, ...]]] = {
    Column.PRESENTED: (Column.RECEIVED, Column.NOT_ACCEPTED),
    Column.TO_HANDLE: (Column.RECEIVED, Column.CARRIED_IN),
    Column.RECEIVED: (Column.ONLINE, Column.DIRECT),
    Column.IN_TIME: (Column.EARLY, Column.ON_TIME),
    Column.RESOLVED: (Column.IN_TIME, Column.LATE),
    Column.PENDING: (Column.NOT_DUE, Column.OVERDUE),
}
"""What adds up to what within one row (K-02)."""


@dataclass(frozen=True)
class Count:
    """A number of dossiers as it was published."""

    value: int
    qualifier: Qualifier = Qualifier.EXACT


@dataclass(frozen=True)
class Rate:
    """A percentage as it was published: `printed` None where the text names one and gives no number; `base` None where
    it does not say of what. `line` is the line of the file. One that is `claimed` was written by somebody; another one
    was computed from the counts beside it, under its full name.
    """

    line: int
    printed: Decimal | None
    of: Column = Column.IN_TIME
    base: Column | None = None
    claimed: bool = True


@dataclass(frozen=True, kw_only=True)
class TableRow:
    """One line of a table. `still_late` says that the same text speaks of late dossiers in words; `idle_base` is the
    base of a rate that the line does not give.
    """

    line: int
    scope: str
    part_of: str = ""
    label: str = ""
    starts: date | None = None
    ends: date | None = None
    closing: date | None = None
    source: str = ""
    still_late: bool = False
    counts: Mapping[Column, Count] = field(default_factory=dict)
    rates: tuple[Rate, ...] = ()
    idle_base: Column | None = None

    def known(self, column: Column) -> int | None:
        """A count, as given or as the sum of its parts; None where neither is known."""
        if column in self.counts:
            return self.counts[column].value
        parts = [self.known(part) for part in PARTS.get(column, ())]
        whole = sum(part for part in parts if part is not None)
        return whole if parts and None not in parts else None

    def qualifiers(self, column: Column) -> frozenset[Qualifier]:
        """What stands before a count that is known: its own word, or those of the parts it is the sum of."""
        if column in self.counts:
            return frozenset({self.counts[column].qualifier})
        return frozenset().union(*(self.qualifiers(part) for part in PARTS.get(column, ())))
