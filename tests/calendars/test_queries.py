"""Which calendar is in force for whom, and that its key names what it says."""

from datetime import UTC, date, datetime, time

import pytest
from django.core.cache import cache
from pytest_django import DjangoAssertNumQueries

from motcua.calendars import queries
from motcua.calendars.models import Calendar, CalendarVersion
from motcua.calendars.services.drafts import create_unit_calendar
from motcua.calendars.services.edit import add_closure, add_session, add_special_day
from motcua.calendars.services.publish import publish
from motcua.domain.errors import CalendarUnknown, NotFound
from motcua.domain.worktime import Purpose
from motcua.organisation.actors import citizen_actor
from tests.calendars.conftest import AT, SYSTEM
from tests.cast import Cast

pytestmark = pytest.mark.database
SATURDAY = date(2026, 3, 7)


def saturday_reception(unit_id: int) -> CalendarVersion:
    """A calendar of the unit with Saturday reception beside the usual hours, published."""
    row = create_unit_calendar(unit_id=unit_id, name="Lịch xã", actor=SYSTEM, at=AT)
    for opens, closes in ((time(7), time(11, 30)), (time(13, 30), time(17))):
        add_session(draft_id=row.pk, weekdays=(0, 1, 2, 3, 4), opens=opens, closes=closes, actor=SYSTEM, at=AT)
    add_session(
        draft_id=row.pk, weekdays=(5,), opens=time(7, 30), closes=time(11, 30), for_clock=False, actor=SYSTEM, at=AT
    )
    return publish(draft_id=row.pk, decision="QĐ 1/QĐ-UBND", actor=SYSTEM, at=AT)


def test_without_a_calendar_of_its_own_a_unit_uses_the_national_one(cast: Cast) -> None:
    assert queries.current_version(cast.commune.id) == queries.current_version()
    assert queries.current_calendar().minutes_of(date(2026, 2, 13)) == 480


def test_a_unit_uses_its_own_calendar_and_those_below_it_the_nearest_above(cast: Cast) -> None:
    own = saturday_reception(cast.commune.id)
    expected = f"{queries.current_version()}/{own.key}"
    assert queries.current_version(cast.commune.id) == expected
    assert queries.current_version(cast.commune.one_stop) == expected
    assert queries.current_version(cast.neighbour.id) == queries.current_version()
    calendar = queries.work_calendar(expected)
    assert calendar.version == expected
    assert calendar.minutes_of(SATURDAY) == 0
    assert calendar.sessions_of(SATURDAY, Purpose.INTAKE)
    assert calendar.describe(date(2026, 2, 16)) is not None


def test_own_special_days_and_closures_are_laid_over_the_national_ones(cast: Cast) -> None:
    row = create_unit_calendar(unit_id=cast.commune.id, name="Lịch xã", actor=SYSTEM, at=AT)
    add_special_day(draft_id=row.pk, on=date(2026, 2, 16), kind="make_up", name="Trực Tết", actor=SYSTEM, at=AT)
    starts, ends = datetime(2026, 3, 5, 0, tzinfo=UTC), datetime(2026, 3, 5, 23, tzinfo=UTC)
    add_closure(draft_id=row.pk, starts=starts, ends=ends, name="Mất điện", actor=SYSTEM, at=AT)
    publish(draft_id=row.pk, decision="QĐ 2", actor=SYSTEM, at=AT)
    calendar = queries.current_calendar(cast.commune.id)
    assert calendar.minutes_of(date(2026, 2, 16)) == 480
    assert calendar.minutes_of(date(2026, 3, 5)) == 0
    assert calendar.minutes_of(date(2026, 3, 4)) == 480


def test_a_draft_is_not_in_force(cast: Cast) -> None:
    create_unit_calendar(unit_id=cast.commune.id, name="Lịch xã", actor=SYSTEM, at=AT)
    assert queries.current_version(cast.commune.id) == queries.current_version()


@pytest.mark.django_db
def test_a_calendar_is_kept_in_the_process(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    cache.clear()
    version = queries.current_version()
    queries.work_calendar(version)
    with django_assert_num_queries(0):
        assert set(queries.calendars([version, version])) == {version}
    with django_assert_num_queries(1):
        queries.current_version()


@pytest.mark.django_db
@pytest.mark.parametrize("version", ["", "vn.1-0000000000", "vn.9"])
def test_a_key_that_names_nothing_is_refused(version: str) -> None:
    with pytest.raises(CalendarUnknown):
        queries.work_calendar(version)


def test_an_empty_store_says_that_it_has_no_calendar(national: Calendar) -> None:
    CalendarVersion.objects.all().delete()
    with pytest.raises(CalendarUnknown):
        queries.current_version()
    assert queries.national_version() is None
    national.delete()
    with pytest.raises(NotFound):
        queries.national_calendar(SYSTEM)


def test_a_citizen_holds_no_calendar(national: Calendar) -> None:
    citizen = citizen_actor("Nguyễn Văn An")
    assert queries.calendars_of(citizen) == []
    with pytest.raises(NotFound):
        queries.access_calendar(citizen, national.public_id)


def test_the_public_may_choose_among_published_calendars(cast: Cast) -> None:
    create_unit_calendar(unit_id=cast.neighbour.id, name="Lịch nháp", actor=SYSTEM, at=AT)
    saturday_reception(cast.commune.id)
    assert [name for _, name, _ in queries.published_calendars()] == ["Lịch làm việc toàn quốc", "Lịch xã"]
    assert [calendar.name for calendar in queries.calendars_of(SYSTEM)] == [
        "Lịch làm việc toàn quốc",
        "Lịch nháp",
        "Lịch xã",
    ]
