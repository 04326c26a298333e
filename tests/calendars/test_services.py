"""Editing a draft, publishing it, and that what is published stays as it is."""

from datetime import UTC, date, datetime, time

import pytest

from motcua.audit.models import LogEntry
from motcua.calendars import queries
from motcua.calendars.difference import differences
from motcua.calendars.models import Calendar, CalendarVersion, VersionState
from motcua.calendars.services import drafts, edit
from motcua.calendars.services.publish import publish
from motcua.domain.errors import MotcuaError, NotAllowed, NotFound
from motcua.domain.errors_calendars import (
    CalendarExists,
    DayTaken,
    DecisionMissing,
    DraftExists,
    NothingToPublish,
    PeriodEmpty,
    SessionsOverlap,
    VersionFixed,
    YearSourceMissing,
)
from tests.calendars.conftest import AT, SYSTEM
from tests.cast import Cast

pytestmark = pytest.mark.database

STARTS, ENDS = datetime(2026, 3, 5, 6, 30, tzinfo=UTC), datetime(2026, 3, 6, 2, tzinfo=UTC)
MOURNING = date(2026, 12, 15)


def add_mourning(draft: CalendarVersion) -> None:
    edit.add_special_day(
        draft_id=draft.pk, on=MOURNING, kind="holiday", name="Quốc tang", source="TB 1", actor=SYSTEM, at=AT
    )


def test_a_draft_begins_as_what_is_published(draft: CalendarVersion) -> None:
    assert draft.based_on is not None
    assert queries.content_of(draft) == queries.content_of(draft.based_on)
    assert [(y.year, y.confirmed_by_label) for y in queries.years_of(draft)][:1] == [(2018, "motcua")]


def test_a_calendar_has_one_draft_at_a_time(draft: CalendarVersion) -> None:
    with pytest.raises(DraftExists, match="bản nháp số 2"):
        drafts.open_draft(calendar_id=draft.calendar_id, actor=SYSTEM, at=AT)


def test_what_is_published_has_a_key_and_an_actor_and_stays(national: Calendar, draft: CalendarVersion) -> None:
    before = queries.current_calendar()
    add_mourning(draft)
    published = publish(draft_id=draft.pk, decision=" TB 5/TB-BNV ", actor=SYSTEM, at=AT)
    assert published.key == queries.current_version()
    assert published.key.startswith("vn.2-")
    assert (published.decision, published.published_by_label, published.published_at) == ("TB 5/TB-BNV", "motcua", AT)
    assert queries.current_calendar().minutes_of(MOURNING) == 0
    assert before.minutes_of(MOURNING) == 480
    assert queries.work_calendar(before.version).minutes_of(MOURNING) == 480
    with pytest.raises(VersionFixed):
        add_mourning(published)
    assert LogEntry.objects.filter(verb="calendars.version_published", data__key=published.key).count() == 1


def test_nothing_new_is_not_published(draft: CalendarVersion) -> None:
    with pytest.raises(NothingToPublish):
        publish(draft_id=draft.pk, decision="TB 5", actor=SYSTEM, at=AT)


def test_a_version_needs_a_decision(draft: CalendarVersion) -> None:
    with pytest.raises(DecisionMissing):
        publish(draft_id=draft.pk, decision=" ", actor=SYSTEM, at=AT)


def test_a_draft_can_be_thrown_away(national: Calendar, draft: CalendarVersion) -> None:
    drafts.discard_draft(draft_id=draft.pk, actor=SYSTEM, at=AT)
    assert queries.draft_of(national) is None
    with pytest.raises(VersionFixed):
        drafts.discard_draft(draft_id=draft.pk, actor=SYSTEM, at=AT)


def test_rows_are_added_and_taken_out_and_the_difference_says_so(draft: CalendarVersion) -> None:
    add_mourning(draft)
    closure = edit.add_closure(draft_id=draft.pk, starts=STARTS, ends=ENDS, name="Mất điện", actor=SYSTEM, at=AT)
    (session,) = edit.add_session(
        draft_id=draft.pk,
        weekdays=(5,),
        opens=time(7, 30),
        closes=time(11, 30),
        for_clock=False,
        valid_from=date(2026, 4, 1),
        valid_to=date(2026, 10, 1),
        actor=SYSTEM,
        at=AT,
    )
    edit.set_year(draft_id=draft.pk, year=2027, status="confirmed", source="TB 9", actor=SYSTEM, at=AT)
    tet = draft.special_days.get(on=date(2026, 2, 16))
    edit.remove_special_day(draft_id=draft.pk, day_id=tet.pk, actor=SYSTEM, at=AT)
    row = queries.draft_of(draft.calendar)
    assert row is not None
    assert row.based_on is not None
    told = [
        f"{each.word} {each.text}" for each in differences(queries.content_of(row.based_on), queries.content_of(row))
    ]
    assert told == [
        "Bỏ thứ Hai 16/02/2026: Nghỉ lễ, tết, Tết Nguyên đán",
        "Thêm thứ Ba 15/12/2026: Nghỉ lễ, tết, Quốc tang",
        "Thêm đóng cửa từ 13:30 05/03/2026 đến 09:00 06/03/2026: Mất điện",
        "Thêm thứ Bảy 07:30–11:30 (tiếp nhận) từ 01/04/2026 đến hết 30/09/2026",
        "Bỏ năm 2027: dự kiến",
        "Thêm năm 2027: đã xác nhận",
    ]
    edit.remove_closure(draft_id=draft.pk, closure_id=closure.pk, actor=SYSTEM, at=AT)
    edit.remove_session(draft_id=draft.pk, session_id=session.pk, actor=SYSTEM, at=AT)
    edit.remove_closure(draft_id=draft.pk, closure_id=closure.pk, actor=SYSTEM, at=AT)
    edit.remove_session(draft_id=draft.pk, session_id=session.pk, actor=SYSTEM, at=AT)
    edit.remove_special_day(draft_id=draft.pk, day_id=tet.pk, actor=SYSTEM, at=AT)
    assert not draft.closures.exists()
    assert draft.sessions.count() == 10


def test_a_date_holds_one_special_day(draft: CalendarVersion) -> None:
    add_mourning(draft)
    with pytest.raises(DayTaken, match="15/12/2026 đã có trong bản nháp: Quốc tang"):
        add_mourning(draft)


def test_a_closure_ends_after_it_starts(draft: CalendarVersion) -> None:
    with pytest.raises(PeriodEmpty):
        edit.add_closure(draft_id=draft.pk, starts=ENDS, ends=STARTS, name="Mất điện", actor=SYSTEM, at=AT)


@pytest.mark.parametrize(
    ("opens", "closes", "valid_from", "error"),
    [
        (time(9), time(9), None, PeriodEmpty),
        (time(11), time(12), None, SessionsOverlap),
        (time(11, 30), time(13, 30), None, None),
        (time(11), time(12), date(2030, 1, 1), SessionsOverlap),
    ],
)
def test_sessions_of_a_weekday_do_not_overlap(
    draft: CalendarVersion, opens: time, closes: time, valid_from: date | None, error: type[MotcuaError] | None
) -> None:
    def add() -> None:
        edit.add_session(
            draft_id=draft.pk,
            weekdays=(0,),
            opens=opens,
            closes=closes,
            valid_from=valid_from,
            actor=SYSTEM,
            at=AT,
        )

    if error is None:
        add()
        assert draft.sessions.filter(weekday=0).count() == 3
    else:
        with pytest.raises(error):
            add()


def test_sessions_of_different_periods_may_have_the_same_hours(draft: CalendarVersion) -> None:
    for start, end in ((None, date(2026, 4, 1)), (date(2026, 4, 1), None)):
        edit.add_session(
            draft_id=draft.pk,
            weekdays=(6,),
            opens=time(7),
            closes=time(11),
            valid_from=start,
            valid_to=end,
            actor=SYSTEM,
            at=AT,
        )
    assert draft.sessions.filter(weekday=6).count() == 2


def test_a_year_is_confirmed_by_someone_with_a_source(draft: CalendarVersion) -> None:
    with pytest.raises(YearSourceMissing, match="2027"):
        edit.set_year(draft_id=draft.pk, year=2027, status="confirmed", source=" ", actor=SYSTEM, at=AT)
    row = edit.set_year(draft_id=draft.pk, year=2027, status="confirmed", source="TB 9", actor=SYSTEM, at=AT)
    assert (row.confirmed_by_label, row.confirmed_at, row.source) == ("motcua", AT, "TB 9")
    row = edit.set_year(draft_id=draft.pk, year=2027, status="provisional", source="", actor=SYSTEM, at=AT)
    assert (row.confirmed_by_label, row.confirmed_at) == ("", None)


def test_a_unit_has_one_calendar(cast: Cast) -> None:
    drafts.create_unit_calendar(unit_id=cast.commune.id, name="Lịch xã", actor=cast.administrator, at=AT)
    with pytest.raises(CalendarExists):
        drafts.create_unit_calendar(unit_id=cast.commune.id, name="Lịch xã", actor=cast.administrator, at=AT)


def test_only_administrators_change_calendars(cast: Cast, draft: CalendarVersion) -> None:
    for actor in (cast.desk_officer, cast.leader, cast.auditor, cast.citizen):
        with pytest.raises(NotAllowed):
            drafts.open_draft(calendar_id=draft.calendar_id, actor=actor, at=AT)
        with pytest.raises(NotAllowed):
            publish(draft_id=draft.pk, decision="TB", actor=actor, at=AT)
    add_mourning(draft)
    assert publish(draft_id=draft.pk, decision="TB", actor=cast.administrator, at=AT).state == VersionState.PUBLISHED


@pytest.mark.django_db
def test_a_calendar_that_does_not_exist_is_not_found() -> None:
    with pytest.raises(NotFound):
        drafts.open_draft(calendar_id=0, actor=SYSTEM, at=AT)
