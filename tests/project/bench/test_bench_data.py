"""Invented dossiers are what the services would have written: heads, events, facts and dates say the same."""

from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import F

from motcua.audit import append_only
from motcua.domain.errors import StoreRefused
from motcua.domain.lifecycle import State
from motcua.dossiers.models import Applicant, Dossier, DossierComponent, DossierEvent, DossierFact, DossierUnit
from motcua.dossiers.queries.clock import calendar_of
from motcua.dossiers.queries.steps import kept_steps
from motcua.dossiers.search_keys import applicant_key
from motcua.dossiers.services.fact_rows import UNKNOWN, fact_of
from motcua.dossiers.services.rebuild_figures import rebuild
from motcua.dossiers.services.recompute import recompute
from motcua.dossiers.services.told import folded
from motcua.project.bench import store
from motcua.project.bench.chances import Chances

pytestmark = [pytest.mark.django_db, pytest.mark.database]

NOW = datetime(2026, 11, 18, 4, 12, tzinfo=UTC)
MANY = Chances(late=0.3, refused=0.2, asked_before=0.2, asked_after=0.3, not_granted=0.2)
"""More of everything that is rare, so that a few hundred dossiers meet every path."""


def filled(settings: Any, home: Path, number: int = 600, chances: Chances = MANY) -> None:
    settings.HOME = home
    _cast, source = store.make_source(number, seed=7, now=NOW, chances=chances)
    store.fill(source, lambda _: None)


def test_every_row_says_what_the_services_would_have_written(settings: Any, tmp_path: Path) -> None:
    filled(settings, tmp_path)
    found = recompute()
    assert (found.dossiers, found.examples) == (600, [])
    assert rebuild().examples == []
    for dossier in Dossier.objects.prefetch_related("events", "applicants", "facts", "units", "step_facts"):
        dossier.full_clean()
        events = sorted(dossier.events.all(), key=lambda event: event.seq)
        _holds_together(dossier, events)
        for party in dossier.applicants.all():
            assert party.search_key == applicant_key(dossier.code, party)
        held = {unit.unit_id for unit in dossier.units.all()}
        assert {event.data["to_unit"] for event in events if "to_unit" in event.data} <= held


def _holds_together(dossier: Dossier, events: list[DossierEvent]) -> None:
    """The events lead from state to state to where the head row is, and the last fact row repeats it."""
    assert [event.seq for event in events] == list(range(1, dossier.version + 1))
    for before, after in pairwise(events):
        assert (before.to_state, before.at <= after.at) == (after.from_state, True)
    assert events[-1].to_state == dossier.state
    stays = {row.seq: row for row in dossier.step_facts.all()}
    left = {event.seq: event for event in events if "minutes" in event.data}
    for seq, event in left.items():
        row = stays[seq]
        assert (row.minutes_used, row.left_at, row.executing_unit_id) == (
            event.data["minutes"],
            event.at,
            event.data["from_unit"],
        )
    assert set(stays) - set(left) == {
        event.seq for event in events if event.kind == "RETURNED" or event.clock == "paused"
    }
    facts = sorted(dossier.facts.all(), key=lambda row: row.recorded_from)
    for one, other in pairwise(facts):
        assert one.recorded_to == other.recorded_from
    last = facts[-1]
    steps = kept_steps(dossier.process_version_id)
    carried = {**UNKNOWN, **folded(events, steps)}
    wanted = fact_of(dossier, calendar_of(dossier), carried, last.recorded_from)
    assert last.recorded_to is None
    for name in (field.attname for field in DossierFact._meta.concrete_fields if field.attname != "id"):
        assert getattr(last, name) == getattr(wanted, name), name


def test_all_paths_are_met_and_codes_are_counted_by_day(settings: Any, tmp_path: Path) -> None:
    filled(settings, tmp_path, 2000)
    states = set(Dossier.objects.values_list("state", flat=True))
    assert {State.RETURNED, State.REFUSED_AT_INTAKE, State.RESOLVED, State.IN_PROGRESS} <= states
    rows = DossierFact.objects.filter(recorded_to__isnull=True, ended_at__isnull=False)
    late = sum(1 for row in rows if row.ended_at and row.due_at and row.ended_at > row.due_at)
    assert 0.25 < late / rows.count() < 0.35
    assert set(rows.values_list("channel", flat=True)) == {"online", "post", "direct"}
    first = Dossier.objects.order_by("code").values_list("code", flat=True)[0]
    assert first.endswith("-0001")
    assert not DossierUnit.objects.exclude(dossier__in=Dossier.objects.all()).exists()
    assert Applicant.objects.count() == 2000
    papers = DossierComponent.objects.all()
    assert set(papers.values_list("source", flat=True)) == {"reused", "electronic", "paper"}
    assert papers.filter(asked_again=True).count() == Dossier.objects.filter(state__contains="SUPPLEMENT").count()
    assert papers.filter(supplemented_at__gt=F("received_at")).exists()


def test_a_store_that_was_used_is_never_filled(settings: Any, tmp_path: Path) -> None:
    filled(settings, tmp_path, 40)
    assert (tmp_path / "demo-store").exists()
    with pytest.raises(StoreRefused):
        store.refuse_unless_empty()


TABLES = ("dossier", "applicant", "dossiercomponent", "dossierunit", "dossierevent", "dossierfact", "stepfact")


def _written() -> dict[str, list[tuple[Any, ...]]]:
    found = {}
    with connection.cursor() as cursor:
        for table in TABLES:
            key = "1" if table == "dossier" else "dossier_id"
            cursor.execute(f"SELECT * FROM dossiers_{table} ORDER BY {key}, id")
            where = [column[0] for column in cursor.description].index("id")
            found[table] = [row if table == "dossier" else row[:where] + row[where + 1 :] for row in cursor.fetchall()]
    return found


def test_the_same_seed_gives_the_same_rows_whoever_makes_them(
    settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.HOME = tmp_path
    _cast, source = store.make_source(120, seed=7, now=NOW, chances=MANY)
    monkeypatch.setattr(store, "PORTION", 40)
    store.fill(source, lambda _: None)
    here = _written()
    with connection.cursor() as cursor:
        append_only.remove(connection)
        for table in reversed(TABLES):
            cursor.execute(f"DELETE FROM dossiers_{table}")
        append_only.install(connection)
    monkeypatch.setattr(store, "HERE", 0)
    heard: list[int] = []
    store.fill(source, heard.append)
    assert _written() == here
    assert (len(heard) > 1, sum(heard)) == (True, 120)


def test_facts_alone_are_the_facts_of_the_dossiers_that_are_not_there(settings: Any, tmp_path: Path) -> None:
    settings.HOME = tmp_path
    _cast, source = store.make_source(60, seed=7, now=NOW, chances=MANY)
    indexes = _indexes()
    with transaction.atomic():
        store.fill(source, lambda _: None)
        known = DossierFact.objects.filter(recorded_to__isnull=True).order_by("dossier_id")
        whole = [{**row, "id": 0} for row in known.values()]
        transaction.set_rollback(True)
    with transaction.atomic():
        store.fill_facts(source, lambda _: None)
        facts = DossierFact.objects.order_by("dossier_id")
        assert [{**row, "id": 0} for row in facts.values()] == whole
        assert not Dossier.objects.exists()
        assert _indexes() == indexes
        with pytest.raises(StoreRefused):
            store.refuse_unless_empty()
        transaction.set_rollback(True)


def _indexes() -> set[str]:
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, "dossiers_dossierfact")
    return set(found)


def test_what_a_constraint_forbids_is_refused_though_it_is_looked_at_only_in_the_end(
    settings: Any, tmp_path: Path
) -> None:
    settings.HOME = tmp_path
    _cast, source = store.make_source(20, seed=7, now=NOW, chances=MANY)
    desks = [{**desk, "unit": 999_999} for desk in source.tables.desks]
    nowhere = replace(source, tables=replace(source.tables, desks=desks))
    with pytest.raises(IntegrityError), transaction.atomic():
        store.fill(nowhere, lambda _: None)
    assert not Dossier.objects.exists()
    store.fill(source, lambda _: None)
    assert Dossier.objects.count() == 20
