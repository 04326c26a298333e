"""The shipped calendar: typed facts that agree with the `holidays` package but for what that lacks, and their seed."""

import importlib
from datetime import date, timedelta
from itertools import pairwise
from types import SimpleNamespace

import holidays
import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection

from motcua.audit import append_only
from motcua.calendars import queries, shipped
from motcua.calendars.models import Calendar, CalendarYear
from motcua.domain.worktime import DayKind, SpecialDay, YearStatus

DAYS = {day.on: day for day in shipped.special_days()}
PACKAGE = holidays.country_holidays("VN", years=range(2018, 2028))
SWAP_THAT_THE_PACKAGE_LACKS = {date(2026, 1, 2), date(2026, 1, 10)}
SATURDAY_OUTSIDE_THE_ANNOUNCED_TET = {date(2025, 2, 1)}


def test_days_off_are_those_of_the_package_but_for_known_differences() -> None:
    ours = {on for on, day in DAYS.items() if day.kind is not DayKind.MAKE_UP}
    theirs = set(PACKAGE)
    assert ours - theirs == SWAP_THAT_THE_PACKAGE_LACKS - {date(2026, 1, 10)}
    assert theirs - ours == SATURDAY_OUTSIDE_THE_ANNOUNCED_TET


def test_make_up_saturdays_are_those_of_the_package_and_one_more() -> None:
    ours = {on for on, day in DAYS.items() if day.kind is DayKind.MAKE_UP}
    theirs = {on for on in PACKAGE.weekend_workdays if on.year >= 2018}
    assert ours - theirs == {date(2026, 1, 10)}
    assert theirs <= ours


@pytest.mark.parametrize("day", [d for d in DAYS.values() if d.kind is DayKind.MAKE_UP], ids=lambda d: str(d.on))
def test_a_make_up_day_is_a_weekend_and_replaces_a_swapped_weekday(day: SpecialDay) -> None:
    assert day.on.weekday() >= 5
    assert day.replaces is not None
    replaced = DAYS[day.replaces]
    assert replaced.kind is DayKind.SWAP_OFF
    assert replaced.on.weekday() < 5
    assert f"{replaced.on:%d/%m/%Y}" in day.name
    assert f"{day.on:%d/%m/%Y}" in replaced.name


@pytest.mark.parametrize("year", range(2018, 2028))
def test_as_many_compensatory_days_as_holidays_on_weekends(year: int) -> None:
    on_weekends = [d for d in DAYS.values() if d.on.year == year and d.kind is DayKind.HOLIDAY and d.on.weekday() >= 5]
    compensatory = [d for d in DAYS.values() if d.on.year == year and d.kind is DayKind.COMPENSATORY]
    assert len(compensatory) == len(on_weekends)
    assert all(day.on.weekday() < 5 for day in compensatory)


@pytest.mark.parametrize("year", range(2018, 2028))
def test_each_year_has_the_holidays_of_the_labour_code(year: int) -> None:
    holidays_of_year = [d for d in DAYS.values() if d.on.year == year and d.kind is DayKind.HOLIDAY]
    tet = [d for d in holidays_of_year if d.name == "Tết Nguyên đán"]
    national = [d for d in holidays_of_year if d.name == "Quốc khánh"]
    assert len(tet) == 5
    assert [other.on - one.on for one, other in pairwise(tet)] == [timedelta(days=1)] * 4
    assert len(national) == (2 if year >= 2021 else 1)
    assert len(holidays_of_year) == 5 + len(national) + 4 + (year >= 2026)
    assert all(day.source for day in holidays_of_year)


def test_years_are_facts_up_to_2026_and_2027_is_foreseen() -> None:
    assert [year for year, status in shipped.YEARS.items() if status is YearStatus.CONFIRMED] == list(range(2018, 2027))
    assert shipped.YEARS[2027] is YearStatus.PROVISIONAL


@pytest.mark.django_db
def test_the_seed_is_the_shipped_content_confirmed_by_the_named_system_actor() -> None:
    version = queries.national_version()
    assert version is not None
    assert queries.content_of(version) == shipped.content()
    assert version.key == f"vn.1-{shipped.content().fingerprint()}"
    confirmed = CalendarYear.objects.filter(version=version, status="confirmed")
    assert set(confirmed.values_list("confirmed_by_kind", "confirmed_by_label")) == {("system", "motcua")}
    foreseen = CalendarYear.objects.get(version=version, year=2027)
    assert (foreseen.status, foreseen.confirmed_at) == ("provisional", None)


@pytest.mark.django_db
def test_seeding_twice_changes_nothing() -> None:
    migration = importlib.import_module("motcua.calendars.migrations.0002_seed_national_calendar")
    before = list(Calendar.objects.values())
    migration.seed(apps, SimpleNamespace(connection=connection))
    assert list(Calendar.objects.values()) == before


@pytest.mark.django_db
@pytest.mark.database
def test_a_store_flushed_by_one_test_has_its_calendar_for_the_next() -> None:
    append_only.remove(connection)
    call_command("flush", verbosity=0, interactive=False)
    assert queries.current_version() == f"{shipped.NATIONAL}.1-{shipped.content().fingerprint()}"
    assert append_only.missing(connection) == []
