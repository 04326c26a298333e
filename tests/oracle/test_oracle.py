"""The same figures by three ways: from events in plain Python, by the definitions over fact rows, by the engines.

Not only the numbers are compared but the rows that are counted, to the last dossier.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields
from datetime import date, datetime, timedelta
from random import Random
from typing import Any, TypeVar

import pytest
from django.db import transaction
from django.db.models import F, Model
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.domain.indicators import registry
from motcua.domain.indicators.definitions import Definition, Kind, evaluate, rows_of
from motcua.domain.indicators.values import Dimension, DossierFigures, Period, StepFigures
from motcua.domain.indicators.values import known_at as known_rows
from motcua.dossiers.models import Dossier, DossierEvent, DossierFact, StepFact
from motcua.dossiers.queries.steps import kept_steps
from motcua.figures import queries
from motcua.figures.engines.engine import Engine
from motcua.figures.questions import Part, Question
from tests.cast import AT, Cast
from tests.factories import World
from tests.figures.engines import duck, fill
from tests.oracle.figures import HANOI, Answer, Oracle, day
from tests.oracle.lives import Office, offices
from tests.oracle.story import Story, stories

pytestmark = [pytest.mark.django_db, pytest.mark.database]

T = TypeVar("T", DossierFigures, StepFigures)
DOSSIERS, STEPS = tuple(registry.OF_DOSSIERS), tuple(registry.OF_STEPS)
TURNS = 40
SATURDAY = 5


class Town:
    """Who works there, and what is offered; no dataclass, or hypothesis tells all of it with every example."""

    def __init__(self, cast: Cast, worlds: list[World]) -> None:
        self.cast, self.worlds = cast, worlds

    def office(self, dice: Random) -> Office:
        """Its office before anything has happened."""
        return Office(self.cast, self.worlds, dice)


@pytest.fixture
def town(cast: Cast) -> Town:
    """A commune that offers two procedures."""
    return Town(cast, offices(cast))


def rows_in(model: type[Model], facts: type[T]) -> tuple[list[T], list[Any]]:
    """All rows of a fact table as definitions read them, and the key by which the oracle knows each."""
    names = [each.name for each in fields(facts)]
    key = ("dossier_id", "seq") if facts is StepFigures else ("dossier_id",)
    stored = list(model._default_manager.order_by("pk").values(*names, *key))
    keys = [tuple(row[name] for name in key) if len(key) > 1 else row["dossier_id"] for row in stored]
    return [facts(**{name: row[name] for name in names}) for row in stored], keys


def known(model: type[Model], facts: type[T], at: datetime) -> tuple[list[T], dict[int, Any]]:
    """The rows known at an instant, and the oracle's key of each by its identity."""
    rows, keys = rows_in(model, facts)
    named = {id(row): key for row, key in zip(rows, keys, strict=True)}
    return list(known_rows(rows, at)), named


def agree(definition: Definition[T], rows: list[T], named: dict[int, Any], period: Period, answer: Answer) -> None:
    """The definition counts the very rows that the oracle counts, and says the same."""
    figure = evaluate(definition, rows, period)
    counted = sorted(named[id(row)] for row in rows_of(definition, rows, period))
    assert counted == sorted(answer.counted), definition.code
    assert (figure.numerator, figure.value) == (answer.numerator, answer.value), definition.code
    if definition.kind is not Kind.COUNT:
        assert figure.denominator == answer.denominator, definition.code
        base = sorted(named[id(row)] for row in rows if definition.in_base(row, period))
        assert base == sorted(answer.base), definition.code


def all_agree(told: Sequence[Story], period: Period, at: datetime) -> dict[str, Answer]:
    """Every definition over fact rows is what the oracle says; gives the oracle's answers."""
    oracle = Oracle(told, period.starts, period.ends)
    answers, stays = oracle.dossiers(), oracle.steps()
    assert (set(answers), set(stays)) == (set(DOSSIERS), set(STEPS))
    rows, named = known(DossierFact, DossierFigures, at)
    for code, definition in registry.OF_DOSSIERS.items():
        agree(definition, rows, named, period, answers[code])
    steps, named_steps = known(StepFact, StepFigures, at)
    for code, of_step in registry.OF_STEPS.items():
        agree(of_step, steps, named_steps, period, stays[code])
    return {**answers, **stays}


def said_by(engine: Engine | None, period: Period, at: datetime | None) -> dict[str, tuple[Any, ...]]:
    """What an engine says of every figure."""
    found = queries.figures((*DOSSIERS, *STEPS), Question(period=period, known_at=at), engine=engine)
    return {
        code: (each.numerator, None if registry.ALL[code].kind is Kind.COUNT else each.denominator, each.value)
        for code, each in found.items()
    }


def as_said(answers: dict[str, Answer]) -> dict[str, tuple[Any, ...]]:
    """The oracle's answers in the same form."""
    return {
        code: (each.numerator, None if registry.ALL[code].kind is Kind.COUNT else each.denominator, each.value)
        for code, each in answers.items()
    }


def a_period(dice: Random, first: date, last: date) -> Period:
    """Some days of the life, often such that something happened on an edge."""
    days = (last - first).days + 2
    starts = first + timedelta(days=dice.randrange(-1, days - 1))
    return Period(starts, starts + timedelta(days=dice.randrange(1, days + 1)))


@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**6))
def test_events_fact_rows_and_engines_say_the_same_now_and_as_of_any_day(town: Town, seed: int) -> None:
    with a_store_of_its_own():
        lived(town, Random(seed))


@contextmanager
def a_store_of_its_own() -> Iterator[None]:
    """Take back what an example wrote: the next one lives from the beginning."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    kept_steps.cache_clear()


def lived(town: Town, dice: Random) -> None:
    """Weeks go by; what was said half-way is said again at the end, and everything agrees."""
    office = town.office(dice)
    office.live(TURNS)
    then, middle = office.now, a_period(dice, day(AT), day(office.now))
    before = all_agree(stories(then), middle, then)
    office.live(TURNS)
    now, told = office.now, stories(office.now)
    assert as_said(all_agree(stories(then), middle, then)) == as_said(before)
    for _number in range(4):
        all_agree(told, a_period(dice, day(AT), day(now)), now)
    answers = as_said(all_agree(told, middle, now))
    assert said_by(None, middle, now) == answers
    assert said_by(None, middle, then) == as_said(before)
    other = duck()
    fill(other, DossierFigures, rows_in(DossierFact, DossierFigures)[0])
    fill(other, StepFigures, rows_in(StepFact, StepFigures)[0])
    assert said_by(other, middle, now) == answers


HAPPENED = {
    *("ACCEPTED", "SUPPLEMENT_ASKED", "SUPPLEMENT_RECEIVED", "REAPPOINTED", "CALENDAR_APPLIED", "WITHDRAWAL_DECIDED"),
    *("FORWARDED", "UNDONE", "LEG_SENT", "LEG_ANSWERED", "RESOLVED", "RETURNED", "CORRECTION_OPENED"),
}
"""What a long life must hold, or agreement proves less than it seems to."""


def holds_the_cases_where_figures_go_wrong() -> None:
    """Corrections, supplements, parts of other units, midnight, Saturday, and what was recorded after the event."""
    events = list(DossierEvent.objects.values_list("kind", "at", "recorded_at"))
    assert {kind for kind, *_ in events} >= HAPPENED
    local = [at.astimezone(HANOI) for _kind, at, _recorded in events]
    assert {(at.hour, at.minute) for at in local} >= {(0, 0), (23, 59)}
    assert any(at.weekday() == SATURDAY for at in local)
    assert any(recorded - at > timedelta(minutes=10) for _kind, at, recorded in events)
    ended = Dossier.objects.filter(processing_ended_at__isnull=False)
    assert ended.filter(processing_ended_at__gt=F("due_at")).exists()
    assert ended.filter(processing_ended_at__lt=F("due_at")).exists()
    assert set(ended.values_list("outcome", flat=True)) >= {"GRANTED", "REFUSED", "WITHDRAWN"}


def test_engines_open_the_very_rows_that_the_oracle_counts(town: Town) -> None:
    office = town.office(Random(17))
    office.live(3 * TURNS)
    holds_the_cases_where_figures_go_wrong()
    first, last = day(AT), day(office.now)
    period = Period(first + timedelta(days=2), last - timedelta(days=2))
    answers = all_agree(stories(office.now), period, office.now)
    question = Question(period=period)
    seqs = {pk: (dossier, seq) for pk, dossier, seq in StepFact.objects.values_list("pk", "dossier_id", "seq")}
    assert sum(bool(answer.counted) for answer in answers.values()) > 30
    for code, answer in answers.items():
        name = seqs.get if code in STEPS else int
        opened = [name(key) for key in queries.row_ids(code, question)]
        assert sorted(opened) == sorted(answer.counted), code  # type: ignore[type-var]
        if registry.ALL[code].kind is not Kind.COUNT:
            base = [name(key) for key in queries.row_ids(code, question, part=Part.BASE)]
            assert sorted(base) == sorted(answer.base), code  # type: ignore[type-var]


TOLD_BY = {
    Dimension.COMPETENT_UNIT: "competent",
    Dimension.EXECUTING_UNIT: "executing",
    Dimension.LEVEL: "level",
    Dimension.FIELD: "field",
    Dimension.PROCEDURE: "procedure",
    Dimension.CHANNEL: "channel",
    Dimension.OFFICER: "officer",
}


def test_figures_told_by_a_dimension_are_those_of_its_dossiers(town: Town) -> None:
    office = town.office(Random(21))
    office.live(2 * TURNS)
    period = Period(day(AT), day(office.now))
    told = [story for story in stories(office.now) if story.official]
    codes = ("form06.3", "form06.8", "form06.13", "on_time.resolved", "digitised.components", "index766.2.1")
    for dimension, name in TOLD_BY.items():
        groups = queries.figures_by(codes, Question(period=period), dimension)
        for key in {getattr(story, name) for story in told}:
            part = [story for story in told if getattr(story, name) == key]
            answers = Oracle(part, period.starts, period.ends).dossiers()
            for code in codes:
                counted = groups[key][code].numerator if key in groups else 0
                assert counted == answers[code].numerator, (dimension, key, code)
