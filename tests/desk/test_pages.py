"""What pages show, as values: the bar of days, marks of time, the office's day, previews, finds."""

from datetime import UTC, date, datetime, timedelta

import pytest

from motcua.calendars import queries as calendars
from motcua.catalogue.models import ChannelLimit
from motcua.common import formats
from motcua.desk.pages import day_cells, office_day
from motcua.desk.pages.control_slip import kept
from motcua.desk.pages.due_preview import due_preview
from motcua.desk.pages.found import marked
from motcua.desk.pages.time_marks import time_mark
from motcua.desk.templatetags import desk as tags
from motcua.documents.papers.contracts import HandoverResult
from motcua.domain.clock_facts import ClockEvent, ClockFacts, ClockKind
from motcua.domain.deadlines import Derivation, derive
from motcua.domain.lifecycle import Outcome, State
from motcua.domain.limits import TimeLimit
from motcua.domain.remaining import TimeState
from motcua.domain.rule_sets import rule_set_at
from motcua.domain.worktime import ZONE, CountingMode, WorkCalendar
from motcua.dossiers.models import Dossier
from motcua.dossiers.services.ask_supplement import ask_supplement
from motcua.dossiers.services.notices import Item
from motcua.dossiers.services.receive_supplement import receive_supplement
from motcua.dossiers.services.submit import submit
from motcua.ui.parts import WHOLE_DAY, DayCell, DayKind
from tests.cast import AT
from tests.factories import World, a_dossier, a_filing, an_accepted, at_step

pytestmark = pytest.mark.django_db


@pytest.fixture
def calendar(db: None) -> WorkCalendar:
    """The national calendar as shipped."""
    return calendars.current_calendar()


def _derived(calendar: WorkCalendar, limit: str, *events: ClockEvent) -> Derivation:
    facts = ClockFacts(rule_set_at(AT), TimeLimit.parse(limit), None, CountingMode.MINUTES, events)
    return derive(facts, {calendar.version: calendar})


def _accepted(calendar: WorkCalendar, at: datetime = AT) -> ClockEvent:
    return ClockEvent(ClockKind.ACCEPTED, at, None, calendar.version)


def _kinds(cells: tuple[DayCell, ...]) -> list[str]:
    return ["+".join(kind.value for kind, _share in cell.parts) for cell in cells]


# --- the bar of days


def test_the_bar_shows_used_left_and_off_days_up_to_the_due_date(calendar: WorkCalendar) -> None:
    derivation = _derived(calendar, "5 working_days", _accepted(calendar))
    cells = day_cells.cells(derivation, AT + timedelta(days=1))
    assert _kinds(cells) == ["used", "used+left", "left", "left", "left", "off", "off", "left"]
    assert [cell.due for cell in cells] == [False] * 7 + [True]
    assert cells[0].flag == "Nhận 12/01"
    assert cells[-1].flag == "Hẹn trả 19/01"
    assert cells[0].week == "12/01"
    assert all(sum(share for _kind, share in cell.parts) == WHOLE_DAY for cell in cells)


def test_time_before_a_restart_no_longer_counts(calendar: WorkCalendar) -> None:
    paused = ClockEvent(ClockKind.PAUSED, AT + timedelta(days=1))
    standing = _derived(calendar, "5 working_days", _accepted(calendar), paused)
    assert _kinds(day_cells.cells(standing, AT + timedelta(days=2))) == ["used", "used+paused", "paused"]
    assert not any(cell.due for cell in day_cells.cells(standing, AT + timedelta(days=2)))
    restarted = ClockEvent(ClockKind.RESTARTED, AT + timedelta(days=2))
    running = _derived(calendar, "5 working_days", _accepted(calendar), paused, restarted)
    kinds = _kinds(day_cells.cells(running, AT + timedelta(days=3)))
    assert kinds[:3] == ["void", "void+paused", "paused+used"]
    story = day_cells.story(running, AT + timedelta(days=3))
    assert "không còn tính từ 08:30 12/01/2026" in story
    assert "hẹn trả" in story


def test_a_long_term_is_drawn_by_weeks(calendar: WorkCalendar) -> None:
    derivation = _derived(calendar, "90 working_days", _accepted(calendar))
    cells = day_cells.cells(derivation, AT)
    assert len(cells) <= day_cells.MOST_CELLS
    assert all(sum(share for _kind, share in cell.parts) == WHOLE_DAY for cell in cells)
    assert sum(cell.due for cell in cells) == 1


def test_an_ended_dossier_has_nothing_left(calendar: WorkCalendar) -> None:
    ended = ClockEvent(ClockKind.ENDED, AT + timedelta(days=1))
    derivation = _derived(calendar, "5 working_days", _accepted(calendar), ended)
    assert "left" not in " ".join(_kinds(day_cells.cells(derivation, AT + timedelta(days=9))))


@pytest.mark.parametrize("kind", list(DayKind))
def test_every_kind_of_day_has_a_name(kind: DayKind) -> None:
    assert day_cells.kind_words(kind)


# --- marks of time


def test_marks_say_remaining_time_in_words(world: World) -> None:
    dossier = an_accepted(world)
    assert time_mark(dossier, AT).badge == "Còn 5 ngày"
    assert time_mark(dossier, AT).left == "còn 5 ngày làm việc"
    due = dossier.due_at
    assert due is not None
    assert time_mark(dossier, due - timedelta(minutes=30)).when == f"{formats.clock_time(due)} hôm nay"
    late = time_mark(dossier, due + timedelta(minutes=30))
    assert (late.state, late.badge) == (TimeState.LATE, "Quá 30 phút")


def test_just_past_closing_time_no_minutes_are_told(world: World) -> None:
    dossier = an_accepted(world)
    assert dossier.due_at is not None
    closing = datetime.combine(dossier.due_at.astimezone(ZONE).date(), datetime.min.time(), ZONE) + timedelta(hours=17)
    dossier.due_at = closing
    mark = time_mark(dossier, closing + timedelta(hours=2))
    assert (mark.state, mark.badge) == (TimeState.LATE, "Vừa quá hạn")


def test_a_waiting_dossier_says_how_long_it_still_waits(world: World) -> None:
    actor = world.cast.handler
    asked = ask_supplement(
        at_step(world, 3), items=[Item(name="Bản vẽ")], note="Mờ", actor=actor, at=AT + timedelta(hours=1)
    )
    mark = time_mark(asked, AT + timedelta(days=1))
    assert mark.state is TimeState.PAUSED
    assert mark.badge == f"Chờ bổ sung, {mark.days}"
    asked.closing_at = None
    assert time_mark(asked, AT).badge == "Tạm dừng"
    back = receive_supplement(asked, actor=world.cast.desk_officer, at=AT + timedelta(days=1))
    assert time_mark(back, AT + timedelta(days=1)).state is TimeState.INTIME


def test_ended_in_time_and_ended_late_are_told_apart(world: World) -> None:
    done = a_dossier(world, State.RESOLVED)
    assert time_mark(done, AT).badge == "Đúng hạn"
    assert done.due_at is not None
    done.processing_ended_at = done.due_at + timedelta(minutes=1)
    assert time_mark(done, AT).ended_late


def test_an_online_filing_waits_for_an_answer(world: World) -> None:
    dossier = submit(a_filing(world, channel="online"), actor=world.cast.desk_officer, at=AT)
    assert dossier.answer_due_at is not None
    assert time_mark(dossier, AT).state is TimeState.INTIME
    assert time_mark(dossier, dossier.answer_due_at - timedelta(minutes=5)).state is TimeState.TODAY
    assert time_mark(dossier, dossier.answer_due_at + timedelta(minutes=5)).left == "quá giờ trả lời"
    dossier.answer_due_at = None
    assert time_mark(dossier, AT).state is None


# --- the office's day


def test_the_day_says_what_is_left_and_when_it_opens_next(calendar: WorkCalendar) -> None:
    morning = office_day.today(calendar, AT)
    assert (morning.left, morning.opens) == ("6 giờ 30 phút", None)
    evening = office_day.today(calendar, AT + timedelta(hours=12))
    assert evening.closes is None
    assert evening.opens is not None


def test_the_next_break_joins_its_weekends(calendar: WorkCalendar) -> None:
    found = office_day.next_break(calendar, date(2026, 2, 2))
    assert found is not None
    assert (found.first, found.last) == (date(2026, 2, 14), date(2026, 2, 22))
    assert office_day.next_break(calendar, date(2026, 6, 15)) is None


def test_the_strip_has_ten_working_days_and_the_gap_of_tet(calendar: WorkCalendar) -> None:
    on = date(2026, 2, 11)
    cells = office_day.strip(calendar, on, {date(2026, 2, 13): 14, date(2026, 2, 23): 3})
    assert [cell.day for cell in cells if cell.on] == [f"{d:%d/%m}" for d in office_day.strip_days(calendar, on)]
    (gap,) = [cell for cell in cells if cell.gap]
    assert gap.gap == "14–22/02"
    assert [cell.load for cell in cells if cell.count] == [5, 2]
    assert "14 hồ sơ đến hạn" in next(cell.label for cell in cells if cell.count == 14)


def test_a_gap_of_one_day_is_told_by_its_date(calendar: WorkCalendar) -> None:
    cells = office_day.strip(calendar, date(2026, 11, 23), {})
    assert [cell.gap for cell in cells if cell.gap] == ["24/11"]


# --- previews and finds


def test_a_procedure_without_a_fitting_limit_gives_no_date_but_the_reason(world: World) -> None:
    ChannelLimit.objects.all().delete()
    preview = due_preview(world.offering_id, None, "direct", AT)
    assert preview.due is None
    assert "thời hạn" in preview.fault


def test_a_year_without_a_calendar_gives_no_date_but_the_reason(world: World) -> None:
    preview = due_preview(world.offering_id, None, "direct", datetime(2031, 1, 6, 2, tzinfo=UTC))
    assert preview.due is None
    assert "2031" in preview.fault


@pytest.mark.parametrize(
    ("name", "typed", "hits"),
    [
        ("Đăng ký lại khai sinh", "dang ky", ["Đăng", "ký"]),
        ("Cấp bản sao trích lục", "TRICH LUC", ["trích", "lục"]),
        ("Xác nhận", "zzz", []),
        ("ﬁnanz", "fin", []),
    ],
)
def test_what_was_typed_is_marked_in_what_was_found(name: str, typed: str, hits: list[str]) -> None:
    pieces = marked(name, typed)
    assert "".join(text for text, _hit in pieces) == name
    assert [text for text, hit in pieces if hit] == hits


def test_a_hand_over_is_early_on_time_late_or_not_measured() -> None:
    due = AT.isoformat()
    assert kept(AT - timedelta(days=1), due) is HandoverResult.EARLY
    assert kept(AT - timedelta(minutes=1), due) is HandoverResult.ON_TIME
    assert kept(AT + timedelta(minutes=1), due) is HandoverResult.LATE
    assert kept(AT, None) is HandoverResult.NONE


@pytest.mark.parametrize(
    ("number", "shown"), [("0912000146", "0912 000 146"), ("02090000115", "0209 0000 115"), ("113", "113")]
)
def test_phone_numbers_are_written_in_groups(number: str, shown: str) -> None:
    assert tags.phone(number) == shown


def test_words_of_states_and_outcomes_exist() -> None:
    for state in State:
        assert tags.state_words(state.value)
        assert tags.state_icon(state.value)
    for outcome in Outcome:
        assert tags.outcome_words(outcome.value)
    assert tags.outcome_words("") == ""
    assert tags.channel_words(Dossier(channel="MAIL")) == "MAIL"
