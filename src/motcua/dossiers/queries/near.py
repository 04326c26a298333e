"""From which share of a term on a dossier counts as near its date: the rule in force on the day the term began."""

from datetime import date

from motcua.common import clock
from motcua.domain.remaining import USUAL_NEAR
from motcua.domain.worktime import local_date
from motcua.dossiers.models import NearShare

Rules = tuple[tuple[date, int], ...]
_kept: tuple[date, Rules] | None = None


def near_percent(on: date) -> int:
    """The per cent of a term that begins on a day. Read once a day in each process.

    A row begins on the day after it was set at the earliest: what was read on a day is all that holds up to that day.
    """
    global _kept
    if _kept is None or on > _kept[0]:
        rules = tuple(NearShare.objects.order_by("-valid_from").values_list("valid_from", "percent"))
        _kept = max(on, local_date(clock.now())), rules
    return next((percent for valid_from, percent in _kept[1] if valid_from <= on), USUAL_NEAR)


def forget() -> None:
    """Read the rules anew, for tests that roll back what they set."""
    global _kept
    _kept = None


def near_rules(on: date) -> list[NearShare]:
    """The rule in force on a day, and the one that is to follow it."""
    rows = NearShare.objects.order_by("valid_from")
    return [row for row in rows if row.valid_to is None or row.valid_to > on]
