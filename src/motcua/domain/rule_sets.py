"""The rules of law by instant of acceptance, and the small terms that they fix beside the processing limit.

Sources: NĐ 61/2018/NĐ-CP (in force 21/6/2018 to 30/6/2025), NĐ 118/2025/NĐ-CP (from 1/7/2025) arts 17-23. A dossier
is handled under the rules in force when it was accepted. Adopted history runs `as_promised`: what its own papers say.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from motcua.domain.errors import RuleSetMissing, RuleSetUnknown
from motcua.domain.texts import gettext_noop
from motcua.domain.timetable import minute_of_day
from motcua.domain.worktime import CountingMode, WorkCalendar, local_date, midnight, minute_of

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class RuleSet:
    """What one decree fixes; a term that it does not know is None. Days are working days unless the name says
    otherwise.
    """

    id: str
    name: str
    source: str
    valid_from: date
    valid_to: date | None
    same_day_cutoff: time = time(15)
    supplement_days: int | None = 3
    closing_calendar_days: int | None = 15
    intake_alert_hours: int | None = 2
    intake_answer_hours: int | None = 8
    paper_transfer_days: int | None = 1
    correction_days: int | None = 3
    supplements_before: int = 1
    supplements_after: int = 1
    reappointments: int = 1
    apology_owed: bool = True


ND61_2018 = RuleSet(
    id="nd61_2018",
    name=gettext_noop("Nghị định 61/2018/NĐ-CP"),
    source="NĐ 61/2018/NĐ-CP, Điều 17–20",
    valid_from=date(2018, 6, 21),
    valid_to=date(2025, 7, 1),
    closing_calendar_days=None,
    intake_alert_hours=None,
    intake_answer_hours=None,
    paper_transfer_days=None,
)
ND118_2025 = RuleSet(
    id="nd118_2025",
    name=gettext_noop("Nghị định 118/2025/NĐ-CP"),
    source="NĐ 118/2025/NĐ-CP, Điều 17–23",
    valid_from=date(2025, 7, 1),
    valid_to=None,
)
AS_PROMISED = RuleSet(
    id="as_promised",
    name=gettext_noop("Theo hẹn của hệ thống trước"),
    source="",
    valid_from=date.min,
    valid_to=None,
    supplement_days=None,
    closing_calendar_days=None,
    intake_alert_hours=None,
    intake_answer_hours=None,
    paper_transfer_days=None,
    correction_days=None,
    reappointments=0,
    apology_owed=False,
)
OF_LAW = (ND61_2018, ND118_2025)
RULE_SETS: Mapping[str, RuleSet] = {rules.id: rules for rules in (*OF_LAW, AS_PROMISED)}


def rule_set(rule_set_id: str) -> RuleSet:
    """The rule set of an id as stored on a dossier; raises RuleSetUnknown."""
    known = RULE_SETS.get(rule_set_id)
    if known is None:
        raise RuleSetUnknown(field="rule_set", value=rule_set_id, known=", ".join(RULE_SETS))
    return known


def rule_set_at(accepted_at: datetime) -> RuleSet:
    """The decree in force at the instant of acceptance; raises RuleSetMissing before the first (21/6/2018)."""
    on = local_date(accepted_at)
    for rules in reversed(OF_LAW):
        if on >= rules.valid_from:
            return rules
    raise RuleSetMissing(on=f"{on:%d/%m/%Y}", first=f"{OF_LAW[0].valid_from:%d/%m/%Y}")


def within_same_day(calendar: WorkCalendar, at: datetime, cutoff: time) -> bool:
    """Whether something received at `at` belongs to that working day: not after the cut-off and before closing."""
    on = local_date(at)
    if not calendar.is_working_day(on):
        return False
    return minute_of(at) - minute_of(midnight(on)) <= minute_of_day(cutoff) and at < calendar.closing_of(on)


def same_day_due(calendar: WorkCalendar, at: datetime, rules: RuleSet) -> datetime:
    """End of the same working day; received after the cut-off (15:00) or on a day off: end of the next working day."""
    on = local_date(at)
    if within_same_day(calendar, at, rules.same_day_cutoff):
        return calendar.closing_of(on)
    return calendar.closing_of(calendar.working_day_after(on))


def transfer_due(calendar: WorkCalendar, received_at: datetime, rules: RuleSet) -> datetime:
    """When a dossier received directly must be with the handling unit.

    The same working day; received after 15:00, the start of the next working day (NĐ 118/2025 art. 18(2); NĐ 61/2018
    art. 18).
    """
    on = local_date(received_at)
    if within_same_day(calendar, received_at, rules.same_day_cutoff):
        return calendar.closing_of(on)
    return calendar.opening_of(calendar.working_day_after(on))


def paper_transfer_due(calendar: WorkCalendar, received_at: datetime, rules: RuleSet) -> datetime | None:
    """When the paper of a dossier received for another place must be there: 1 working day (NĐ 118/2025 art. 20(1))."""
    return _days_after(calendar, received_at, rules.paper_transfer_days)


def supplement_request_due(calendar: WorkCalendar, accepted_at: datetime, rules: RuleSet) -> datetime | None:
    """Until when a supplement may be asked after acceptance: 3 working days (NĐ 118/2025 art. 19(5), NĐ 61/2018 art.
    19).
    """
    return _days_after(calendar, accepted_at, rules.supplement_days)


def correction_due(calendar: WorkCalendar, reported_at: datetime, rules: RuleSet) -> datetime | None:
    """When an error in a result must be corrected: 3 working days (NĐ 118/2025 art. 23(1))."""
    return _days_after(calendar, reported_at, rules.correction_days)


def _days_after(calendar: WorkCalendar, at: datetime, days: int | None) -> datetime | None:
    # Terms of procedure are whole working days after the day itself: a breach is only what is surely one.
    return None if days is None else calendar.add_days(at, days, CountingMode.CIVIL)


def intake_alert_due(received_at: datetime, rules: RuleSet) -> datetime | None:
    """When the desk must have been told of an online dossier: 2 hours by the wall clock (NĐ 118/2025 art. 17(2))."""
    return None if rules.intake_alert_hours is None else received_at + timedelta(hours=rules.intake_alert_hours)


def intake_answer_due(calendar: WorkCalendar, received_at: datetime, rules: RuleSet) -> datetime | None:
    """When an online dossier must be accepted or answered: 8 working hours (NĐ 118/2025 art. 17(2)(c))."""
    if rules.intake_answer_hours is None:
        return None
    return calendar.add_minutes(received_at, rules.intake_answer_hours * 60)


def supplement_last_day(calendar: WorkCalendar, notified_at: datetime, rules: RuleSet) -> date | None:
    """The last day on which an asked supplement may come (NĐ 118/2025 art. 19(5)).

    15 days as written, so calendar days; a last day off moves to the next working day (Civil Code 2015 art. 148(5)).
    """
    if rules.closing_calendar_days is None:
        return None
    return calendar.working_day_from(local_date(notified_at) + timedelta(days=rules.closing_calendar_days))


def closing_on(calendar: WorkCalendar, notified_at: datetime, rules: RuleSet) -> datetime | None:
    """The instant from which a dossier whose supplement never came may be closed: midnight after the last day."""
    last = supplement_last_day(calendar, notified_at, rules)
    return None if last is None else midnight(last + timedelta(days=1))


def apology_due(calendar: WorkCalendar, due: datetime) -> datetime:
    """Until when an apology may go out: the end of the last working day before the due date.

    NĐ 118/2025 art. 19(6) and NĐ 61/2018 art. 19 say "01 ngày trước ngày hết hạn" without saying which kind of day:
    the safe reading.
    """
    return calendar.last_closing_before(local_date(due))
