"""Actors and calendars that the tests of this app share."""

from datetime import UTC, datetime

import pytest

from motcua.calendars import queries
from motcua.calendars.models import Calendar, CalendarVersion
from motcua.calendars.services.drafts import open_draft
from motcua.organisation.actors import system_actor
from tests.cast import cast

__all__ = ["cast"]

AT = datetime(2026, 1, 12, 1, 30, tzinfo=UTC)
SYSTEM = system_actor()


@pytest.fixture
def national(db: None) -> Calendar:
    """The seeded national calendar."""
    return queries.national_calendar(SYSTEM)


@pytest.fixture
def draft(national: Calendar) -> CalendarVersion:
    """A draft of the national calendar."""
    return open_draft(calendar_id=national.pk, actor=SYSTEM, at=AT)
