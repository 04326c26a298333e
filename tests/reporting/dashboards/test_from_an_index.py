"""What dashboards count of dossiers is held by an index: no row of a province's million is fetched for it."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.dossiers.models import DossierFact
from motcua.reporting.dashboards.sections import Section
from tests.desk.conftest import Browser
from tests.factories import World
from tests.reporting.dashboards.test_pages import EVERY, url

pytestmark = [pytest.mark.django_db, pytest.mark.database]

READ = re.compile(r'"t\d"\."(\w+)"')
HELD = [{*index.fields, "recorded_to"} for index in DossierFact._meta.indexes if index.condition is not None]


def counted(browser: Browser, section: str) -> list[set[str]]:
    """The columns of dossiers that each statement of a page counts by."""
    client = browser("auditor")
    with CaptureQueriesContext(connection) as caught:
        assert client.get(url(section)).status_code == 200
    statements = [each["sql"] for each in caught.captured_queries if '"dossiers_dossierfact" AS "t0"' in each["sql"]]
    columns = {name for field in DossierFact._meta.concrete_fields if (name := field.attname)}
    return [set(READ.findall(sql)) & columns for sql in statements]


@pytest.mark.parametrize("section", EVERY)
def test_every_statement_of_a_page_reads_what_one_index_holds(busy: World, browser: Browser, section: str) -> None:
    found = counted(browser, section)
    assert found or section == Section.TIMES
    assert [read for read in found if not any(read <= held for held in HELD)] == []


def test_postgresql_is_told_that_reading_out_of_order_is_cheap(db: None) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("a setting of PostgreSQL")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT setconfig FROM pg_db_role_setting"
            " WHERE setdatabase = (SELECT oid FROM pg_database WHERE datname = current_database())"
        )
        assert cursor.fetchall() == [(["random_page_cost=1.1"],)]
