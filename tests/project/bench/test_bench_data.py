"""Invented dossiers are what the services would have written: heads, events, facts and dates say the same."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import F

from motcua.audit import append_only
from motcua.domain.apologies import Act, Ground, LetterState, Met, check_new_date, letter_due, met_of, next_state
from motcua.domain.errors import StoreRefused
from motcua.domain.indicators.values import Period
from motcua.domain.lifecycle import EventKind, State
from motcua.domain.rule_sets import rule_set
from motcua.domain.worktime import local_date
from motcua.dossiers.models import Apology, Applicant, Dossier, DossierComponent, DossierEvent, DossierFact, DossierUnit
from motcua.dossiers.notes import hash_of
from motcua.dossiers.queries.clock import calendar_of
from motcua.dossiers.queries.steps import kept_steps
from motcua.dossiers.search_keys import applicant_key
from motcua.dossiers.services.fact_rows import UNKNOWN, apology_told, fact_of, owed_of
from motcua.dossiers.services.rebuild_figures import rebuild
from motcua.dossiers.services.recompute import recompute
from motcua.dossiers.services.told import folded
from motcua.figures.queries import figures
from motcua.figures.questions import Question
from motcua.project.bench import parquet, store
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
    duties = owed_of([dossier.pk])
    carried = {**UNKNOWN, **folded(events, steps), **apology_told(duties.get(dossier.pk))}
    wanted = fact_of(dossier, calendar_of(dossier), carried, last.recorded_from)
    assert last.recorded_to is None
    for name in (field.attname for field in DossierFact._meta.concrete_fields if field.attname != "id"):
        assert getattr(last, name) == getattr(wanted, name), name


def _duty_holds_together(duty: Apology) -> None:
    """Every late dossier has one duty; its acts lead to its state, and its letter is the one that the act hashed."""
    dossier = duty.dossier
    acts = sorted(duty.events.all(), key=lambda act: act.seq)
    assert [act.seq for act in acts] == list(range(1, duty.version + 1))
    state = ""
    for act in acts:
        assert (act.from_state, act.to_state) == (
            state,
            next_state(LetterState(state), Act(act.act)) if state else "OPEN",
        )
        state = act.to_state
    assert state == duty.state
    for one, other in pairwise(acts):
        assert one.at <= other.at
    calendar = calendar_of(dossier)
    assert calendar is not None
    assert dossier.clock_started_at is not None
    rules = rule_set(dossier.rule_set)
    assert duty.due_by == letter_due(calendar, started=dossier.clock_started_at, due=duty.due_at, rules=rules)
    moved = [event for event in dossier.events.all() if event.kind == EventKind.REAPPOINTED]
    assert len(moved) == dossier.reappointments == int(duty.ground == Ground.NEAR)
    for event in moved:
        assert event.data["apology"] == str(duty.public_id)
        assert (event.at, event.promised_at) == (duty.sent_at, duty.new_due_at)
        assert event.at <= duty.due_by
        assert event.promised_at is not None
        check_new_date(calendar, event.promised_at, due=duty.due_at, at=event.at)
    for letter in duty.versions.all():
        (drafted,) = (act for act in acts if act.act == Act.DRAFT)
        assert hash_of(letter.salt, letter.body) == drafted.note_hash


def test_who_misses_the_date_owes_an_apology_and_figures_count_it(settings: Any, tmp_path: Path) -> None:
    filled(settings, tmp_path)
    duties = Apology.objects.select_related("dossier").prefetch_related("events", "versions", "dossier__events")
    for duty in duties:
        _duty_holds_together(duty)
    late = DossierFact.objects.filter(recorded_to__isnull=True, ended_at__gt=F("due_at"))
    assert {row.dossier_id for row in late} <= {duty.dossier_id for duty in duties}
    sorts = {met_of(LetterState(d.state), due_by=d.due_by, sent_at=d.sent_at, at=NOW) for d in duties}
    assert sorts >= {Met.IN_TIME, Met.LATE, Met.OVERDUE}
    last = local_date(NOW) + timedelta(days=30)
    question = Question(period=Period(local_date(NOW) - timedelta(days=500), last))
    found = figures(["apologies.owed", "apologies.sent", "apologies.in_time"], question)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), count(apology_sent_at),"
            " sum(CASE WHEN apology_sent_at <= apology_due_at THEN 1 ELSE 0 END)"
            " FROM dossiers_dossierfact WHERE recorded_to IS NULL AND apology_due_at IS NOT NULL"
        )
        counted = cursor.fetchone()
    assert tuple(figure.numerator for figure in found.values()) == counted
    assert min(counted) > 0


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


BY_DOSSIER = ("applicant", "dossiercomponent", "dossierunit", "dossierevent", "dossierfact", "stepfact")
TABLES = ("dossier", *BY_DOSSIER, "apology", "apologyevent", "apologyletter")


def _written() -> dict[str, list[tuple[Any, ...]]]:
    found = {}
    with connection.cursor() as cursor:
        for table in TABLES:
            key = "dossier_id" if table in BY_DOSSIER else "apology_id" if table.startswith("apology") else "id"
            key = "id" if table == "apology" else key
            cursor.execute(f"SELECT * FROM dossiers_{table} ORDER BY {key}, id")
            where = [column[0] for column in cursor.description].index("id")
            own = key == "id"
            found[table] = [row if own else row[:where] + row[where + 1 :] for row in cursor.fetchall()]
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


def test_the_same_seed_gives_the_same_files_whoever_writes_them(
    settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.HOME = tmp_path
    _cast, source = store.make_source(120, seed=7, now=NOW, chances=MANY)
    monkeypatch.setattr(parquet, "PORTION", 60)
    found = []
    for processes in (0, 2):
        monkeypatch.setattr(parquet, "MOST_PROCESSES", processes)
        folder = tmp_path / str(processes)
        parquet.write(source, folder, lambda _: None, history=True)
        found.append({str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*.parquet")})
    assert found[0] == found[1]
    assert len(found[0]) > 12


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
